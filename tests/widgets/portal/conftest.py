"""One portal for all tests that need no process of their own.

With pytest-xdist every worker starts its own.
"""

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from builders.portal_home import build_home
from builders.portal_people import new_visitor
from builders.server import RunningPortal, Visitor, running_portal

import courses.catalogue
import quizzes.content
from courses.catalogue import read_catalogue
from quizzes.bank import QuestionBank
from quizzes.content import read_quizzes
from quizzes.model import Essay, Question

Newcomer = Callable[..., Visitor]

PROXY = "127.0.0.3"


@pytest.fixture(scope="session")
def prepared_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that no portal has served yet; to be copied, not to be changed."""
    return build_home(tmp_path_factory.mktemp("portal") / "prepared").root


@pytest.fixture(scope="session")
def copied_home(prepared_home: Path) -> Callable[[Path], Path]:
    """Copies the prepared home into a folder."""
    return lambda folder: shutil.copytree(prepared_home, folder / "home")


@pytest.fixture
def own_home(copied_home: Callable[[Path], Path], tmp_path: Path) -> Path:
    """A copy of the prepared home for one test."""
    return copied_home(tmp_path)


@pytest.fixture(scope="session")
def portal(
    prepared_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[RunningPortal]:
    """The running portal that most tests share; what they leave behind belongs to newcomers."""
    home = shutil.copytree(prepared_home, tmp_path_factory.mktemp("served") / "home")
    with running_portal(
        home, environment={"XUEFA_TRUSTED_PROXIES": PROXY, "XUEFA_CARRY_SECONDS": "2"}
    ) as running:
        yield running


@pytest.fixture(scope="session")
def trusted_proxy() -> str:
    """The one address from which forwarded addresses count."""
    return PROXY


@pytest.fixture(scope="session")
def newcomer(portal: RunningPortal) -> Newcomer:
    """Makes people who are new to the shared portal, logged in."""
    return partial(new_visitor, portal)


@pytest.fixture
def officer(newcomer: Newcomer) -> Visitor:
    """An officer of one's own, logged in."""
    return newcomer()


@pytest.fixture(scope="session")
def settled_officer(portal: RunningPortal) -> Visitor:
    """An officer for tests that change nothing and may share a page."""
    return new_visitor(portal)


@pytest.fixture(scope="session")
def bank() -> QuestionBank:
    """The questions that come with the package."""
    catalogue, _ = read_catalogue([courses.catalogue.PACKAGE_FOLDER])
    return read_quizzes(catalogue, [quizzes.content.PACKAGE_FOLDER]).bank


@pytest.fixture(scope="session")
def question_texts(bank: QuestionBank) -> tuple[str, ...]:
    """What a page may hold only after an answer: explanations, mistakes, and what essays say."""
    return tuple(text for question in bank for text in _told_later(question))


def _told_later(question: Question) -> list[str]:
    if isinstance(question, Essay):
        rubric = [point.text for point in question.rubric]
        return [question.explanation, question.reference, *rubric]
    return [question.explanation, *question.mistakes.values()]
