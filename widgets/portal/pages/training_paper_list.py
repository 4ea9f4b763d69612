"""Entering a paper list: many rows at once, with the scan of the list."""

from collections.abc import Sequence
from http import HTTPStatus
from itertools import zip_longest

from courses.errors import StudyError
from grading.training.model import Invited, TrainingSession
from grading.training.paper_list import MOST_ROWS, FaultyRow, PaperListResult, TypedRow
from grading.training.taking import OUR_BUREAU
from widgets.portal.pages.hours import is_number
from widgets.portal.pages.training import TRAINING, TrainingHandler
from widgets.portal.uploading import UploadHandler

_ROWS, _MORE = 12, 12


class PaperListPage(TrainingHandler, UploadHandler):
    """The form for a paper list."""

    async def get(self, session_id: str) -> None:
        """Show empty rows; `rows` asks for more of them."""
        given = self.get_query_argument("rows", "")
        wanted = int(given) if is_number(given) else _ROWS
        await self._show(int(session_id), [], count=max(_ROWS, min(wanted, MOST_ROWS)))

    async def post(self, session_id: str) -> None:
        """Keep what can be kept; the other rows come back with what is wrong."""
        file = self.read_form()
        rows, same_as = self._rows(), self.get_body_argument("same_as", "")
        try:
            result: PaperListResult = await self.services.on_records(
                self.training.paper_lists.enter,
                self.person,
                int(session_id),
                rows,
                file.content,
                file.name,
                same_as=int(same_as) if is_number(same_as) and not file.content else None,
            )
        except StudyError as error:
            faulty = [FaultyRow(row, "") for row in rows if not row.is_empty]
            await self._show(int(session_id), faulty, fault=error, same_as=same_as)
            return
        if not result.faulty:
            self.redirect(f"{TRAINING}/{session_id}#came")
            return
        kept = str(result.kept[0].id) if result.kept else same_as
        await self._show(int(session_id), result.faulty, kept=len(result.kept), same_as=kept)

    def _rows(self) -> list[TypedRow]:
        columns = [self.get_body_arguments(name) for name in ("name", "enterprise", "time")]
        return [TypedRow(*cells) for cells in zip_longest(*columns, fillvalue="")]

    async def _show(
        self,
        session_id: int,
        faulty: Sequence[FaultyRow],
        *,
        count: int = _ROWS,
        kept: int | None = None,
        same_as: str = "",
        fault: StudyError | None = None,
    ) -> None:
        session: TrainingSession
        sessions, on_records = self.training.sessions, self.services.on_records
        session = await on_records(sessions.session, session_id)
        invited: list[Invited] = await on_records(sessions.invited, session_id)
        empty = [FaultyRow(TypedRow("", ""), "")] * max(0, count - len(faulty))
        self.page(
            "training_paper_list.html",
            status=HTTPStatus.OK if fault is None and not faulty else HTTPStatus.BAD_REQUEST,
            title="录入纸质名单",
            crumbs=self.trail(session, "录入纸质名单"),
            session=session,
            rows=[*faulty, *empty],
            faulty=len([one for one in faulty if one.fault]),
            kept=kept,
            same_as=same_as if is_number(same_as) else "",
            invited=invited,
            our_bureau=OUR_BUREAU,
            more=min(count + _MORE, MOST_ROWS),
            fault=fault,
        )
