"""`xuefa serve` as somebody runs it: what it prints, what it refuses, how it ends."""

import os
import re
import signal
import subprocess
from collections.abc import Callable

import psutil
import pytest
from builders.empty_gradebook import give_empty_gradebook
from builders.people import PASSWORD, make_person
from builders.server import RUN_XUEFA, Visitor, running_portal, wait_until

from grading.home import Home
from grading.records.engine import RecordsDatabase
from grading.settings import read_settings
from widgets.cli.main import run_arguments
from widgets.cli.portal_call import read_note
from widgets.portal import server
from widgets.portal.addresses import network_addresses


@pytest.fixture(autouse=True)
def no_lasting_signal_handlers():
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


pytestmark = [
    # tornado leaves a socket that it could not bind to the garbage collector
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]

Refused = Callable[..., str]


@pytest.fixture
def xuefa(capsys) -> Callable[..., str]:
    """Runs a command that has to succeed, and returns what it printed."""

    def run(*words: str) -> str:
        code = run_arguments(words)
        told = capsys.readouterr()
        assert code == 0, told.err
        return str(told.out)

    return run


@pytest.fixture
def refused(capsys, monkeypatch) -> Refused:
    """Runs a command that has to be refused in one sentence, and returns the sentence."""

    def start(*_: object, **__: object) -> None:
        raise AssertionError("the portal starts")

    monkeypatch.setattr(server, "serve", start)

    def run(*words: str) -> str:
        assert run_arguments(words) == 2
        told = capsys.readouterr()
        assert "Traceback" not in told.out + told.err
        assert told.err.count("\n") == 1
        return told.err

    return run


@pytest.fixture
def real_home(tmp_path) -> Home:
    made = Home(tmp_path / "real")
    made.prepare()
    give_empty_gradebook(made.course)
    database = RecordsDatabase(read_settings(made, {}).database_url)
    database.upgrade()
    make_person(database, "guanli", password=PASSWORD)
    database.close()
    return made


def test_a_new_home_is_served_set_up_and_left_tidy(tmp_path, xuefa, refused):
    root = tmp_path / "home"
    with running_portal(root) as portal:
        home = Home(root)
        wait_until(lambda: "按 Ctrl-C 停止" in portal.output)
        code = re.search(r"/first-run\?code=(\S+)", portal.output).group(1)
        assert f"数据文件夹：{root}" in portal.output
        assert f"数据库：sqlite:///{root}/records.db" in portal.output
        visitor = Visitor(portal.address)
        assert visitor.ask(f"/first-run?code={code}").status == 200
        assert visitor.ask("/first-run?code=guessed").status == 403

        assert read_note(home).pid == portal.process.pid
        added = xuefa(
            *("user", "add", "jiaoyuan", "--name", "示范教员", "--role", "instructor"),
            *("--generate", "--home", str(root)),
        )
        assert "由正在运行的平台写入" in added
        again = refused(
            *("user", "add", "jiaoyuan", "--name", "示范教员", "--role", "instructor"),
            *("--generate", "--home", str(root)),
        )
        assert "已经有人使用" in again
        generated = re.search(r"密码：(\S+)（", added).group(1)
        Visitor(portal.address).log_in("jiaoyuan", generated)

        assert "正由另一个学法程序使用" in refused("serve", "--home", str(root), "--port", "0")
        port = portal.address.rsplit(":", 1)[1]
        assert f"端口 {port} 已被占用" in refused("serve", "--home", str(root), "--port", port)

        children = psutil.Process(portal.process.pid).children(recursive=True)
        assert portal.stop(signal.SIGTERM) == 0
        wait_until(lambda: not any(child.is_running() for child in children))
    assert "平台已停止" in portal.output
    assert not (root / "portal.json").exists()


def test_demo_data_is_never_written_beside_real_data(real_home, refused):
    words = ("serve", "--demo", "--home", str(real_home.root), "--port", "0")
    assert "没有写入示范数据" in refused(*words)


def test_a_damaged_database_is_told_and_stays_as_it_is(real_home, refused):
    real_home.records_file.write_bytes(b"no database at all " * 500)
    before = real_home.records_file.read_bytes()
    told = refused("serve", "--home", str(real_home.root), "--port", "0")
    assert str(real_home.records_file) in told
    assert real_home.records_file.read_bytes() == before


def test_a_damaged_gradebook_is_told_and_stays_as_it_is(real_home, refused):
    real_home.gradebook_file.write_bytes(b"no database at all " * 500)
    before = real_home.gradebook_file.read_bytes()
    told = refused("serve", "--home", str(real_home.root), "--port", "0")
    assert "成绩册" in told
    assert real_home.gradebook_file.read_bytes() == before


def test_a_wrong_setting_is_named_with_what_is_allowed(real_home, capsys):
    real_home.settings_file.write_text('port = "eighty"\n', encoding="utf-8")
    assert run_arguments(["serve", "--home", str(real_home.root)]) == 2
    told = capsys.readouterr().err
    assert "port" in told
    assert "0 至 65535" in told


def test_a_home_that_cannot_be_made_is_told(tmp_path, capsys):
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert run_arguments(["serve", "--home", str(blocked / "home"), "--port", "0"]) == 2
    assert "不能写入数据目录" in capsys.readouterr().err


def test_commands_reach_a_portal_on_one_address_of_the_network(real_home, xuefa, tmp_path):
    """It names the content that it left out; people alone do not make a bureau."""
    addresses = network_addresses()
    if not addresses:
        pytest.skip("this machine is in no network")
    (real_home.papers / "half.toml").write_text("id = ", encoding="utf-8")
    words = ("serve", "--home", str(real_home.root), "--port", "0", "--host", addresses[0])
    printed = tmp_path / "printed"
    with printed.open("w", encoding="utf-8") as output:
        portal = subprocess.Popen(
            [*RUN_XUEFA, *words], stdout=output, env=os.environ | {"PYTHONUTF8": "1"}
        )
    try:
        note = wait_until(lambda: read_note(real_home), 120)
        done = xuefa("user", "passwd", "guanli", "--generate", "--home", str(real_home.root))
    finally:
        portal.send_signal(signal.SIGINT)
        portal.wait(60)
    assert note.address == addresses[0]
    assert "由正在运行的平台写入" in done
    told = printed.read_text(encoding="utf-8")
    assert "没有采用" in told
    assert "half.toml：整个文件：不是合格的 TOML" in told
    assert "first-run" in told
