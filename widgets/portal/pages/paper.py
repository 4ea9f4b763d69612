"""Papers for those who run exams: the list, each paper with its key, and both as Word files."""

from dataclasses import dataclass

from tornado.web import HTTPError

from courses.catalogue import Course
from courses.clock import Clock
from grading.audit.exports import note_export
from grading.records.engine import RecordsDatabase
from grading.records.paper_counts import PaperCount
from quizzes.draw import Variant, draw_variants
from quizzes.paper import MODES, Paper
from quizzes.printing.key import print_key
from quizzes.printing.paper import print_paper
from quizzes.printing.sheet import lay_out
from widgets.portal.access import may_see_keys
from widgets.portal.pages.base import Link, PageHandler
from widgets.portal.paper_preview import KIND_LABELS, paper_sums, preview_sections

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILE_NAMES = {"paper": "试卷", "key": "参考答案"}


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper in the list; `standing` is `before`, `open` or `over`."""

    paper: Paper
    course: Course
    mode: str
    standing: str
    count: PaperCount


class KeyHandler(PageHandler):
    """A page with keys: for instructors and administrators alone."""

    def prepare_paper(self, paper_id: str) -> tuple[Paper, tuple[Variant, ...]]:
        """Return a paper with its variants as they are given out."""
        quizzes = self.services.quizzes
        paper = quizzes.shelf.paper(paper_id)
        return paper, draw_variants(paper, quizzes.bank_for(paper))

    def check_role(self, what: str) -> None:
        """Refuse everybody who may not see keys, before it is told what there is."""
        if not may_see_keys(self.person):
            raise self.forbid(what)


class PapersPage(KeyHandler):
    """The list of papers."""

    async def get(self) -> None:
        """Show every paper with its window and how often it was taken."""
        self.check_role("papers")
        services = self.services
        counts = await services.on_records(_counts, services.database)
        rows = [
            PaperRow(
                paper=paper,
                course=course,
                mode=MODES[paper.mode],
                standing=_standing(paper, services.clock),
                count=counts.get(paper.id, PaperCount(paper.id, 0, 0, 0, 0)),
            )
            for course in services.catalogue.courses
            for paper in services.quizzes.shelf.all()
            if paper.course == course.id
        ]
        self.page(
            "papers.html",
            title="试卷",
            crumbs=(Link("首页", "/"), Link("试卷", None)),
            rows=rows,
            faulty=sorted({p.file.name for p in services.problems if _is_paper(p.file.parts)}),
        )


class PaperPage(KeyHandler):
    """One variant of a paper with its key, and what all variants consist of."""

    async def get(self, paper_id: str, letter: str = "A") -> None:
        """Show a variant as it is printed."""
        self.check_role(f"paper {paper_id}")
        services = self.services
        paper, variants = await services.on_records(self.prepare_paper, paper_id)
        course = services.catalogue.course(paper.course)
        variant = chosen(variants, letter)
        self.page(
            "paper.html",
            title=paper.title,
            crumbs=(Link("首页", "/"), Link("试卷", "/papers"), Link(paper.title, None)),
            paper=paper,
            course=course,
            mode=MODES[paper.mode],
            letter=variant.letter,
            letters=[one.letter for one in variants],
            sums=paper_sums(paper, course, variants),
            kind_labels=KIND_LABELS,
            sections=preview_sections(paper, course, services.registry, variant, variants),
        )


class PaperDownload(KeyHandler):
    """A variant, or its key, as a Word file."""

    async def get(self, paper_id: str, letter: str, which: str) -> None:
        """Send the file; that somebody took it is told in the audit trail."""
        self.check_role(f"paper {paper_id}")
        paper, variants = await self.services.on_records(self.prepare_paper, paper_id)
        sheet = lay_out(paper, chosen(variants, letter))
        if which == "key":
            content = await self.services.on_records(print_key, sheet, self.services.registry)
        else:
            content = await self.services.on_records(print_paper, sheet)
        name = f"{sheet.name}-{FILE_NAMES[which]}.docx"
        await self.services.on_records(note_export, self.services.database, name, content)
        self.set_header("Content-Type", DOCX)
        self.set_attachment_header(name)
        self.finish(content)


def chosen(variants: tuple[Variant, ...], letter: str) -> Variant:
    """Return the variant with this letter; there is no page for others."""
    found = next((one for one in variants if one.letter == letter), None)
    if found is None:
        raise HTTPError(404)
    return found


def _counts(database: RecordsDatabase) -> dict[str, PaperCount]:
    with database.read() as records:
        return {count.paper_id: count for count in records.paper_counts.all()}


def _standing(paper: Paper, clock: Clock) -> str:
    now = clock()
    if paper.opens is not None and now < paper.opens:
        return "before"
    return "over" if paper.closes is not None and now >= paper.closes else "open"


def _is_paper(parts: tuple[str, ...]) -> bool:
    return "papers" in parts[:-1]
