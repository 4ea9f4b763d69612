"""Every page of the portal, and how a visitor comes to see it."""

from collections.abc import Callable
from dataclasses import dataclass

from builders.demo_home import PAPER, learner
from builders.reader_home import CODE, NOISE, NOT_HELD, OWN
from builders.studying import (
    KERNEL_PATIENCE,
    answer_practice,
    begin_exam,
    enter_date,
    fill_in,
    hand_in,
    practice,
    practice_places,
    practised,
    questions,
    wrong,
)
from playwright.sync_api import Page, expect

from courses.clock import local_date, system_clock
from quizzes.bank import QuestionBank

Show = Callable[[Page, QuestionBank], None]


@dataclass(frozen=True, slots=True)
class PortalPage:
    """A page in the state that `show` brings it to; `login_name` is "" for a stranger.

    `in_full` says whether its picture shows the whole page or what fits into the window.
    """

    name: str
    login_name: str
    show: Show
    in_full: bool = True


SITTER, READER = learner(2).login_name, learner(3).login_name
"""The first sits exams at every size, the second reads lessons."""


def _at(address: str, title: str) -> Show:
    def show(page: Page, _bank: QuestionBank) -> None:
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_contain_text(title)

    return show


def _refused_login(page: Page, _bank: QuestionBank) -> None:
    page.goto("/login")
    page.get_by_label("登录名").fill("nobody")
    page.get_by_label("密码").fill("wrong-password")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_be_visible()


def _user_menu(page: Page, _bank: QuestionBank) -> None:
    page.goto("/")
    page.locator(".user-menu summary").click()
    expect(page.get_by_role("button", name="退出")).to_be_visible()


def _navigation_menu(page: Page, _bank: QuestionBank) -> None:
    page.goto("/outreach")
    page.locator(".nav-menu summary[aria-current]").click()
    expect(page.locator(".nav-menu a[aria-current]")).to_be_visible()


def _case_clock(page: Page, _bank: QuestionBank) -> None:
    page.goto("/lesson/penalty-1-3", wait_until="commit")
    for label, day in (
        ("发现日", "2026-09-16"),
        ("先行登记保存日", "2026-09-18"),
        ("立案日", "2026-09-18"),
        ("告知日", "2027-03-01"),
    ):
        enter_date(page, label, day)
    expect(page.locator(".clock-stop")).not_to_have_count(0)
    expect(page.locator(".clock-warning").first).to_be_visible(timeout=KERNEL_PATIENCE)
    page.locator(".clock-how summary").first.click()
    practice(page)


def _hearing_planner(page: Page, bank: QuestionBank) -> None:
    page.goto("/lesson/penalty-1-4", wait_until="commit")
    expect(page.locator(".law-card")).to_be_visible(timeout=KERNEL_PATIENCE)
    enter_date(page, "告知日", "2026-09-28")
    expect(page.locator(".clock-stop").first).to_be_visible(timeout=KERNEL_PATIENCE)
    place = practice_places(page)[0]
    if place.get_by_role("button", name="提交答案").count():
        answer_practice(place, wrong(bank, practised(place)))
    expect(place.get_by_text("答错了")).to_be_visible()


def _exam(page: Page, bank: QuestionBank) -> None:
    _go_on_with_exam(page)
    question = questions(page)[0]
    if not question.locator("input:checked").count():
        question.locator(".option").first.click()
    expect(question.get_by_text("已保存")).to_be_visible()


def _hand_in_dialog(page: Page, bank: QuestionBank) -> None:
    _go_on_with_exam(page)
    page.get_by_role("button", name="交卷", exact=True).click()
    expect(page.get_by_role("dialog")).to_be_visible()


def _go_on_with_exam(page: Page) -> None:
    page.goto(f"/exam/{PAPER}")
    begun = page.get_by_role("link", name="继续作答", exact=True)
    if begun.count():
        begun.click()
        expect(page.locator("#exam")).to_be_visible()
    else:
        begin_exam(page, PAPER)


def _result(page: Page, bank: QuestionBank) -> None:
    page.goto("/record")
    earlier = page.get_by_role("link", name="看结果")
    if earlier.count():
        earlier.first.click()
    else:
        begin_exam(page, PAPER)
        fill_in(page, bank, wrongly=range(1, 10), leaving=(10,))
        hand_in(page)
    expect(page.locator(".band")).to_be_visible()


def _record(page: Page, bank: QuestionBank) -> None:
    _result(page, bank)
    page.goto("/record")
    expect(page.get_by_role("link", name="看结果")).to_be_visible()


def _mistakes(page: Page, bank: QuestionBank) -> None:
    page.goto("/mistakes")
    first = page.locator("article.question").first
    expect(first).to_be_visible()
    if page.viewport_size == {"width": 375, "height": 812}:  # one answered, the others open
        answer_practice(first, wrong(bank, practised(first)))


def _no_mistakes(page: Page, _bank: QuestionBank) -> None:
    page.goto("/mistakes")
    expect(page.get_by_text("错题本是空的")).to_be_visible()


def _dashboard(page: Page, _bank: QuestionBank) -> None:
    page.goto("/dashboard/officer-training", wait_until="commit")
    expect(page.get_by_role("region", name="考试成绩")).to_be_visible(timeout=KERNEL_PATIENCE)
    expect(page.locator(".plotly .bars").first).to_be_visible(timeout=KERNEL_PATIENCE)


def _leadership_dashboard(page: Page, _bank: QuestionBank) -> None:
    page.goto("/dashboard/leadership-study", wait_until="commit")
    expect(page.locator(".picture .main-svg:first-child").first).to_be_visible(
        timeout=KERNEL_PATIENCE
    )
    page.evaluate("for (const part of document.querySelectorAll('main details')) part.open = true")


def _exam_statistics(page: Page, _bank: QuestionBank) -> None:
    page.goto("/dashboard/exam-statistics", wait_until="commit")
    expect(page.get_by_role("region", name="各题统计")).to_be_visible(timeout=KERNEL_PATIENCE)
    expect(page.locator(".plotly .bars").first).to_be_visible(timeout=KERNEL_PATIENCE)


def _paper(page: Page, _bank: QuestionBank) -> None:
    page.goto("/paper/penalty-mock")
    page.get_by_role("navigation", name="卷别").get_by_role("link", name="B卷").click()
    expect(page.get_by_role("link", name="下载B卷试卷")).to_be_visible()
    page.evaluate("for (const part of document.querySelectorAll('main details')) part.open = true")


def _marking_essay(page: Page, bank: QuestionBank) -> None:
    """Show an essay to mark, or one that was marked where nothing waits."""
    _at("/marking", "阅卷")(page, bank)
    page.locator("main a[href^='/marking/']").first.click()
    expect(page.get_by_role("heading", name="给分")).to_be_visible()
    page.evaluate("for (const part of document.querySelectorAll('main details')) part.open = true")


def _folded_out(address: str, title: str) -> Show:
    """Show a page of the reader with everything unfolded."""

    def show(page: Page, bank: QuestionBank) -> None:
        _at(address, title)(page, bank)
        page.evaluate(
            "for (const part of document.querySelectorAll('main details')) part.open = true"
        )

    return show


ARTICLE = f"{NOT_HELD}:18"
"""An article whose text is not imported."""

DUTIES = f"/leadership/{local_date(system_clock()).year}/duties"

PORTAL_PAGES = (
    PortalPage("login", "", _at("/login", "登录")),
    PortalPage("login-refused", "", _refused_login),
    PortalPage("first-login", "", _at("/first-login", "第一次登录")),
    PortalPage("phone-code", "", _at("/t", "培训签到")),
    PortalPage("pass-code", "", _at("/pass/code", "学员凭证")),
    PortalPage("verify", "", _at("/verify", "证书核验")),
    PortalPage("verify-unknown", "", _at("/verify/2026-099-001/0000000007", "证书核验")),
    PortalPage("catalogue", "officer01", _at("/", "您好")),
    PortalPage("catalogue-empty", "trainee01", _at("/", "您好")),
    PortalPage("user-menu", "officer01", _user_menu, in_full=False),
    PortalPage("navigation-menu", "admin", _navigation_menu, in_full=False),
    PortalPage("course", "officer01", _at("/course/penalty_measures", "生态环境行政处罚")),
    PortalPage("lesson-case-clock", READER, _case_clock),
    PortalPage("lesson-hearing-planner", READER, _hearing_planner),
    PortalPage("exam-lobby", "officer01", _at(f"/exam/{PAPER}", "章节测验")),
    PortalPage("exam", SITTER, _exam),
    PortalPage("exam-hand-in", SITTER, _hand_in_dialog, in_full=False),
    PortalPage("result", learner(4).login_name, _result),
    PortalPage("record", learner(4).login_name, _record),
    PortalPage("record-empty", learner(5).login_name, _at("/record", "我的记录")),
    PortalPage("mistakes", "officer01", _mistakes),
    PortalPage("mistakes-empty", learner(5).login_name, _no_mistakes),
    PortalPage("statutes", "officer01", _at("/statutes", "法规")),
    PortalPage("statutes-on-a-day", "trainee01", _at("/statutes?on=1949-10-01", "法规")),
    PortalPage("statutes-found", "officer01", _at("/statutes?q=示范", "检索")),
    PortalPage("statutes-number", "officer01", _at("/statutes?q=法典1190条", "检索")),
    PortalPage("statutes-nothing", "officer01", _at("/statutes?q=无此一说", "检索")),
    PortalPage("contents", "officer01", _folded_out(f"/statutes/{CODE}", "生态环境法典")),
    PortalPage("contents-missing", "officer01", _at(f"/statutes/{NOT_HELD}", "处罚办法")),
    PortalPage("statute", "officer01", _at(f"/statute/{ARTICLE}", "第十八条")),
    PortalPage("statute-new", "manager", _folded_out(f"/statute/{CODE}:1190", "第一千一百九十条")),
    PortalPage("statute-repealed", "officer01", _at(f"/statute/{NOISE}:82", "第八十二条")),
    PortalPage("statute-item", "officer01", _at(f"/statute/{OWN}:3.1.2", "第（二）项")),
    PortalPage("statute-unsure", "officer01", _at("/statute/legislation-law:1", "第一条")),
    PortalPage("error-400", "officer01", _at("/statutes?on=x", "请求有误")),
    PortalPage("hours", learner(10).login_name, _folded_out("/hours", "学时")),
    PortalPage("hours-review", "manager", _at("/hours/review", "学时审核")),
    PortalPage("group-studies", "manager", _at("/hours/group", "集体学习")),
    PortalPage("group-study-new", "manager", _at("/hours/group/new", "登记集体学习")),
    PortalPage("leadership", "manager", _folded_out("/leadership", "领导学法")),
    PortalPage("leadership-duties", "manager", _at(DUTIES, "职责清单")),
    PortalPage("outreach", "officer01", _at("/outreach", "普法")),
    PortalPage("outreach-new", "manager", _at("/outreach/new", "登记普法活动")),
    PortalPage("coverage", "manager", _at("/training/coverage", "培训覆盖")),
    PortalPage("assessment", "manager", _folded_out("/assessment", "年度考核")),
    PortalPage("reminders", "manager", _at("/assessment/2026/reminders", "年度考核提醒")),
    PortalPage("assessment-own", "officer02", _folded_out("/assessment", "我的")),
    PortalPage("dashboard", "manager", _dashboard),
    PortalPage("dashboard-leadership", "manager", _leadership_dashboard),
    PortalPage("exam-statistics", "instructor", _exam_statistics),
    PortalPage("papers", "instructor", _at("/papers", "试卷")),
    PortalPage("audit", "admin", _at("/audit", "审计"), in_full=False),
    PortalPage("paper", "instructor", _paper),
    PortalPage("marking", "instructor", _folded_out("/marking", "阅卷")),
    PortalPage("marking-essay", "instructor", _marking_essay),
    PortalPage("people", "admin", _at("/people", "人员")),
    PortalPage("enterprises", "manager", _at("/people?show=enterprises", "人员")),
    PortalPage("training", "instructor", _at("/training", "培训")),
    PortalPage("training-session", "instructor", _at("/training/1", "培训")),
    PortalPage("training-list", "instructor", _at("/training/1/paper-list", "录入纸质名单")),
    PortalPage("training-new", "instructor", _at("/training/new", "新建一期培训"), in_full=False),
    PortalPage("error-404", "officer01", _at("/nothing-here", "没有这个页面")),
    PortalPage("error-403", "trainee01", _at("/lesson/penalty-1-3", "不能打开")),
)
