"""`xuefa doctor` on certificates: fonts to set them in, and the key that checks them."""

import typst
from builders.certificates import Training

from grading.certificates import fonts
from grading.certificates.check_codes import SECRET, check_key
from grading.home import Home
from grading.records.engine import RecordsDatabase
from grading.settings import read_settings
from widgets.cli.checks.certificates import check_certificate_fonts, check_certificate_key
from widgets.cli.checks.finding import Level


def test_a_machine_without_chinese_fonts_is_told_what_to_install(monkeypatch):
    bare = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    monkeypatch.setattr(fonts, "_found", None)
    monkeypatch.setattr(fonts.typst, "Fonts", lambda **_: bare)
    (found,) = check_certificate_fonts()
    assert found.level is Level.NOTICE
    assert "fonts-noto-cjk" in found.advice


def test_a_key_that_was_lost_or_changed_is_noticed(tmp_path):
    home = Home(tmp_path)
    settings = read_settings(home, {})
    database = RecordsDatabase(settings.database_url)
    database.upgrade()
    training = Training(tmp_path, database, check_key(home))
    session = training.session()
    person = training.attend(session)
    assert check_certificate_key(home, settings) == []
    training.certificates.issue_own(person, session)
    (found,) = check_certificate_key(home, settings)
    assert found.level is Level.GOOD
    key = home.secrets / SECRET
    kept = key.read_bytes()
    key.write_bytes(kept[::-1])
    (changed,) = check_certificate_key(home, settings)
    key.unlink()
    (lost,) = check_certificate_key(home, settings)
    assert not key.exists()
    for found in (changed, lost):
        assert found.level is Level.ERROR
        assert str(key) in found.advice
    database.close()
