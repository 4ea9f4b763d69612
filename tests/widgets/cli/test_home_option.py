"""Which home a command works on."""

from pathlib import Path

import pytest

from grading.home import HomeNotWritableError
from widgets.cli.errors import NoHomeError
from widgets.cli.home_option import chosen_home, existing_home


@pytest.fixture(autouse=True)
def account(tmp_path, monkeypatch) -> Path:
    """The data folder of an account of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("XUEFA_HOME", raising=False)
    return tmp_path / "data"


def test_a_named_home_goes_before_all_others(tmp_path, monkeypatch):
    monkeypatch.setenv("XUEFA_HOME", str(tmp_path / "variable"))
    assert chosen_home(tmp_path / "named").root == tmp_path / "named"
    assert chosen_home(tmp_path / "named", demo=True).root == tmp_path / "named"


def test_the_variable_names_the_home_also_of_a_demo(tmp_path, monkeypatch):
    """Whoever names a home gets that home, or is told that it holds real data."""
    monkeypatch.setenv("XUEFA_HOME", str(tmp_path / "variable"))
    assert chosen_home(None).root == tmp_path / "variable"
    assert chosen_home(None, demo=True).root == tmp_path / "variable"


def test_a_demo_never_falls_on_the_home_that_is_used_by_default():
    assert chosen_home(None).root.name == "xuefa"
    assert chosen_home(None, demo=True).root.name == "xuefa-demo"
    assert chosen_home(None).root.parent == chosen_home(None, demo=True).root.parent


def test_a_home_that_was_never_used_is_told():
    with pytest.raises(NoHomeError):
        existing_home(None)


def test_a_file_in_place_of_the_home_is_told(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(HomeNotWritableError):
        existing_home(tmp_path / "file")
