import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from grading.people.errors import InvalidLoginNameError, InvalidPersonNameError
from grading.people.names import (
    MIDDLE_DOT,
    clean_login_name,
    clean_name,
    clean_organisation,
    login_key,
)

DOTS = "·•・･‧∙⋅"


@given(st.text())
def test_key_of_a_key_is_the_key(name):
    assert login_key(login_key(name)) == login_key(name)


@given(st.text("aBｂＺ０9示范甲·•・ﾟ.＿-＠ ", min_size=2, max_size=12))
def test_kept_login_name_has_the_key_of_what_was_typed(name):
    try:
        kept = clean_login_name(name)
    except InvalidLoginNameError:
        assume(False)
    assert login_key(kept) == login_key(name)
    assert clean_login_name(kept) == kept


@given(st.from_regex(r"[a-z0-9._@-]{2,32}", fullmatch=True))
def test_case_and_width_make_no_other_login_name(name):
    wide = name.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert login_key(name.upper()) == login_key(name) == login_key(wide)


@given(st.sampled_from(DOTS), st.sampled_from(DOTS))
def test_every_middle_dot_is_the_same(one, other):
    assert login_key(f"示范{one}甲") == login_key(f"示范{other}甲")
    assert clean_name(f"示范{one}甲") == f"示范{MIDDLE_DOT}甲"


@pytest.mark.parametrize(
    "name", ["", "a", "a" * 33, "two words", "a/b", "..\\x", "a\u200bb", "аbc", "<b>x", "a\nb"]
)
def test_login_name_is_refused_when_it_cannot_be_typed_or_told_apart(name):
    with pytest.raises(InvalidLoginNameError):
        clean_login_name(name)


@pytest.mark.parametrize("name", ["shifan01", "示范甲", "示范・甲", "sample.person@shifan", " ab "])
def test_usual_login_name_is_taken(name):
    assert clean_login_name(name)


@pytest.mark.parametrize("name", ["", "   ", "甲" * 65, "示\x00范", "示\u202e范"])
def test_name_is_refused_when_it_cannot_be_shown(name):
    with pytest.raises(InvalidPersonNameError):
        clean_name(name)


def test_spaces_around_and_inside_a_name_are_tidied():
    assert clean_organisation("  示范市  生态环境局\n") == "示范市 生态环境局"
