"""Marking: what waits for a marker, and one essay with its rubric."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from markupsafe import Markup

from courses.errors import StudyError
from grading.marking.errors import UnknownEssayError
from grading.marking.marking import LONGEST_COMMENT
from grading.marking.model import EssayPlace, EssayToMark
from widgets.portal.access import may_see_keys
from widgets.portal.law_links import instrument_of, link_citations
from widgets.portal.marking_form import Typed, rubric_fields, with_fault, written
from widgets.portal.pages.base import Link, PageHandler
from widgets.portal.shown import citations

_LIST = "/marking"
_MOST_DIGITS = 5


@dataclass(frozen=True, slots=True)
class SavedMark:
    """The mark that a marker has just given, with the way back to it."""

    code: str
    points: Fraction
    href: str


class MarkingHandler(PageHandler):
    """A page for those who mark: instructors and administrators."""

    def check_role(self) -> None:
        """Refuse everybody else."""
        if not may_see_keys(self.person):
            raise self.forbid("marking")

    async def just_saved(self) -> SavedMark | None:
        """Return the mark that this page was reached by, None where it was reached otherwise."""
        attempt_id, _, question_id = self.get_query_argument("saved", "").partition("/")
        place = EssayPlace(attempt_id, question_id)
        try:
            essay = await self.services.on_records(
                self.services.examinations.marking.essay, self.person, place
            )
        except UnknownEssayError:
            return None
        if essay.points is None:
            return None
        return SavedMark(essay.code, essay.points, address_of(place))


class MarkingPage(MarkingHandler):
    """What waits by question, and what the marker has read."""

    async def get(self) -> None:
        """Show the list; the first question with something to read leads on."""
        self.check_role()
        marking, on_records = self.services.examinations.marking, self.services.on_records
        groups = await on_records(marking.groups, self.person)
        self.page(
            "marking.html",
            title="阅卷",
            crumbs=(Link("首页", "/"), Link("阅卷", None)),
            groups=[group for group in groups if group.still_open],
            marked=await on_records(marking.marked_by, self.person),
            saved=await self.just_saved(),
            address_of=address_of,
        )


class EssayPage(MarkingHandler):
    """One answer, without a name, and the fields for its points."""

    async def get(self, attempt_id: str, question_id: str) -> None:
        """Show it, with the points that this marker gave before."""
        self.check_role()
        essay = await self._essay(EssayPlace(attempt_id, question_id))
        given = tuple(written(share.earned) for share in essay.rubric)
        await self._show(essay, Typed(given, essay.comment))

    async def post(self, attempt_id: str, question_id: str) -> None:
        """Save the mark and lead on; what is wrong is said above what was typed."""
        self.check_role()
        place = EssayPlace(attempt_id, question_id)
        typed = Typed(
            tuple(self.get_body_arguments("points")),
            self.get_body_argument("comment", "").replace("\r\n", "\n"),
        )
        try:
            await self.services.at_desk(
                self.services.examinations.marking.mark,
                self.person,
                place,
                typed.given,
                typed.comment,
            )
        except UnknownEssayError:
            raise
        except StudyError as error:
            essay = await self._essay(place)
            await self._show(essay, with_fault(typed, essay.rubric, error), status=400)
            return
        self.redirect(await self._after(place))

    async def _essay(self, place: EssayPlace) -> EssayToMark:
        marking = self.services.examinations.marking
        return await self.services.on_records(marking.essay, self.person, place)

    async def _after(self, place: EssayPlace) -> str:
        """Return where to go on: the next answer where there is one, else the list."""
        saved = f"?saved={place.attempt_id}/{place.question_id}"
        if self.get_body_argument("then", "") != "next":
            return _LIST + saved
        marking = self.services.examinations.marking
        following = await self.services.on_records(marking.next_place, self.person, place)
        if following is None:
            return _LIST + saved
        is_same = following.question_id == place.question_id
        count = f"&of={self._of()}" if is_same and self._of() else ""
        return address_of(following) + saved + count

    async def _show(self, essay: EssayToMark, typed: Typed, status: int = 200) -> None:
        question, registry = essay.question, self.services.registry
        linked = _linking(self, essay)
        following = await self.services.on_records(
            self.services.examinations.marking.next_place, self.person, essay.place
        )
        self.page(
            "marking_essay.html",
            status=status,
            title=f"阅卷：{essay.paper_title}",
            crumbs=(Link("首页", "/"), Link("阅卷", _LIST), Link(f"答卷 {essay.code}", None)),
            essay=essay,
            case=linked(question.case.text) if question.case else None,
            stem=linked(question.stem),
            reference=linked(question.reference),
            explanation=linked(question.explanation),
            cites=citations(registry, question),
            fields=rubric_fields(essay.rubric, typed, linked),
            typed=typed,
            longest=LONGEST_COMMENT,
            of=max(self._of(), essay.left),
            saved=await self.just_saved(),
            following=None if following is None else address_of(following),
        )

    def _of(self) -> int:
        """Return how many answers there were when the marker began with this question."""
        given = self.get_argument("of", "")
        is_count = given.isascii() and given.isdigit() and len(given) <= _MOST_DIGITS
        return int(given) if is_count else 0


def address_of(place: EssayPlace) -> str:
    """Return the address of an answer."""
    return f"{_LIST}/{place.attempt_id}/{place.question_id}"


def _linking(page: PageHandler, essay: EssayToMark) -> Callable[[str], Markup]:
    registry = page.services.registry
    within = instrument_of(essay.question, registry)
    return lambda text: link_citations(text, registry, within)
