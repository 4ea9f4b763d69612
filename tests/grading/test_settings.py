from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from grading.home import Home
from grading.records.engine import RecordsDatabase
from grading.settings import (
    Settings,
    UnknownSettingError,
    UnreadableSettingsError,
    WrongSettingError,
    describe_settings,
    read_settings,
)


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


def write(home: Home, text: str) -> None:
    home.settings_file.write_text(text, encoding="utf-8")


def test_defaults_hold_where_nothing_is_written(home):
    settings = read_settings(home, {})
    assert (settings.host, settings.port) == ("127.0.0.1", 8000)
    assert settings.zone == ZoneInfo("Asia/Shanghai")
    assert settings.public_url is None


@pytest.mark.parametrize("folder", ["home", "a b", "a?b", "a#b", "a%20b", "示范局", "a:b@c"])
def test_default_database_lies_in_the_home(tmp_path, folder):
    home = Home(tmp_path / folder)
    home.prepare()
    database = RecordsDatabase(read_settings(home, {}).database_url)
    database.upgrade()
    database.close()
    assert home.records_file.exists()


def test_file_beats_defaults_and_variables_beat_the_file(home):
    write(home, "port = 8001\nsession_hours = 8\n")
    settings = read_settings(home, {"XUEFA_PORT": "8002"})
    assert (settings.port, settings.session_hours) == (8002, 8)


def test_file_that_begins_with_a_byte_order_mark_is_read(home):
    home.settings_file.write_text("port = 8001\n", encoding="utf-8-sig")
    assert read_settings(home, {}).port == 8001


def test_empty_variables_and_variables_of_others_say_nothing(home):
    environ = {"XUEFA_PORT": "", "XUEFA_HOME": "/somewhere", "PORT": "1", "HOST": "x"}
    assert read_settings(home, environ) == read_settings(home, {})


def test_list_is_written_with_commas_in_a_variable(home):
    write(home, 'trusted_proxies = ["192.0.2.1"]')
    assert read_settings(home, {}).trusted_proxies == ("192.0.2.1",)
    environ = {"XUEFA_TRUSTED_PROXIES": "192.0.2.2, ::1"}
    assert read_settings(home, environ).trusted_proxies == ("192.0.2.2", "::1")


def test_public_address_ends_without_slash(home):
    environ = {"XUEFA_PUBLIC_URL": "https://xuefa.example.com/"}
    assert read_settings(home, environ).public_url == "https://xuefa.example.com"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("host", "a b"),
        ("port", "65536"),
        ("port", "-1"),
        ("port", "eighty"),
        ("public_url", "xuefa.example.com"),
        ("public_url", "https://"),
        ("database_url", "mysql://host/x"),
        ("gradebook_url", "gradebook.db"),
        ("session_hours", "0"),
        ("kernels_per_user", "0"),
        ("kernels_total", "1.5"),
        ("kernel_idle_minutes", "soon"),
        ("pages_at_once", "0"),
        ("trusted_proxies", "proxy.example.com"),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "../etc"),
        ("log_level", "LOUD"),
    ],
)
def test_wrong_variable_is_told_with_its_value_and_what_is_allowed(home, name, value):
    with pytest.raises(WrongSettingError) as caught:
        read_settings(home, {f"XUEFA_{name.upper()}": value})
    error = caught.value
    assert (error.name, error.value) == (name, value)
    assert error.allowed
    assert error.allowed in str(error)
    assert f"环境变量 XUEFA_{name.upper()}" in str(error)
    assert value in str(error)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ('port = "eighty"', "port"),
        ("port = true", "port"),
        ("host = 1", "host"),
        ("trusted_proxies = 3", "trusted_proxies"),
        ("[port]\nx = 1", "port"),
        ("log_level = 2026-09-01", "log_level"),
    ],
)
def test_wrong_line_is_told_with_the_file(home, line, name):
    write(home, line)
    with pytest.raises(WrongSettingError, match=r"xuefa\.toml") as caught:
        read_settings(home, {})
    assert caught.value.name == name


def test_wrong_line_does_not_matter_when_a_variable_beats_it(home):
    write(home, "port = 70000")
    assert read_settings(home, {"XUEFA_PORT": "8001"}).port == 8001


def test_password_of_a_database_is_never_told(home):
    with pytest.raises(WrongSettingError) as caught:
        read_settings(home, {"XUEFA_DATABASE_URL": "mysql://xuefa:very-secret@host/x"})
    assert "very-secret" not in str(caught.value)
    assert "mysql://xuefa:***@host/x" in str(caught.value)


def test_unknown_name_in_the_file_is_told_with_the_nearest(home):
    write(home, "prot = 8001")
    with pytest.raises(UnknownSettingError, match=r"是不是想写 port") as caught:
        read_settings(home, {})
    assert caught.value.nearest == "port"
    assert "xuefa.toml" in str(caught.value)


def test_unknown_variable_is_told_with_the_nearest(home):
    with pytest.raises(UnknownSettingError, match="XUEFA_SESSION_HOURS"):
        read_settings(home, {"XUEFA_SESSION_HOUR": "8"})


def test_unknown_name_like_no_other_is_told_without_a_guess(home):
    with pytest.raises(UnknownSettingError, match="请检查拼写") as caught:
        read_settings(home, {"XUEFA_QQQQ": "8"})
    assert caught.value.nearest is None


@pytest.mark.parametrize("content", [b"port 8000", b'host = "\xff"'])
def test_unreadable_file_is_told(home, content):
    home.settings_file.write_bytes(content)
    with pytest.raises(UnreadableSettingsError, match=r"xuefa\.toml"):
        read_settings(home, {})


def test_every_setting_is_described_in_chinese():
    described = describe_settings()
    assert [setting.name for setting in described] == list(Settings.model_fields)
    for setting in described:
        assert any("\u4e00" <= letter <= "\u9fff" for letter in setting.means)
        assert setting.allowed
        assert setting.default
        assert setting.variable == f"XUEFA_{setting.name.upper()}"


def test_default_addresses_name_files_of_the_home(home):
    settings = read_settings(home, {})
    assert Path(settings.database_url.removeprefix("sqlite:///")) == home.records_file
    assert Path(settings.gradebook_url.removeprefix("sqlite:///")) == home.gradebook_file
