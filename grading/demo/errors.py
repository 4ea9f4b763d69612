"""What can keep the demo bureau from being written."""

from courses.errors import StudyError


class NotDemoBureauError(StudyError):
    """The records belong to a bureau that is not the demo's, or people were added already."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"数据库（{address}）里已有别的单位或者人员，没有写入示范数据。请另外指定一个空文件夹。"
        )
        self.address = address
