"""What the leadership of the demo bureau plans, studies together, and does as 第一责任人."""

from dataclasses import dataclass

PARTY_GROUP, CENTRAL_GROUP, LECTURE, MEETING = (
    "party_group",
    "central_group",
    "lecture",
    "special_meeting",
)
TEAM, EVERYBODY = "领导班子成员", "全体执法人员"
FIRST, SECOND, THIRD = "leader01", "leader02", "leader03"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """An item of the yearly plan; `law` is the id of an instrument, empty for a free topic.

    On `changed_on` (month and day) it is moved to another month, or withdrawn.
    """

    month: int
    topic: str
    form: str
    law: str = ""
    who: str = TEAM
    changed_on: tuple[int, int] | None = None
    moved_to: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """A group study; `is_open` when officers come too, `by_phone` when attendance is ticked there.

    `planned_as` is the topic of the item of the plan that it is called for.
    """

    month: int
    day: int
    form: str
    topic: str
    cites: tuple[str, ...]
    hours: str
    host: str = FIRST
    is_open: bool = False
    by_phone: bool = False
    planned_as: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """Evidence for a duty; `study` is the topic of a group study."""

    duty: str
    kind: str
    month: int
    day: int
    words: str
    study: str = ""
    leader: str = FIRST


PLAN = (
    Planned(month=1, topic="习近平法治思想专题学习", form=PARTY_GROUP),
    Planned(
        month=2,
        topic="行政执法监督条例解读",
        form=LECTURE,
        law="administrative-enforcement-supervision-regulation-2025",
        who=EVERYBODY,
    ),
    Planned(
        month=3, topic="学习行政处罚法", form=CENTRAL_GROUP, law="administrative-penalty-law-2021"
    ),
    Planned(
        month=4,
        topic="生态环境监测条例解读",
        form=LECTURE,
        law="monitoring-regulation-2025",
        who=EVERYBODY,
    ),
    Planned(
        month=5,
        topic="学习生态环境行政处罚办法",
        form=PARTY_GROUP,
        law="ee-administrative-penalty-measures-2023",
    ),
    Planned(month=6, topic="部署法治政府建设工作", form=MEETING),
    Planned(
        month=7,
        topic="排污许可管理条例解读",
        form=LECTURE,
        law="pollutant-discharge-permit-regulation-2021",
        who=EVERYBODY,
    ),
    Planned(
        month=8, topic="学习生态环境法典", form=CENTRAL_GROUP, law="ecological-environment-code"
    ),
    Planned(
        month=9,
        topic="生态环境法典新旧衔接",
        form=LECTURE,
        law="ecological-environment-code",
        who=EVERYBODY,
    ),
    Planned(
        month=10,
        topic="清洁生产和资源利用专题",
        form=LECTURE,
        changed_on=(9, 1),
        reason="有关内容已经编入法典，并入九月的讲座",
    ),
    Planned(
        month=10,
        topic="学习行政复议法",
        form=PARTY_GROUP,
        law="administrative-reconsideration-law-2023",
        changed_on=(9, 28),
        moved_to=11,
        reason="十月集中开展案卷评查",
    ),
    Planned(month=12, topic="年度学法总结和述法", form=MEETING),
)

SUPERVISION = "《法治政府建设与责任落实督察工作规定》"
CODE, MEASURES = "《生态环境法典》", "《生态环境行政处罚办法》"

STUDIES = (
    Study(
        month=1,
        day=16,
        form=PARTY_GROUP,
        topic="习近平法治思想专题学习",
        cites=(SUPERVISION,),
        hours="2",
        planned_as="习近平法治思想专题学习",
    ),
    Study(
        month=2,
        day=6,
        form=LECTURE,
        topic="行政执法监督条例解读",
        cites=("《行政执法监督条例》",),
        hours="6",
        host=SECOND,
        is_open=True,
    ),
    Study(
        month=3,
        day=20,
        form=CENTRAL_GROUP,
        topic="行政处罚法重点条文",
        cites=("《行政处罚法》",),
        hours="2",
        by_phone=True,
        planned_as="学习行政处罚法",
    ),
    Study(
        month=4,
        day=17,
        form=LECTURE,
        topic="生态环境监测条例解读",
        cites=("《生态环境监测条例》",),
        hours="6",
        host=THIRD,
        is_open=True,
    ),
    Study(
        month=5,
        day=22,
        form=PARTY_GROUP,
        topic="生态环境行政处罚办法的程序",
        cites=(MEASURES,),
        hours="2",
    ),
    Study(
        month=6,
        day=12,
        form=MEETING,
        topic="部署法治政府建设工作",
        cites=(SUPERVISION,),
        hours="2",
        planned_as="部署法治政府建设工作",
    ),
    Study(
        month=7,
        day=17,
        form=LECTURE,
        topic="排污许可管理条例解读",
        cites=("《排污许可管理条例》",),
        hours="6",
        host=SECOND,
        is_open=True,
    ),
    Study(
        month=8,
        day=14,
        form=CENTRAL_GROUP,
        topic="生态环境法典导读",
        cites=(CODE,),
        hours="3",
        by_phone=True,
        planned_as="学习生态环境法典",
    ),
    Study(
        month=9,
        day=11,
        form=LECTURE,
        topic="生态环境法典新旧衔接",
        cites=(CODE,),
        hours="6",
        is_open=True,
        planned_as="生态环境法典新旧衔接",
    ),
    Study(
        month=10,
        day=23,
        form=LECTURE,
        topic="案卷评查里的常见问题",
        cites=(MEASURES,),
        hours="4",
        host=THIRD,
        is_open=True,
    ),
    Study(
        month=11,
        day=6,
        form=PARTY_GROUP,
        topic="行政复议法和行政争议化解",
        cites=("《行政复议法》",),
        hours="2",
        by_phone=True,
        planned_as="学习行政复议法",
    ),
)

TODAY = Study(
    month=12,
    day=31,
    form=MEETING,
    topic="年度学法总结和述法",
    cites=(SUPERVISION,),
    hours="2",
    by_phone=True,
    planned_as="年度学法总结和述法",
)
"""Called for the day on which the demo is begun: whoever tries it can tick who is there."""

NOTE, FILE, STUDIED = "note", "file", "group_study"

DUTIES = (
    Done(
        duty="annual-plan",
        kind=NOTE,
        month=1,
        day=15,
        words="主持党组会议审议本年度法治政府建设计划和学法计划",
    ),
    Done(duty="annual-report", kind=FILE, month=2, day=25, words="上一年度法治政府建设情况报告"),
    Done(
        duty="three-systems",
        kind=NOTE,
        month=4,
        day=24,
        words="听取执法公示、全过程记录、法制审核情况汇报，研究法制审核人手不足的问题",
    ),
    Done(duty="decisions", kind=FILE, month=5, day=29, words="重大行政决策合法性审查意见"),
    Done(duty="outreach", kind=NOTE, month=6, day=8, words="组织六五环境日广场宣传"),
    Done(
        duty="regular-deployment",
        kind=STUDIED,
        month=6,
        day=15,
        words="专题会议：部署法治政府建设工作",
        study="部署法治政府建设工作",
    ),
    Done(
        duty="group-study",
        kind=STUDIED,
        month=7,
        day=20,
        words="法治讲座：排污许可管理条例解读",
        study="排污许可管理条例解读",
    ),
    Done(
        duty="group-study",
        kind=STUDIED,
        month=9,
        day=14,
        words="法治讲座：生态环境法典新旧衔接",
        study="生态环境法典新旧衔接",
    ),
    Done(
        duty="staff-training",
        kind=NOTE,
        month=10,
        day=26,
        words="组织执法人员法治讲座和模拟考试，抽查案卷",
    ),
)
"""Nothing yet for the other duties."""
