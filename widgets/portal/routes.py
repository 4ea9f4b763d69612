"""Every address the portal answers; nothing else is served."""

from typing import Any

from jupyter_server.base.handlers import FileFindHandler
from jupyter_server.services.kernels.handlers import KernelHandler as KernelModel
from jupyterlab_server.themes_handler import ThemesHandler
from tornado.web import StaticFileHandler
from voila.app import _kernel_id_regex as kernel_id
from voila.static_file_handler import MultiStaticFileHandler, TemplateStaticFileHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler
from voila.utils import get_voila_labextensions_path

from widgets.portal.api import (
    attempts,
    command,
    kernel_data,
    mistakes,
    page_life,
    practice,
    statute,
)
from widgets.portal.dashboards import plotly_folder
from widgets.portal.pages import (
    assessment,
    catalogue,
    exam,
    first_run,
    lesson,
    login,
    people,
    phone_sign_in,
    quiz_grid,
    record,
    session_pass,
    session_quiz,
)
from widgets.portal.pages.assessment_reminders import RemindersFile, RemindersPage
from widgets.portal.pages.audit import AuditPage
from widgets.portal.pages.base import STATIC_FOLDER
from widgets.portal.pages.certificates import (
    CertificateFile,
    CertificatePage,
    IssueCertificates,
    ReissueCertificate,
    RevokeCertificate,
    SessionCertificatesFile,
    SessionCertificatesPage,
)
from widgets.portal.pages.coverage import CoveragePage, CoverageStart, CoverageWorkbook
from widgets.portal.pages.download import DownloadPage
from widgets.portal.pages.first_login import FirstLoginPage
from widgets.portal.pages.group_study import (
    CorrectStudyPage,
    GroupStudiesPage,
    GroupStudyPage,
    MinutesFile,
    NewGroupStudyPage,
)
from widgets.portal.pages.hours import HoursPage, ProofFile
from widgets.portal.pages.hours_review import CorrectionPage, ProofDecision, ReviewPage
from widgets.portal.pages.leadership import LeadershipStart, LeadershipYearPage
from widgets.portal.pages.leadership_duties import (
    DutiesPage,
    DutyEvidenceFile,
    DutyEvidencePage,
    DutyPage,
)
from widgets.portal.pages.leadership_meetings import (
    MeetingCancellation,
    MeetingPage,
    NewMeetingPage,
    RollPage,
)
from widgets.portal.pages.leadership_plan import PlanAdoption, PlanItemPage, PlanPage
from widgets.portal.pages.leadership_report import OwnReportPage, ReportFile, ReportPage
from widgets.portal.pages.marking import EssayPage, MarkingPage
from widgets.portal.pages.mistakes import MistakesPage
from widgets.portal.pages.outreach import (
    ActivityPage,
    ActivityPhoto,
    CorrectActivityPage,
    NewActivityPage,
    OutreachPage,
    OutreachWorkbook,
    WithdrawActivity,
)
from widgets.portal.pages.paper import PaperDownload, PaperPage, PapersPage
from widgets.portal.pages.statutes import article, browse, contents
from widgets.portal.pages.training import TrainingPage
from widgets.portal.pages.training_desk import DeskPage, DeskUndo
from widgets.portal.pages.training_form import ChangeSession, NewSession
from widgets.portal.pages.training_paper_list import PaperListPage
from widgets.portal.pages.training_screen import ScreenNow, ScreenPage
from widgets.portal.pages.training_session import (
    ListScan,
    MaterialFile,
    MaterialRemoval,
    MaterialUpload,
    SessionMove,
    SessionPage,
    SignInWithdrawal,
)
from widgets.portal.pages.training_sheet import SheetPage
from widgets.portal.pages.verify import VerifyLink, VerifyPage

ID = r"([A-Za-z0-9_-]+)"
CITATION = r"([a-z0-9.:-]+)"
PLACE = r"([0-9]{1,3})"
LETTER = r"([A-H])"
YEAR = r"(20[0-9]{2})"
LEARNER = r"([0-9]{8})"
NUMBER = r"([1-9][0-9]{0,8})"
"""The number of a record."""
CERTIFICATE = r"(20[0-9]{2}-[0-9]{1,9}-[0-9]{1,9})"
"""The number of a certificate."""
CHECK_CODE = r"([0-9A-Za-z-]{4,20})"
FILE = r"([\w@.~+-]+(?:/[\w@.~+-]+)*)"
"""A file below a folder; an address with anything encoded in it is none."""


class ReadOnlyKernelModel(KernelModel):
    """Tells a page about its own kernel; nothing can be deleted here."""

    SUPPORTED_METHODS = ("GET",)


def page_routes(voila: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return the addresses that people open. `voila` is what Voila's handlers are made with."""
    return [
        (r"/", catalogue.FrontPage),
        (r"/login", login.LoginPage),
        (r"/first-login", FirstLoginPage),
        (r"/logout", login.LogoutPage),
        (r"/first-run", first_run.FirstRunPage),
        (rf"/course/{ID}", catalogue.CoursePage),
        (rf"/lesson/{ID}", lesson.LessonPage, voila),
        (rf"/exam/attempt/{ID}", exam.ExamPage),
        (rf"/exam/attempt/{ID}/hand-in", exam.HandIn),
        (rf"/exam/{ID}", exam.ExamLobby),
        (rf"/result/{ID}", exam.ResultPage),
        (r"/record", record.RecordPage),
        (r"/mistakes", MistakesPage),
        (r"/assessment", assessment.AssessmentStart),
        (rf"/assessment/{YEAR}", assessment.YearPage),
        (rf"/assessment/{YEAR}/confirm", assessment.ConfirmFigure),
        (rf"/assessment/{YEAR}/sign", assessment.SignYear),
        (rf"/assessment/{YEAR}/reopen", assessment.ReopenYear),
        (rf"/assessment/{YEAR}/me", assessment.OwnAssessment),
        (rf"/assessment/{YEAR}/reminders", RemindersPage),
        (rf"/assessment/{YEAR}/reminders\.xlsx", RemindersFile),
        (rf"/assessment/{YEAR}/{LEARNER}", assessment.PersonAssessment),
        (rf"/assessment/{YEAR}/{LEARNER}/absence", assessment.RecordAbsence),
        (r"/audit", AuditPage),
        (r"/papers", PapersPage),
        (rf"/paper/{ID}", PaperPage),
        (rf"/paper/{ID}/{LETTER}", PaperPage),
        (rf"/paper/{ID}/{LETTER}/(paper|key)\.docx", PaperDownload),
        (r"/people", people.PeoplePage),
        (r"/people/code", people.CodeIssue),
        (r"/people/template\.xlsx", people.TemplateFile),
        (r"/people/roster", people.RosterUpload),
        (r"/people/roster/apply", people.RosterApply),
        (r"/people/roster/(faults|slips)\.xlsx", people.RosterFile),
        (rf"/training/{NUMBER}/quiz", session_quiz.QuizPage),
        (rf"/training/{NUMBER}/pass-code", session_quiz.PassCodeIssue),
        (rf"/training/{NUMBER}/grid", quiz_grid.GridPage),
        (r"/t", phone_sign_in.CodeEntry),
        (rf"/t/{NUMBER}", phone_sign_in.SignInForm),
        (r"/pass", session_pass.PassStart),
        (r"/pass/code", session_pass.PassCodeEntry),
        (r"/pass/end", session_pass.PassEnd),
        (rf"/pass/{NUMBER}", session_pass.PassPage),
        (rf"/pass/{NUMBER}/quiz", session_pass.PassQuiz),
        (rf"/pass/{NUMBER}/material/{NUMBER}", session_pass.PassMaterial),
        (rf"/pass/{NUMBER}/certificate\.pdf", session_pass.PassCertificate),
        (r"/marking", MarkingPage),
        (rf"/marking/{ID}/{ID}", EssayPage),
        (r"/hours", HoursPage),
        (rf"/hours/proof/{NUMBER}/file", ProofFile),
        (r"/hours/review", ReviewPage),
        (rf"/hours/review/{NUMBER}", ProofDecision),
        (rf"/hours/correct/{NUMBER}", CorrectionPage),
        (r"/hours/group", GroupStudiesPage),
        (r"/hours/group/new", NewGroupStudyPage),
        (rf"/hours/group/{NUMBER}", GroupStudyPage),
        (rf"/hours/group/{NUMBER}/minutes", MinutesFile),
        (rf"/hours/group/{NUMBER}/correct", CorrectStudyPage),
        (r"/leadership", LeadershipStart),
        (rf"/leadership/{YEAR}", LeadershipYearPage),
        (rf"/leadership/{YEAR}/plan", PlanPage),
        (rf"/leadership/{YEAR}/plan/adopt", PlanAdoption),
        (rf"/leadership/plan/{NUMBER}", PlanItemPage),
        (rf"/leadership/{YEAR}/meetings/new", NewMeetingPage),
        (rf"/leadership/meeting/{NUMBER}", MeetingPage),
        (rf"/leadership/meeting/{NUMBER}/roll", RollPage),
        (rf"/leadership/meeting/{NUMBER}/cancel", MeetingCancellation),
        (rf"/leadership/{YEAR}/duties", DutiesPage),
        (rf"/leadership/{YEAR}/duties/{LEARNER}/{ID}", DutyPage),
        (rf"/leadership/duty-evidence/{NUMBER}", DutyEvidencePage),
        (rf"/leadership/duty-evidence/{NUMBER}/file", DutyEvidenceFile),
        (rf"/leadership/{YEAR}/report/me", OwnReportPage),
        (rf"/leadership/{YEAR}/report/{LEARNER}", ReportPage),
        (rf"/leadership/{YEAR}/report/{LEARNER}\.docx", ReportFile),
        (r"/outreach", OutreachPage),
        (rf"/outreach/{YEAR}\.xlsx", OutreachWorkbook),
        (r"/outreach/new", NewActivityPage),
        (rf"/outreach/{NUMBER}", ActivityPage),
        (rf"/outreach/{NUMBER}/correct", CorrectActivityPage),
        (rf"/outreach/{NUMBER}/withdraw", WithdrawActivity),
        (rf"/outreach/{NUMBER}/photo/{PLACE}", ActivityPhoto),
        (rf"/training/{NUMBER}/certificates", SessionCertificatesPage),
        (rf"/training/{NUMBER}/certificates/issue", IssueCertificates),
        (rf"/training/{NUMBER}/certificates\.pdf", SessionCertificatesFile),
        (r"/training/coverage", CoverageStart),
        (rf"/training/coverage/{YEAR}", CoveragePage),
        (rf"/training/coverage/{YEAR}/coverage\.xlsx", CoverageWorkbook),
        (rf"/certificate/{CERTIFICATE}", CertificatePage),
        (rf"/certificate/{CERTIFICATE}\.pdf", CertificateFile),
        (rf"/certificate/{CERTIFICATE}/revoke", RevokeCertificate),
        (rf"/certificate/{CERTIFICATE}/reissue", ReissueCertificate),
        (r"/verify", VerifyPage),
        (rf"/verify/{CERTIFICATE}/{CHECK_CODE}", VerifyLink),
        (r"/training", TrainingPage),
        (r"/training/new", NewSession),
        (rf"/training/{NUMBER}", SessionPage),
        (rf"/training/{NUMBER}/change", ChangeSession),
        (rf"/training/{NUMBER}/(open|close|cancel)", SessionMove),
        (rf"/training/{NUMBER}/withdraw/{NUMBER}", SignInWithdrawal),
        (rf"/training/{NUMBER}/material", MaterialUpload),
        (rf"/training/{NUMBER}/material/{NUMBER}", MaterialFile),
        (rf"/training/{NUMBER}/material/{NUMBER}/remove", MaterialRemoval),
        (rf"/training/{NUMBER}/screen", ScreenPage),
        (rf"/training/{NUMBER}/screen/now", ScreenNow),
        (rf"/training/{NUMBER}/desk", DeskPage),
        (rf"/training/{NUMBER}/desk/undo/{NUMBER}", DeskUndo),
        (rf"/training/{NUMBER}/paper-list", PaperListPage),
        (rf"/training/{NUMBER}/scan/{NUMBER}", ListScan),
        (rf"/training/{NUMBER}/sheet", SheetPage),
        (r"/statutes", browse.StatutesPage),
        (rf"/statutes/{ID}", contents.ContentsPage),
        (rf"/statute/{CITATION}", article.ArticlePage),
        (rf"/dashboard/{ID}", lesson.DashboardPage, voila),
        (rf"/download/{ID}\.xlsx", DownloadPage),
        (rf"/static/{FILE}", StaticFileHandler, {"path": str(STATIC_FOLDER)}),
    ]


def api_routes() -> list[tuple[Any, ...]]:
    """Return the addresses that page scripts and kernels ask."""
    return [
        (rf"/api/attempts/{ID}", attempts.AttemptApi),
        (rf"/api/attempts/{ID}/answers/{ID}", attempts.AnswerApi),
        (rf"/api/practice/{ID}", practice.PracticeApi),
        (rf"/api/practice/{ID}/{PLACE}", practice.PracticeAnswerApi),
        (r"/api/mistakes", mistakes.MistakesApi),
        (rf"/api/mistakes/{ID}", mistakes.MistakeAnswerApi),
        (rf"/api/page/{kernel_id}", page_life.PageLifeApi),
        (r"/api/calendars", kernel_data.CalendarsApi),
        (rf"/api/statute/{CITATION}", statute.StatuteApi),
        (rf"/api/figures/{ID}", kernel_data.FiguresApi),
        (rf"/api/command/{ID}", command.CommandApi),
    ]


def voila_routes(app: Any) -> list[tuple[Any, ...]]:
    """Return the few of Voila's own addresses that its pages need."""
    extensions = get_voila_labextensions_path(app.voila_configuration.extra_labextensions_path)
    themes = {
        "themes_url": "/voila/api/themes",
        "path": app.themes_dir,
        "labextensions_path": extensions,
        "no_cache_paths": [],
    }
    return [
        (rf"/api/kernels/{kernel_id}", ReadOnlyKernelModel),
        (rf"/api/kernels/{kernel_id}/channels", VoilaKernelWebsocketHandler),
        (rf"/voila/api/shutdown/{kernel_id}", lesson.KernelEnd),
        (r"/voila/templates/(xuefa/static/[\w-]+\.[\w.-]+)", TemplateStaticFileHandler),
        (rf"/voila/static/{FILE}", MultiStaticFileHandler, {"paths": app.static_paths}),
        (r"/plotly/(widgetbundle\.js)", StaticFileHandler, {"path": str(plotly_folder())}),
        (rf"/voila/api/themes/{FILE}", ThemesHandler, themes),
        (
            rf"/voila/labextensions/{FILE}",
            FileFindHandler,
            {"path": app.labextensions_path, "no_cache_paths": []},
        ),
    ]


def all_routes(app: Any) -> list[tuple[Any, ...]]:
    """Return every route, the page for unknown addresses last."""
    voila = {
        "template_paths": app.template_paths,
        "config": app.config,
        "voila_configuration": app.voila_configuration,
    }
    return [*page_routes(voila), *api_routes(), *voila_routes(app), (r"(/.*)", exam.NothingHere)]
