"""Outreach of the demo bureau: what it did to make the law known."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial

from grading.demo.acts import Act, DemoYear
from grading.demo.people import MANAGER
from grading.demo.picture import picture
from grading.outreach.outreach import SentPhoto, TypedActivity
from grading.people.model import Person

CODE = "《生态环境法典》"
PERMITS = "《排污许可管理条例》"
PENALTIES = "《生态环境行政处罚办法》"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Planned:
    """An activity; `by` is the number of the officer who records it."""

    month: int
    day: int
    title: str
    form: str
    place: str
    audience: str
    reached: int
    materials: int = 0
    cites: tuple[str, ...] = ()
    told: str = ""
    photos: int = 0
    by: int = 1


ACTIVITIES = (
    _Planned(
        month=3,
        day=20,
        title="送法进企业：排污许可怎么守",
        form="enterprise",
        place="示范轧花厂",
        audience="企业环保负责人",
        reached=26,
        materials=40,
        cites=(PERMITS,),
        told="讲解自行监测、台账和执行报告。",
        photos=1,
        by=16,
    ),
    _Planned(
        month=4,
        day=15,
        title="生态环境普法进校园",
        form="school",
        place="示范市第一中学",
        audience="初中学生",
        reached=180,
        materials=180,
        by=21,
    ),
    _Planned(
        month=5,
        day=14,
        title="以案释法：夜间施工为什么被罚",
        form="cases",
        place="示范社区居委会",
        audience="社区居民、施工单位",
        reached=58,
        materials=60,
        cites=(PENALTIES,),
        by=3,
    ),
    _Planned(
        month=6,
        day=3,
        title="六五环境日主题海报",
        form="media",
        place="示范生态环境公众号",
        audience="公众",
        reached=1860,
        by=21,
    ),
    _Planned(
        month=6,
        day=5,
        title="六五环境日广场宣传",
        form="square",
        place="示范文化广场",
        audience="群众、全市相关单位和企业",
        reached=1200,
        materials=1000,
        cites=(CODE,),
        told="摆放展板，现场答问，发放宣传单和环保布袋。",
        photos=3,
        by=22,
    ),
    _Planned(
        month=7,
        day=10,
        title="全国低碳日宣传",
        form="square",
        place="示范文化广场",
        audience="群众",
        reached=320,
        materials=260,
        photos=1,
        by=22,
    ),
    _Planned(
        month=8,
        day=14,
        title="生态环境法典十问十答",
        form="media",
        place="示范生态环境公众号",
        audience="公众",
        reached=5230,
        cites=(CODE,),
        by=21,
    ),
    _Planned(
        month=9,
        day=16,
        title="法典宣讲进社区",
        form="community",
        place="示范社区广场",
        audience="社区居民",
        reached=90,
        materials=120,
        cites=(CODE,),
        photos=1,
        by=9,
    ),
    _Planned(
        month=9,
        day=23,
        title="法典宣讲进园区",
        form="enterprise",
        place="示范工业园",
        audience="园区企业负责人",
        reached=64,
        materials=80,
        cites=(CODE,),
        told="讲新旧法怎么衔接，答企业提问。",
        photos=1,
        by=11,
    ),
    _Planned(
        month=10,
        day=21,
        title="送法进企业：滴灌带行业怎么防噪声",
        form="enterprise",
        place="示范滴灌带厂",
        audience="滴灌带生产企业",
        reached=18,
        materials=18,
        cites=(CODE,),
        by=10,
    ),
)
CORRECTED, COUNTED, REASON = "全国低碳日宣传", 300, "现场签到表清点后更正"
"""Somebody counted again a few days later."""

WORKING_DAYS = 3


def outreach(year: DemoYear) -> Iterator[Act]:
    """Yield what was done and recorded the same afternoon, and one correction."""
    for planned in ACTIVITIES:
        day = year.workday(planned.month, planned.day)
        if day is None:
            continue
        yield Act(year.at(day, 17, 30), partial(_record, year, planned, day))
        later = year.later(day, WORKING_DAYS)
        if planned.title == CORRECTED and later is not None:
            yield Act(year.at(later, 9), partial(_correct, year, planned, day))


def _record(year: DemoYear, planned: _Planned, day: date) -> None:
    log = year.desks.outreach
    if any(one.title == planned.title for one in log.in_year(day.year)):
        return
    chance = year.chance(planned.title)
    photos = [SentPhoto(picture(chance), f"现场{n + 1}.png") for n in range(planned.photos)]
    log.record(_officer(year, planned, day), _typed(planned, day), photos)


def _correct(year: DemoYear, planned: _Planned, day: date) -> None:
    log = year.desks.outreach
    for one in log.in_year(day.year):
        if one.title == planned.title and one.correction is None:
            places = range(1, len(one.photos) + 1)
            typed = _typed(planned, day, reached=COUNTED)
            officer = _officer(year, planned, day)
            log.correct(officer, one.id, typed, reason=REASON, kept=places)


def _officer(year: DemoYear, planned: _Planned, day: date) -> Person:
    """Return who records it; the manager where that officer had not joined yet."""
    login_name = f"officer{planned.by:02d}"
    return year.person(login_name if year.is_there(login_name, day) else MANAGER)


def _typed(planned: _Planned, day: date, reached: int | None = None) -> TypedActivity:
    return TypedActivity(
        title=planned.title,
        on=day.isoformat(),
        form=planned.form,
        place=planned.place,
        audience=planned.audience,
        reached=str(planned.reached if reached is None else reached),
        materials=str(planned.materials),
        cites="\n".join(planned.cites),
        told=planned.told,
    )
