"""The doctor reads the lists of duties of package and home."""

from grading.home import Home
from grading.leadership.duty_reading import HOME_FOLDER
from widgets.cli.checks.duties import check_duties
from widgets.cli.checks.finding import Level


def test_lists_of_duties_are_read_with_every_fault_of_every_file(tmp_path):
    home = Home(tmp_path)
    (sound,) = check_duties(home)
    assert (sound.level is Level.ERROR, sound.text) == (False, "2026 年")
    folder = home.root / HOME_FOLDER
    folder.mkdir()
    (folder / "2026.toml").write_text("year = 2026\ncolour = 1\n", encoding="utf-8")
    found = check_duties(home)
    assert {one.level for one in found} == {Level.ERROR}
    assert all("2026.toml" in one.text for one in found)
    assert any("colour" in one.text for one in found)
