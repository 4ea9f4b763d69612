"""External study of the demo bureau: proofs sent in, accepted, refused and sent again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from grading.demo.acts import Act, DemoYear
from grading.demo.diligence import (
    AMBITIOUS,
    HALFWAY,
    KEEN,
    READY,
    STARTED,
    STEADY,
    STRUGGLING,
    Diligence,
)
from grading.demo.paper_file import pdf
from grading.demo.people import MANAGER
from grading.hours.external import TypedProof
from grading.hours.model import Proof, ProofState
from grading.people.model import Role

HOURS = 8
"""Of each course: what counts of one day."""

TRAINING = (
    (3, 13, "生态环境执法岗位培训", "示范省生态环境厅"),
    (4, 9, "排污许可证后监管培训", "示范省生态环境厅"),
    (5, 8, "行政执法案卷制作培训", "示范市司法局"),
    (6, 18, "自动监测执法培训", "示范省生态环境厅"),
    (7, 23, "固体废物环境管理培训", "示范省生态环境厅"),
    (9, 4, "生态环境法典专题培训", "示范干部网络学院"),
    (10, 15, "行政复议和行政应诉培训", "示范市司法局"),
)
LATEST = ("噪声污染防治执法培训", "示范干部网络学院")
"""Took place in the last days; nobody has looked at its proofs yet."""

SENT: dict[Diligence, int] = {
    KEEN: 5,
    STEADY: 4,
    AMBITIOUS: 4,
    READY: 3,
    STRUGGLING: 2,
    HALFWAY: 2,
    STARTED: 1,
}
"""How many proofs people of a kind send in a year; others send none."""

REFUSED_EVERY, LATEST_EVERY = 9, 5
"""One in so many proofs is refused at first; one in so many officers was at the latest course."""

REASON = "照片看不清培训日期和学时，请重新扫描后上传。"

_SENT_AFTER, _DECIDED_AFTER, _SENT_AGAIN_AFTER = (1, 6), (1, 4), 2
"""Working days."""


@dataclass(frozen=True, slots=True)
class _Course:
    """What somebody took part in outside."""

    login_name: str
    on: date
    topic: str
    organiser: str


def proofs(year: DemoYear) -> Iterator[Act]:
    """Yield what officers send in, and what the manager says about it."""
    number = 0
    for login_name, diligence in year.diligence.items():
        if not login_name.startswith(Role.OFFICER.value):
            continue
        chance = year.chance(f"proofs:{login_name}")
        for place in sorted(chance.sample(range(len(TRAINING)), SENT.get(diligence, 0))):
            month, day, topic, organiser = TRAINING[place]
            on = year.workday(month, day)
            if on is None or not year.is_there(login_name, on):
                continue
            number += 1
            course = _Course(login_name, on, topic, organiser)
            waits = (chance.randint(*_SENT_AFTER), chance.randint(*_DECIDED_AFTER))
            yield from _sent(year, course, waits, is_refused=number % REFUSED_EVERY == 0)
    yield from _latest(year)


def _latest(year: DemoYear) -> Iterator[Act]:
    if len(year.days) <= max(_SENT_AFTER):
        return
    on, sent = year.days[-4], year.days[-1]
    for place, login_name in enumerate(year.diligence):
        if login_name.startswith(Role.OFFICER.value) and place % LATEST_EVERY == 0:
            course = _Course(login_name, on, *LATEST)
            yield Act(year.at(sent, 16, place), partial(_send, year, course))


def _sent(
    year: DemoYear, course: _Course, waits: tuple[int, int], *, is_refused: bool
) -> Iterator[Act]:
    """Yield the life of a proof as far as it is over."""
    sent = year.later(course.on, waits[0])
    if sent is None:
        return
    yield Act(year.at(sent, 16, 10), partial(_send, year, course))
    decided = year.later(sent, waits[1])
    if decided is None:
        return
    yield Act(year.at(decided, 10, 20), partial(_decide, year, course, is_refused=is_refused))
    again = year.later(decided, _SENT_AGAIN_AFTER) if is_refused else None
    if again is None:
        return
    yield Act(year.at(again, 16, 30), partial(_send_again, year, course))
    accepted = year.later(again, waits[1])
    if accepted is not None:
        yield Act(year.at(accepted, 10, 40), partial(_decide, year, course, is_refused=False))


def _of(year: DemoYear, course: _Course) -> list[Proof]:
    """Return the proofs of a course, newest first."""
    sent = year.desks.hours.external.of_person(year.person(course.login_name))
    return [one for one in sent if (one.topic, one.on) == (course.topic, course.on)]


def _send(year: DemoYear, course: _Course) -> None:
    if not _of(year, course):
        _send_file(year, course, "拍照件", "")


def _send_again(year: DemoYear, course: _Course) -> None:
    newest, *earlier = _of(year, course)
    if not earlier and newest.state is ProofState.REFUSED:
        _send_file(year, course, "扫描件", str(newest.id))


def _send_file(year: DemoYear, course: _Course, what: str, replaces: str) -> None:
    person = year.person(course.login_name)
    typed = TypedProof(
        hours=str(HOURS),
        on=course.on.isoformat(),
        topic=course.topic,
        organiser=course.organiser,
        replaces=replaces,
    )
    lines = (
        f"学员：{person.name}",
        f"培训：{course.topic}",
        f"时间：{course.on.year}年{course.on.month}月{course.on.day}日，{HOURS}学时",
        f"组织单位：{course.organiser}（示范数据，{what}）",
    )
    content = pdf("培训结业证明", lines)
    year.desks.hours.external.send(person, typed, content, f"结业证明{what}.pdf")


def _decide(year: DemoYear, course: _Course, *, is_refused: bool) -> None:
    newest, *earlier = _of(year, course)
    if newest.decision is not None or (is_refused and earlier):
        return
    external, manager = year.desks.hours.external, year.person(MANAGER)
    if is_refused:
        external.refuse(manager, newest.id, REASON)
    else:
        external.accept(manager, newest.id)
