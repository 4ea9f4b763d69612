"""The content of a home rests on the law of the package and of the bureau."""

from builders.content import COURSE_TOML, write_course

from grading.content import read_content
from grading.home import Home

OWN_INSTRUMENT = """
[[instrument]]
id = "shifan-rule-2025"
title = "示范规则"
kind = "规范性文件"
issuer = "示范局"
effective = 2025-03-01
article_count = 3
source = "示范"
"""


def prepared_home(tmp_path):
    home = Home(tmp_path / "home")
    home.prepare()
    return home


def test_the_home_has_a_folder_for_the_law(tmp_path):
    assert prepared_home(tmp_path).statutes.is_dir()


def test_a_course_of_the_bureau_may_cite_an_instrument_of_the_bureau(tmp_path):
    home = prepared_home(tmp_path)
    cited = COURSE_TOML.replace("ee-administrative-penalty-measures-2023:18", "shifan-rule-2025:3")
    write_course(home.courses / "sample_course", cited, ["01_sample.ipynb"])
    before = [str(one) for one in read_content(home).problems]
    assert any("没有登记这个法律文件：shifan-rule-2025" in one for one in before)
    (home.statutes / "instruments.toml").write_text(OWN_INSTRUMENT, encoding="utf-8")
    content = read_content(home)
    assert "shifan-rule-2025" in content.law.registry
    assert not any("没有登记" in str(one) for one in content.problems)


def test_a_faulty_instrument_of_the_bureau_is_told_with_the_other_problems(tmp_path):
    home = prepared_home(tmp_path)
    (home.statutes / "instruments.toml").write_text("[[instrument]]\n", encoding="utf-8")
    problems = read_content(home).problems
    assert {one.file.name for one in problems} == {"instruments.toml"}
