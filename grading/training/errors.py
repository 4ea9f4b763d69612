"""What can be wrong about training sessions and signing in to them."""

from courses.errors import StudyError
from grading.people.errors import InvalidOrganisationNameError, InvalidPersonNameError


class UnknownTrainingSessionError(StudyError):
    """No training session of this number."""

    def __init__(self, session_id: int) -> None:
        super().__init__("没有这一期培训。请核对地址，或者向工作人员询问。")
        self.session_id = session_id


class UnknownSignInError(StudyError):
    """No sign-in of this number to this session."""

    def __init__(self, sign_in_id: int) -> None:
        super().__init__("没有这条签到记录。请从这一期培训的页面重新进入。")
        self.sign_in_id = sign_in_id


class UnknownMaterialError(StudyError):
    """No file of this number is given out at this session."""

    def __init__(self, material_id: int) -> None:
        super().__init__("没有这份资料，或者它已经撤下。请从培训页面重新进入。")
        self.material_id = material_id


class MoveRefusedError(StudyError):
    """A session cannot be opened, closed or cancelled as it stands."""


class FixedBySignInsError(StudyError):
    """What sign-ins rest on cannot be changed any more, or the session cannot be cancelled."""


class SignInRefusedError(StudyError):
    """Nobody can sign in to the session as it stands; the sentence says why and what to do."""


class NotYetOpenError(SignInRefusedError):
    """The sign-in has not been opened."""

    def __init__(self) -> None:
        super().__init__("签到还没有开始。请等工作人员开始签到以后再扫一次码。")


class SignInOverError(SignInRefusedError):
    """The sign-in was closed, or the session is long over."""

    def __init__(self) -> None:
        super().__init__("签到已经结束。如果您在现场，请到签到台说明情况，由工作人员办理。")


class CancelledSessionError(SignInRefusedError):
    """The session does not take place."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"这一期培训已经取消（{reason}）。请等待另行通知。")
        self.reason = reason


class FullSessionError(SignInRefusedError):
    """As many people have signed in as there are places."""

    def __init__(self, capacity: int) -> None:
        super().__init__(
            f"名额 {capacity} 人已满。请到签到台说明情况；工作人员可以在“修改安排”里加座位。"
        )
        self.capacity = capacity


class OwnSignInError(SignInRefusedError):
    """Whoever opened the sign-in or sits at the desk would record hours of their own."""

    def __init__(self) -> None:
        super().__init__(
            "自己的签到和学时不能由自己登记。请另一位教员或者管理人员在签到台为您签到。"
        )


class ExpiredCodeError(StudyError):
    """The code is that of no session that is open, or of an earlier half minute."""

    def __init__(self) -> None:
        super().__init__("签到码不对，或者已经过期（每 30 秒更换一次）。请看着大屏幕再输一次。")


class ExpiredTokenError(StudyError):
    """The address of a QR code is that of an earlier half minute."""

    def __init__(self) -> None:
        super().__init__(
            "二维码已经过期（每 30 秒更换一次）。请对着大屏幕再扫一次，照片和转发的地址不能用。"
        )


class ExpiredTicketError(StudyError):
    """A form was open for too long, was not made by us or not for this phone, or has been used."""

    def __init__(self) -> None:
        super().__init__(
            "这张签到表放得太久、已经用过，或者换了手机、换了浏览器。请对着大屏幕再扫一次码。"
        )


class SlowedCodesError(StudyError):
    """Too many wrong codes; scanning the QR code still works."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"输错的签到码太多，请等 {seconds} 秒再输，或者直接扫大屏幕上的二维码。")
        self.seconds = seconds


class NoNameError(InvalidPersonNameError):
    """What was typed as name of a person is too short, too long, cannot be shown or is drawn."""

    def __init__(self, name: str) -> None:
        StudyError.__init__(self, "请写姓名：两个字以上，至多 64 个字，不用表情符号。")
        self.name = name


class NoEnterpriseError(InvalidOrganisationNameError):
    """What was typed as name of an enterprise is too short, too long or cannot be shown."""

    def __init__(self, name: str) -> None:
        StudyError.__init__(self, "请选单位，或者写单位全称：两个字以上，至多 128 个字。")
        self.name = name


class AlreadySignedInError(StudyError):
    """Somebody of this name and enterprise has signed in; `at_time` is in the home's zone."""

    def __init__(self, name: str, at_time: str) -> None:
        super().__init__(
            f"{name}已在 {at_time} 签到，不用再签。换了手机，请向工作人员要凭证码；"
            "如果是同名的另一位，请工作人员在签到台登记，姓名后加括号区分。"
        )
        self.name = name
        self.at_time = at_time


class NamesakesError(StudyError):
    """An enterprise has several trainees of this name; only staff can tell who is here."""

    def __init__(self, name: str) -> None:
        super().__init__(f"贵单位有几位叫{name}的学员，系统分不清是哪一位。请到签到台签到。")
        self.name = name


class StaffOnlyByLoginError(StudyError):
    """Somebody of the bureau signs in as a trainee would."""

    def __init__(self) -> None:
        super().__init__("本单位人员请先登录平台，再扫码签到；没有带手机的，请到签到台签到。")


class NoSuchColleagueError(StudyError):
    """Nobody of this name works in the bureau, or several do."""

    def __init__(self, name: str) -> None:
        super().__init__(f"本单位没有叫{name}的人，或者不止一位。请让本人登录平台扫码签到。")
        self.name = name


class AlreadyWithdrawnError(StudyError):
    """The sign-in was withdrawn before."""

    def __init__(self) -> None:
        super().__init__("这条签到已经撤销过。请刷新页面看最新的名单。")
