"""What can be wrong with certificates of training."""

from courses.errors import StudyError
from grading.certificates.numbers import CertificateNumber


class NoChineseFontError(StudyError):
    """The machine has no font in which a certificate can be set."""

    def __init__(self) -> None:
        super().__init__(
            "这台机器没有中文字体，做不出证书。请管理员安装 Noto Serif CJK（Debian、Ubuntu："
            "fonts-noto-cjk），或者启用 Windows 自带的宋体、微软雅黑，装好以后再试一次。"
        )


class UnsettableTextError(StudyError):
    """No font of the machine has some of the signs; `signs` are those."""

    def __init__(self, signs: str) -> None:
        super().__init__(
            f"证书印不出这些字：{'、'.join(map(shown_sign, signs))}。请管理员安装收字较全的字体"
            "（如 Noto Serif CJK、Windows 的 SimSun-ExtB），或者先把它们改成通行的写法。"
        )
        self.signs = signs


class NotEarnedError(StudyError):
    """Somebody has not earned the certificate; the sentence says what is missing."""


class UnknownCertificateError(StudyError):
    """No certificate of this number that the person may open."""

    def __init__(self, number: CertificateNumber | str) -> None:
        super().__init__(
            f"没有编号为 {number} 的证书。请核对编号，或者从这一期培训的页面重新进入。"
        )
        self.number = number


class AlreadyRevokedError(StudyError):
    """Somebody has revoked this certificate before."""

    def __init__(self, number: CertificateNumber) -> None:
        super().__init__(f"证书 {number} 已经作废，不用再办。要另发一张，请在名单上换发。")
        self.number = number


class AlreadyReplacedError(StudyError):
    """Another certificate was issued in place of this one; only the newest can be replaced."""

    def __init__(self, number: CertificateNumber) -> None:
        super().__init__(f"证书 {number} 已经换发过。请换发后来的那一张。")
        self.number = number


class OwnCertificateError(StudyError):
    """Nobody revokes or replaces a certificate of their own."""

    def __init__(self) -> None:
        super().__init__("自己的证书不能由自己作废或者换发，请另一位管理人员来办。")


class MissingReasonError(StudyError):
    """A revocation needs a reason that others understand."""

    def __init__(self) -> None:
        super().__init__("请写明理由，4 至 200 个字。")


class CheckSlowedError(StudyError):
    """Too many checks from this address that found nothing."""

    def __init__(self, wait_seconds: int) -> None:
        super().__init__(f"核验不符的次数过多，请在 {wait_seconds} 秒后再试。")
        self.wait_seconds = wait_seconds


def shown_sign(sign: str) -> str:
    """Return a sign so that it can be read whatever it is."""
    return sign if sign.isprintable() else f"U+{ord(sign):04X}"
