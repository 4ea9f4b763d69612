"""What the lessons that come with the package point to."""

import re
from collections.abc import Iterator

import nbformat
import pytest

from courses.catalogue import PACKAGE_FOLDER, read_catalogue
from courses.statutes.citation import Citation, parse_citation
from courses.statutes.registry import Registry
from courses.statutes.wording.mentions import find_mentions

LESSONS = sorted(PACKAGE_FOLDER.glob("*/*.ipynb"))
LINK = re.compile(
    r'\[([^\]]+)\]\(/statute/([^)\s]+)(?: "旧法")?\)'
    r'|<a href="/statute/([^"]+)"(?: title="旧法")?>([^<]+)</a>'
)

LINKED_OR_UNSEEN = re.compile(
    r"\[[^\]]*\]\([^)]*\)|<a\b[^>]*>.*?</a>|<!--.*?-->|<[^>]+>", re.DOTALL
)
"""Links, and what nobody sees: comments, and tags with what stands in them."""
ARTICLE = re.compile(r"第 *[0-9０-９零〇一二三四五六七八九十百千]+ *条(?![例件])")


def cells(file, kind):
    notebook = nbformat.read(file, as_version=4)
    return [cell for cell in notebook.cells if cell.cell_type == kind]


def citations(file) -> Iterator[tuple[str, Citation]]:
    for cell in cells(file, "markdown"):
        for text, target, html_target, html_text in LINK.findall(cell.source):
            yield text or html_text, parse_citation(target or html_target)


@pytest.mark.parametrize("file", LESSONS, ids=lambda file: file.stem)
def test_every_citation_of_a_lesson_is_in_the_registry_and_says_where_it_leads(file):
    registry = Registry.embedded()
    found = list(citations(file))
    assert found
    for text, citation in found:
        registry.resolve(citation)
        assert citation.label(registry).endswith(text)


def plain_citations(words: str) -> list[str]:
    """Return the citations in Markdown that are no links: by any name, or any article at all."""
    plain = LINKED_OR_UNSEEN.sub("〓", words)
    named = [plain[one.start : one.end] for one in find_mentions(plain, Registry.embedded())]
    return named + ARTICLE.findall(plain)


@pytest.mark.parametrize("file", LESSONS, ids=lambda file: file.stem)
def test_every_citation_in_the_words_of_a_lesson_is_a_link(file):
    assert [one for cell in cells(file, "markdown") for one in plain_citations(cell.source)] == []


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("见[《示范办法》第十八条](/statute/a:18)、[第52条](/statute/a:52)", 0),
        ('<li>见<a href="/statute/a:18">《示范办法》第十八条</a></li><!-- 第五条 -->', 0),
        ("条例的三条红线", 0),
        ("见《示范办法》第十八条", 1),
        ("见第 18 条", 1),
        ("用法典1102条", 1),
        ("见[别处](/lesson/a)第十八条", 1),
    ],
)
def test_a_citation_that_is_no_link_is_seen(words, plain):
    assert len(plain_citations(words)) == plain


@pytest.mark.parametrize("file", LESSONS, ids=lambda file: file.stem)
def test_lesson_code_is_short_and_hidden_and_keeps_no_output(file):
    found = cells(file, "code")
    assert found
    for cell in found:
        assert len(cell.source.splitlines()) <= 4
        assert "hide-input" in cell.metadata.tags
        assert cell.outputs == []


@pytest.mark.parametrize("file", LESSONS, ids=lambda file: file.stem)
def test_lesson_has_one_title_and_loads_nothing_from_outside(file):
    text = "\n\n".join(cell.source for cell in cells(file, "markdown"))
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
    assert "<script" not in text
    assert re.findall(r"""(?:src|href)="https?:|\]\(https?:""", text) == []


def test_lessons_practise_with_their_own_id():
    catalogue, problems = read_catalogue([PACKAGE_FOLDER])
    assert problems == []
    for course in catalogue.courses_for(["officer"]):
        for lesson in course.lessons:
            calls = [c.source for c in cells(lesson.path, "code") if "practice.show" in c.source]
            assert len(calls) == 1
            assert f'practice.show("{lesson.id}")' in calls[0]
