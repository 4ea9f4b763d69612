"""What can be wrong with a records database as a whole."""

from pathlib import Path

from courses.errors import StudyError


class DatabaseError(StudyError):
    """The records database cannot be used as it is; nothing in it was changed."""


class WrongDatabaseAddressError(DatabaseError):
    """The address of the database is no address that xuefa takes."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            f"数据库地址不对（{address}）：{reason}。"
            "请写成 sqlite:///文件路径，或者 postgresql+psycopg://用户名:口令@主机/库名。"
        )
        self.address = address


class UnreachableDatabaseError(DatabaseError):
    """The database file or server cannot be opened."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(
            f"打不开数据库（{address}）：{reason}。请检查它是否存在、当前用户有没有读写权限。"
        )
        self.address = address


class DamagedDatabaseError(DatabaseError):
    """The database file is damaged, or is no database at all."""

    def __init__(self, file: Path, detail: str) -> None:
        super().__init__(
            f"数据库文件已损坏或者不是数据库：{file}（{detail}）。"
            "程序没有改动它，请把它另存一份，再用最近的备份替换后重新启动。"
        )
        self.file = file
        self.detail = detail


class NewerDatabaseError(DatabaseError):
    """The database was written by a newer version of the program."""

    def __init__(self, address: str, revision: str) -> None:
        super().__init__(
            f"数据库（{address}）的版本 {revision} 比本程序新，程序没有改动它。"
            "请换用较新版本的程序，或者换回与本程序相配的备份。"
        )
        self.address = address
        self.revision = revision


class ForeignDatabaseError(DatabaseError):
    """The database holds tables that are not ours."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"数据库（{address}）里已有其他程序的数据，程序没有改动它。请另外指定一个空的数据库。"
        )
        self.address = address


class BusyDatabaseError(DatabaseError):
    """Another program has held the database for longer than we are willing to wait."""

    def __init__(self, address: str) -> None:
        super().__init__(f"数据库（{address}）一直被别的程序占用，请稍候再试。")
        self.address = address
