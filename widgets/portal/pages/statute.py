"""What a citation points to: its instrument, whether that is in force, and who cites it."""

from datetime import date

from courses.clock import local_date
from courses.statutes.citation import Citation, MalformedCitationError, parse_citation
from courses.statutes.instrument import Instrument
from courses.statutes.registry import Standing
from widgets.portal.access import may_study
from widgets.portal.pages.base import Link, PageHandler, Refusal


class StatutePage(PageHandler):
    """The page behind every citation link."""

    async def get(self, text: str) -> None:
        """Show the facts of the instrument and the lessons that rest on it."""
        registry = self.services.registry
        citation = _cited(text)
        instrument = registry.resolve(citation)
        today = local_date(self.services.clock(), self.services.zone)
        status = registry.status(instrument.id, today)
        self.page(
            "statute.html",
            title=citation.label(registry),
            crumbs=(Link("课程", "/"), Link(citation.label(registry), None)),
            label=citation.label(registry),
            rows=_facts(instrument),
            status_text=str(status),
            status_kind=STATUS_KINDS[status.standing],
            used_in=self._lessons_on(text),
        )

    def _lessons_on(self, text: str) -> list[Link]:
        article = text.split(".", maxsplit=1)[0]
        return [
            Link(f"{lesson.number} {lesson.title}", f"/lesson/{lesson.id}")
            for course in self.services.catalogue.courses
            if may_study(self.person, course)
            for lesson in course.lessons
            if any(cited.split(".")[0] == article for cited in lesson.cites)
        ]


def _cited(text: str) -> Citation:
    try:
        return parse_citation(text)
    except MalformedCitationError as error:
        raise Refusal(404, str(error)) from None


def _facts(instrument: Instrument) -> list[tuple[str, str]]:
    facts = [
        ("全称", instrument.title),
        ("种类", instrument.kind),
        ("制定机关", instrument.issuer),
        ("文号", instrument.number),
        ("通过或者公布", instrument.adopted),
        ("施行", instrument.effective),
        ("废止", instrument.repealed),
    ]
    return [(name, _words(value)) for name, value in facts if value]


def _words(value: object) -> str:
    return f"{value.year}年{value.month}月{value.day}日" if isinstance(value, date) else str(value)


STATUS_KINDS = {
    Standing.IN_FORCE: "in-force",
    Standing.REPEALED: "repealed",
    Standing.NOT_YET: "not-yet",
    Standing.UNKNOWN: "not-yet",
}
