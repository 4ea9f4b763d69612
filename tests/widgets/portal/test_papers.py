"""Papers with their keys: for instructors and administrators, and for nobody else."""

import io
import re
from http import HTTPStatus

import docx
import pytest
from builders.portal_home import FORMAL, PAPER, SECRET
from builders.server import Visitor, wait_until
from builders.sitting import Sitting, sit_down

from quizzes.bank import QuestionBank

PAGES = [
    "/papers",
    f"/paper/{PAPER}",
    f"/paper/{PAPER}/A",
    f"/paper/{PAPER}/A/paper.docx",
    f"/paper/{PAPER}/A/key.docx",
    f"/paper/{FORMAL}",
    "/paper/no-such-paper",
]
CITED = "/statute/ee-administrative-penalty-measures-2023:46"
"""What the questions of the formal exam rest on."""


@pytest.fixture(scope="module")
def instructor(newcomer) -> Visitor:
    return newcomer("instructor")


def text_of(content: bytes) -> str:
    document = docx.Document(io.BytesIO(content))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(one.text for one in [*document.paragraphs, *cells])


@pytest.mark.parametrize("role", ["officer", "leader", "trainee", "manager"])
def test_papers_and_keys_are_closed_to_other_roles(newcomer, role, question_texts):
    visitor = newcomer(role)
    for path in PAGES:
        answer = visitor.ask(path)
        assert answer.status == HTTPStatus.FORBIDDEN
        assert SECRET not in answer.text
        assert not any(text in answer.text for text in question_texts)
    assert 'href="/papers"' not in visitor.ask("/").text


@pytest.mark.parametrize("role", ["instructor", "administrator"])
def test_whoever_runs_exams_finds_every_paper(newcomer, role):
    listed = newcomer(role).ask("/papers").text
    assert f'href="/paper/{PAPER}"' in listed
    assert f'href="/paper/{FORMAL}"' in listed
    assert "shifan.toml" in listed  # a paper with a fault is named


def test_a_paper_is_shown_with_its_key(instructor, bank: QuestionBank):
    page = instructor.ask(f"/paper/{PAPER}").text
    ids = re.findall(r"· ([\w-]+)</p>", page)
    assert len(ids) == 5
    for question_id in ids:
        question = bank.question(question_id)
        assert question.explanation[:12] in re.sub("<[^>]+>", "", page)


def test_each_variant_of_a_formal_exam_has_a_tab(instructor):
    pages = [instructor.ask(f"/paper/{FORMAL}/{letter}").text for letter in "AB"]
    stems = [set(re.findall(rf"{SECRET} \d", page)) for page in pages]
    assert [len(found) for found in stems] == [2, 2]
    assert not stems[0] & stems[1]
    assert all("各卷没有相同的题" in page for page in pages)


def test_a_variant_that_is_not_there_has_no_page(instructor):
    for path in (f"/paper/{PAPER}/B", f"/paper/{PAPER}/B/key.docx", "/paper/no-such-paper"):
        assert instructor.ask(path).status == HTTPStatus.NOT_FOUND


def test_paper_and_key_are_sent_as_word_files_in_the_order_of_the_page(instructor, portal):
    page = instructor.ask(f"/paper/{FORMAL}/A").text
    on_page = re.findall(rf"{SECRET} \d", page)
    paper, key = (
        text_of(instructor.ask(f"/paper/{FORMAL}/A/{which}.docx").body)
        for which in ("paper", "key")
    )
    assert re.findall(rf"{SECRET} \d", paper) == on_page
    assert "示范解析" in key
    assert "示范解析" not in paper


def test_attempts_are_counted_in_the_list(instructor, officer, bank):
    before = _attempts(instructor)
    sit_down(officer, bank)
    assert _attempts(instructor) == before + 1


def test_a_formal_exam_is_taken_without_giving_anything_away(officer, bank, instructor):
    begun = officer.ask(f"/exam/{FORMAL}", "POST")
    sitting = Sitting(officer, begun.headers["Location"].rpartition("/")[2], bank)
    assert SECRET in sitting.page.text
    sitting.hand_in()
    wait_until(lambda: sitting.state["state"] == "scored")
    result = officer.ask(f"/result/{sitting.attempt}").text
    for page in (result, officer.ask("/api/mistakes").text, officer.ask(CITED).text):
        assert SECRET not in page
        assert "示范解析" not in page
    assert "不公布答案" in result


def _attempts(instructor: Visitor) -> int:
    row = (
        instructor.ask("/papers").text.partition(f'href="/paper/{PAPER}"')[2].partition("</tr>")[0]
    )
    found = re.search(r"(\d+) 次</span>", row)
    return int(found.group(1)) if found else 0
