"""Login names and people's names in the one form in which they are kept and compared."""

import re
import unicodedata

from grading.people.errors import (
    InvalidLoginNameError,
    InvalidOrganisationNameError,
    InvalidPersonNameError,
)

MIDDLE_DOT = "·"
_DOTS = dict.fromkeys(map(ord, "•・･‧∙⋅"), MIDDLE_DOT)
_HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
_LOGIN_NAME = re.compile(rf"[0-9A-Za-z{_HAN}._@{MIDDLE_DOT}-]{{2,32}}")
_NAME_LENGTH = 64
_ORGANISATION_LENGTH = 128


def clean_login_name(login_name: str) -> str:
    """Return a new login name as it is kept. Raises InvalidLoginNameError."""
    cleaned = unify_dots(unicodedata.normalize("NFKC", login_name)).strip()
    if not _LOGIN_NAME.fullmatch(cleaned):
        raise InvalidLoginNameError(login_name)
    return cleaned


def login_key(login_name: str) -> str:
    """Return the form in which two login names are compared: width, case and dots unified."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFD", login_name).casefold())
    return unify_dots(unicodedata.normalize("NFKC", folded.casefold())).strip()


def clean_name(name: str) -> str:
    """Return a person's name as it is kept. Raises InvalidPersonNameError."""
    cleaned = _shown(name)
    if not 1 <= len(cleaned) <= _NAME_LENGTH or not cleaned.isprintable():
        raise InvalidPersonNameError(name)
    return cleaned


def clean_organisation(name: str) -> str:
    """Return the name of a bureau, department or enterprise as it is kept.

    Raises InvalidOrganisationNameError.
    """
    cleaned = _shown(name)
    if not 1 <= len(cleaned) <= _ORGANISATION_LENGTH or not cleaned.isprintable():
        raise InvalidOrganisationNameError(name)
    return cleaned


def unify_dots(text: str) -> str:
    """Write every middle dot (• ・ and others) as ·."""
    return text.translate(_DOTS)


def _shown(text: str) -> str:
    return unify_dots(" ".join(text.split()))
