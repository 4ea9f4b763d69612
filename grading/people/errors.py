"""What can be wrong with an account, a password or a login."""

from courses.errors import StudyError


class InvalidLoginNameError(StudyError):
    """A login name with characters or of a length that is not taken."""

    def __init__(self, login_name: str) -> None:
        super().__init__(
            f"登录名不合要求（{login_name[:40]}）：用 2 至 32 个字母、数字、汉字或者 . _ - @ ·，"
            "不留空格。"
        )
        self.login_name = login_name


class InvalidPersonNameError(StudyError):
    """A name that is empty, too long, or holds characters that cannot be shown."""

    def __init__(self, name: str) -> None:
        super().__init__(f"姓名不合要求（{name[:40]!r}）：应为 1 至 64 个可以显示的字。")
        self.name = name


class InvalidOrganisationNameError(StudyError):
    """A name of a bureau, department or enterprise that is empty or too long."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"单位或者部门名称不合要求（{name[:40]!r}）：应为 1 至 128 个可以显示的字。"
        )
        self.name = name


class NoRoleError(StudyError):
    """An account without any role could not do anything."""

    def __init__(self, login_name: str) -> None:
        super().__init__(f"账号 {login_name} 没有角色，请至少给一个角色。")
        self.login_name = login_name


class LoginNameTakenError(StudyError):
    """Somebody else has this login name, perhaps written in another case or width."""

    def __init__(self, login_name: str) -> None:
        super().__init__(f"登录名 {login_name} 已经有人使用，请换一个。")
        self.login_name = login_name


class UnknownPersonError(StudyError):
    """No account with this login name or id."""

    def __init__(self, who: str | int) -> None:
        super().__init__(f"没有这个账号：{str(who)[:40]}")
        self.who = who


class WeakPasswordError(StudyError):
    """A password that is too easy to guess; `rule` is what it breaks, in Chinese."""

    def __init__(self, rule: str) -> None:
        super().__init__(f"密码不合要求：{rule}。请另设一个。")
        self.rule = rule


class AlreadySetUpError(StudyError):
    """The home has its bureau already; the first run is over."""

    def __init__(self, bureau: str) -> None:
        super().__init__(f"平台已经设置完毕（{bureau}），不能再次进行首次设置。请直接登录。")
        self.bureau = bureau
