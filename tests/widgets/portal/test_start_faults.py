"""What can keep the portal from starting: one sentence, exit code 2, and nothing overwritten."""

import socket
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from builders.portal_home import MALFORMED
from builders.server import RUN_XUEFA, RunningPortal

from widgets.cli.main import run_arguments
from widgets.portal import server

pytestmark = [
    # tornado leaves a socket that it could not bind to the garbage collector
    pytest.mark.filterwarnings("ignore:unclosed <socket:ResourceWarning"),
]

DAMAGE = b"This is no database.\n" * 400
PASSING = {".lock", "portal.log", "commands.log", "nbgrader_config.py"}
"""Written anew at every start."""


@pytest.fixture
def serve(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., str]:
    """Starts a portal that must not start; returns the one sentence that was said."""

    def start(*_: object, **__: object) -> None:
        raise AssertionError("the portal starts")

    monkeypatch.setattr(server, "serve", start)

    def run(home: Path, *options: str) -> str:
        assert run_arguments(["serve", "--home", str(home), "--port", "0", *options]) == 2
        said = capsys.readouterr()
        (sentence,) = said.err.splitlines()
        assert any("\u4e00" <= letter <= "\u9fff" for letter in sentence)
        assert "Traceback" not in sentence
        return sentence

    return run


def content_of(home: Path) -> dict[str, bytes]:
    """Everything in a home, byte for byte; locks, logs and SQLite's notes to itself left out."""
    files = [path for path in home.rglob("*") if path.is_file() and path.name not in PASSING]
    return {
        str(path.relative_to(home)): path.read_bytes()
        for path in files
        if not path.name.endswith(("-shm", "-wal"))
    }


def test_a_port_in_use(serve, own_home):
    before = content_of(own_home)
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        sentence = serve(own_home, "--port", str(port))
    assert f"端口 {port} 已被占用" in sentence
    assert content_of(own_home) == before


def test_a_port_in_use_keeps_a_new_home_from_being_made(serve, tmp_path):
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        serve(tmp_path / "new", "--port", str(taken.getsockname()[1]))
    assert not (tmp_path / "new").exists()


def test_an_address_of_another_machine(serve, own_home):
    sentence = serve(own_home, "--host", "192.0.2.1")
    assert "不能在 192.0.2.1" in sentence
    assert "本机没有这个地址" in sentence


def test_a_file_in_the_place_of_the_home(serve, tmp_path):
    file = tmp_path / "home"
    file.write_text("kept")
    assert "不能写入数据目录" in serve(file)
    assert file.read_text() == "kept"


def test_a_home_where_nothing_can_be_written(serve):
    """Rights alone would not stop the superuser, so a place without files is taken."""
    assert "不能写入数据目录" in serve(Path("/proc/xuefa"))


def test_a_file_in_the_place_of_a_folder(serve, own_home):
    (own_home / "workbench").rmdir()
    (own_home / "workbench").write_text("kept")
    before = content_of(own_home)
    assert "不能写入数据目录" in serve(own_home)
    assert content_of(own_home) == before


@pytest.mark.parametrize("damage", [DAMAGE, b"x"], ids=["other", "short"])
@pytest.mark.parametrize("file", ["records.db", "course/gradebook.db"])
def test_a_damaged_database(serve, own_home, file, damage):
    (own_home / file).write_bytes(damage)
    before = content_of(own_home)
    sentence = serve(own_home)
    assert Path(file).name in sentence
    assert content_of(own_home) == before


@pytest.mark.parametrize("file", ["records.db", "course/gradebook.db"])
def test_a_database_that_was_cut_off(serve, own_home, file):
    whole = (own_home / file).read_bytes()
    (own_home / file).write_bytes(whole[: len(whole) // 2])
    before = content_of(own_home)
    assert Path(file).name in serve(own_home)
    assert content_of(own_home) == before


def test_a_database_of_another_program(serve, own_home):
    (own_home / "records.db").unlink()
    with closing(sqlite3.connect(own_home / "records.db")) as other, other:
        other.execute("CREATE TABLE stock (goods TEXT)")
    before = content_of(own_home)
    assert "其他程序的数据" in serve(own_home)
    assert content_of(own_home) == before


def test_a_home_of_a_newer_version(serve, own_home):
    with closing(sqlite3.connect(own_home / "records.db")) as records, records:
        records.execute("UPDATE alembic_version SET version_num = '9999_later'")
    before = content_of(own_home)
    sentence = serve(own_home)
    assert "9999_later" in sentence
    assert "比本程序新" in sentence
    assert content_of(own_home) == before


def test_a_home_that_another_portal_serves(serve, portal: RunningPortal):
    assert "正由另一个学法程序使用" in serve(portal.home)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("port = 70000", "设置 port"),
        ('port = "many"', "0 至 65535 的整数"),
        ("kernels_total = 0", "设置 kernels_total"),
        ("kernel_total = 5", "是不是想写 kernels_total"),
        ('time_zone = "Asia/Nowhere"', "设置 time_zone"),
        ("port = ", "不是合格的 TOML"),
        ('database_url = "mysql://x/y"', "设置 database_url"),
    ],
)
def test_a_wrong_setting(serve, own_home, line, said):
    (own_home / "xuefa.toml").write_text(line)
    before = content_of(own_home)
    sentence = serve(own_home)
    assert said in sentence
    assert "xuefa.toml" in sentence
    assert content_of(own_home) == before


def test_a_wrong_variable(serve, own_home, monkeypatch):
    monkeypatch.setenv("XUEFA_SESSION_HOURS", "never")
    assert "环境变量 XUEFA_SESSION_HOURS" in serve(own_home)


def test_demo_data_for_a_home_with_a_bureau_of_its_own(serve, own_home):
    before = content_of(own_home)
    assert "没有写入示范数据" in serve(own_home, "--demo")
    assert content_of(own_home) == before


def test_the_program_itself_exits_with_2_over_a_damaged_secret(own_home):
    (own_home / "secrets/cookie").write_bytes(b"short")
    (own_home / "secrets/cookie").chmod(0o600)
    command = [*RUN_XUEFA, "serve", "--home", str(own_home), "--port", "0"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "密钥文件已损坏" in done.stderr
    assert (own_home / "secrets/cookie").read_bytes() == b"short"


def test_content_with_faults_is_left_out_and_named(portal):
    assert "内容有问题，没有采用" in portal.output
    for name in MALFORMED:
        assert f"{portal.home / name}：" in portal.output
    assert "kind：题型只能是" in portal.output


def test_no_warning_is_printed_at_the_start(portal):
    until_ready = portal.output.partition("按 Ctrl-C 停止。")[0]
    assert "Warning" not in until_ready
    assert "Traceback" not in until_ready
