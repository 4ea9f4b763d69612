"""The pages on which essays are marked."""

import re
from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from urllib.parse import urlencode

import pytest
from builders.portal_home import ESSAYS
from builders.server import Answer, Visitor, wait_until
from builders.sitting import Sitting

from quizzes.kinds import is_read_by_marker
from quizzes.kinds.essay import shares
from quizzes.model import Essay

WRITTEN = "第一段 <script>alert('示范')</script>\n第二段 & 示范"
POSSIBLE = 8


@dataclass(frozen=True)
class HandedIn:
    """An exam whose two essays wait for markers."""

    sitting: Sitting
    essays: tuple[Essay, ...]

    @property
    def addresses(self) -> list[str]:
        return [f"/marking/{self.sitting.attempt}/{one.id}" for one in self.essays]

    @property
    def state(self) -> str:
        return self.sitting.state["state"]

    def full_points(self, number: int) -> list[str]:
        return [str(share) for share in shares(self.essays[number], POSSIBLE)]


@pytest.fixture(scope="module")
def hand_in(bank):
    def handing_in(visitor: Visitor) -> HandedIn:
        begun = visitor.ask(f"/exam/{ESSAYS}", "POST")
        assert begun.status == HTTPStatus.FOUND, begun.text
        sitting = Sitting(visitor, begun.headers["Location"].rpartition("/")[2], bank)
        sitting.fill_in()
        essays = tuple(one for one in sitting.questions if is_read_by_marker(one))
        for essay in essays:
            assert sitting.save(essay.id, WRITTEN, sequence=10**15).status == HTTPStatus.OK
        sitting.hand_in()
        wait_until(lambda: sitting.state["state"] == "marking")
        return HandedIn(sitting, essays)

    return handing_in


@pytest.fixture
def handed_in(hand_in, officer) -> HandedIn:
    return hand_in(officer)


@pytest.fixture(scope="module")
def unread(hand_in, newcomer) -> HandedIn:
    """An exam that nobody marks."""
    return hand_in(newcomer())


@pytest.fixture(scope="module")
def marker(newcomer) -> Visitor:
    return newcomer("instructor")


def send(visitor: Visitor, address: str, given: list[str], comment: str = "", **more) -> Answer:
    fields = [*(("points", one) for one in given), ("comment", comment), *more.items()]
    return visitor.ask(address, "POST", body=urlencode(fields).encode())


def test_the_list_leads_to_what_waits_and_the_header_counts_it(unread, marker):
    page = marker.ask("/marking").text
    assert re.search(r"阅卷（\d+）", marker.ask("/record").text)
    first = re.search(r'href="(/marking/[^"]+)">开始阅卷', page)
    assert marker.ask(first[1]).status == HTTPStatus.OK
    for essay in unread.essays:
        assert escape(essay.stem.split("\n")[0], quote=False)[:20] in page


def test_an_essay_is_shown_escaped_with_its_rubric_and_no_name(unread, marker):
    learner = unread.sitting.visitor
    page = marker.ask(unread.addresses[0]).text
    assert escape(WRITTEN).replace("&#x27;", "&#39;") in page
    plain = re.sub("<[^>]+>", "", page)
    for point in unread.essays[0].rubric:
        assert point.text[:10] in plain
    for name in (learner.login_name, "示范甲", "示范执法一科"):
        assert name not in page.partition("<main")[2]


def test_the_last_mark_turns_a_waiting_exam_into_a_result(handed_in, marker):
    first, last = handed_in.addresses
    saved = send(marker, first, handed_in.full_points(0), "示范评语", then="back")
    assert saved.headers["Location"].startswith("/marking?saved=")
    assert "已记 8 分" in marker.ask(saved.headers["Location"]).text
    assert handed_in.state == "marking"
    nothing = ["0"] * len(handed_in.essays[1].rubric)
    assert send(marker, last, nothing).status == HTTPStatus.FOUND
    result = handed_in.sitting.result()
    assert "示范评语" in result
    assert "10<small>" in result.replace(" ", "")


def test_saving_leads_on_to_another_answer(hand_in, newcomer, marker):
    handed_in = [hand_in(newcomer()) for _ in range(2)]
    address = handed_in[0].addresses[0]
    saved = send(marker, address, handed_in[0].full_points(0), then="next", of="9")
    following, _, query = saved.headers["Location"].partition("?")
    assert following.endswith(handed_in[0].essays[0].id)
    assert following != address
    assert query.endswith("&of=9")
    page = marker.ask(saved.headers["Location"]).text
    assert "已记 8 分" in page
    assert f'href="{address}"' in page


REFUSED = [
    (["9"], "", "要点得分 9 不对"),
    (["0.3"], "", "以 0.5 分为一档"),
    ([" "], "", "还有要点没有给分"),
    ([], "", "还有要点没有给分"),
    (None, "字" * 1001, "至多 1000 字"),
]


def test_what_is_refused_is_said_and_what_was_typed_stays(unread, marker):
    full = unread.full_points(0)
    for given, comment, said in REFUSED:
        sent = full if given is None else [*given, *full[1:]] if given else []
        answer = send(marker, unread.addresses[0], sent, comment or "示范评语 <b>")
        assert answer.status == HTTPStatus.BAD_REQUEST
        assert said in answer.text
        assert (comment or "示范评语 &lt;b&gt;") in answer.text
        assert all(f'value="{typed}"' in answer.text for typed in sent[1:])
    assert unread.state == "marking"


def test_a_marker_corrects_an_own_mark_and_is_told_who_sees_it(handed_in, marker):
    for number, address in enumerate(handed_in.addresses):
        send(marker, address, handed_in.full_points(number))
    assert "改分人" not in handed_in.sitting.result()
    address = handed_in.addresses[0]
    page = marker.ask(address).text
    assert "这份您给过 8 分" in page
    assert "学员的成绩随着改变" in page
    assert f'href="{address}"' in marker.ask("/marking").text
    send(marker, address, ["0"] * len(handed_in.essays[0].rubric))
    assert "改分人" in handed_in.sitting.result()


def test_what_others_have_settled_has_no_fields(handed_in, marker, newcomer):
    for number, address in enumerate(handed_in.addresses):
        send(marker, address, handed_in.full_points(number))
    other, address = newcomer("administrator"), handed_in.addresses[0]
    page = other.ask(address).text
    assert "已经由别人阅完" in page
    assert 'name="points"' not in page
    late = send(other, address, handed_in.full_points(0))
    assert "没有记入" in late.text


def test_marking_is_closed_to_other_roles(unread, newcomer, question_texts):
    for role in ("officer", "leader", "trainee", "manager"):
        visitor = newcomer(role)
        for path in ("/marking", *unread.addresses, "/marking/nothing/nothing"):
            answer = visitor.ask(path)
            assert answer.status == HTTPStatus.FORBIDDEN
            assert not any(text in answer.text for text in (*question_texts, "第二段"))
        sent = send(visitor, unread.addresses[0], unread.full_points(0))
        assert sent.status == HTTPStatus.FORBIDDEN
        assert "/marking" not in visitor.ask("/").text
    assert unread.state == "marking"


def test_nobody_sees_or_marks_an_own_essay(hand_in, newcomer):
    visitor = newcomer("instructor")
    own = hand_in(visitor)
    for address in (*own.addresses, f"/marking/{own.sitting.attempt}/nothing"):
        assert visitor.ask(address).status == HTTPStatus.NOT_FOUND
        assert send(visitor, address, own.full_points(0)).status == HTTPStatus.NOT_FOUND
    assert own.sitting.attempt not in visitor.ask("/marking").text


def test_a_mark_from_another_site_is_refused(unread, marker):
    body = urlencode([("points", one) for one in unread.full_points(0)]).encode()
    answer = marker.ask(unread.addresses[0], "POST", body=body, xsrf=False)
    assert answer.status == HTTPStatus.FORBIDDEN
    assert "您给过" not in marker.ask(unread.addresses[0]).text


def test_an_address_with_nonsense_shows_the_page_without_it(unread, marker):
    for query in ("saved=x", "saved=x/y", "saved=%F0", "of=-1", "of=x", "of=%C2%B2", "of=99999999"):
        for address in ("/marking", unread.addresses[0]):
            answer = marker.ask(f"{address}?{query}")
            assert answer.status in (HTTPStatus.OK, HTTPStatus.BAD_REQUEST)
            assert "已记" not in answer.text
