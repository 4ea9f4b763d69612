"""What can be wrong with a session pass and with what is done on it."""

from courses.errors import StudyError


class NotSignedInError(StudyError):
    """The person has not signed in to the session, or the sign-in was withdrawn."""

    def __init__(self) -> None:
        super().__init__("没有这一期的签到记录。请先签到；签到被撤销的，请到签到台问明原因。")


class NoPassForStaffError(StudyError):
    """Somebody of the bureau has a login and needs no pass."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}有平台账号，不用学员凭证：请本人用登录名登录后打开这一期培训。")
        self.name = name


class PassCodeRefusedError(StudyError):
    """No such code, or one that was used, is void or has expired; it does not say which."""

    def __init__(self) -> None:
        super().__init__(
            "凭证码不对，或者已经用过、已经过期（15 分钟内有效，只能用一次）。"
            "请对照工作人员给的再输一次；仍然不行的，请工作人员另发一个。"
        )


class SlowedPassCodesError(StudyError):
    """Too many wrong codes came from an address; this one was not looked at."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"输错的凭证码太多，请等 {seconds} 秒再输，或者请工作人员当面办理。")
        self.seconds = seconds


class NoQuizError(StudyError):
    """The session has no quick quiz, or its paper is there no more."""

    def __init__(self) -> None:
        super().__init__("这一期没有随堂测验。需要的话，请工作人员在“修改安排”里选一份。")
