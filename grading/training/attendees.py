"""Who is signing in: a name and an enterprise as typed become a person, the same one every time.

Staff tell people of the same name apart by a suffix in brackets, 张伟（化验室）.
"""

import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from grading.people.errors import InvalidOrganisationNameError, InvalidPersonNameError
from grading.people.model import Person, Role
from grading.people.names import clean_name, clean_organisation, login_key, unify_dots
from grading.records.people import NewPerson
from grading.records.records import Records
from grading.training.errors import NoEnterpriseError, NoNameError

_SUFFIX = re.compile(r"[（(][^（）()]*[）)]$")
_UNSEEN = dict.fromkeys(
    (
        *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0),
        *range(0x180B, 0x1810),
        *range(0xFE00, 0xFE10),
        *range(0xE0100, 0xE01F0),
    )
)
"""What leaves no mark of its own although Unicode counts it as printable: fillers and selectors."""

_LOGIN_DIGITS = 12
_SHORTEST = 2
"""Characters of a name."""


@dataclass(frozen=True, slots=True)
class Employer:
    """An enterprise; `id` is None until somebody of it is added."""

    id: int | None
    name: str


def name_key(name: str) -> str:
    """Return the form in which names of people and enterprises are compared.

    Width, case and dots are unified, spaces and signs that nobody sees left out.
    """
    unified = unify_dots(unicodedata.normalize("NFKC", unify_dots(name)))
    return "".join(unified.casefold().translate(_UNSEEN).split())


def without_suffix(name: str) -> str:
    """Return the name of a person without what staff added to tell people apart."""
    return _SUFFIX.sub("", name).strip() or name


class Attendees:
    """Finds and adds people of enterprises within one transaction."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._employers: dict[str, Employer] | None = None
        self._trainees: dict[str, list[Person]] = {}

    def employer(self, typed: str) -> Employer:
        """Return the enterprise of this name. Raises NoEnterpriseError."""
        try:
            name = clean_organisation(typed)
        except InvalidOrganisationNameError as error:
            raise NoEnterpriseError(typed) from error
        if len(name_key(name)) < _SHORTEST:
            raise NoEnterpriseError(typed)
        exact = self._records.enterprises.find_id(name)
        if exact is not None:
            return Employer(exact, name)
        return self._known().get(name_key(name)) or Employer(None, name)

    def named(self, typed: str, employer: Employer) -> list[Person]:
        """Return the trainees of an enterprise who have this name, the oldest record first.

        Raises NoNameError.
        """
        wanted = name_key(clean_person_name(typed))
        return [one for one in self._of(employer) if name_key(one.name) == wanted]

    def add(self, typed: str, employer: Employer, now: datetime) -> Person:
        """Add a trainee without a password, under a login name that nobody types."""
        login_name = (
            f"t{secrets.randbelow(9 * 10 ** (_LOGIN_DIGITS - 1)) + 10 ** (_LOGIN_DIGITS - 1)}"
        )
        new = NewPerson(
            login_name=login_name,
            login_key=login_key(login_name),
            name=clean_person_name(typed),
            roles=frozenset({Role.TRAINEE}),
            department=None,
            enterprise=employer.name,
            password_hash=None,
        )
        person = self._records.people.add(new, now)
        self._of(employer).append(person)
        return person

    def enterprise_id(self, employer: Employer) -> int:
        """Return the number of an enterprise, which is there once somebody of it was added."""
        if employer.id is not None:
            return employer.id
        self._employers = None  # there is one more than was read
        added = self._records.enterprises.find_id(employer.name)
        assert added is not None  # noqa: S101 - it came with its first person
        return added

    def colleagues(self, typed: str) -> list[Person]:
        """Return the people of the bureau who have this name. Raises NoNameError."""
        wanted = name_key(clean_person_name(typed))
        return [
            person
            for person in self._records.people.current()
            if person.roles - {Role.TRAINEE} and name_key(person.name) == wanted
        ]

    def _known(self) -> dict[str, Employer]:
        if self._employers is None:
            known = self._records.enterprises.known()
            # by name as it is now; of two that read alike the one that goes on counts
            ordered = sorted(known, key=lambda one: (not one.state.is_ended, -one.id))
            self._employers = {
                name_key(one.state.name): Employer(one.id, one.state.name) for one in ordered
            }
        return self._employers

    def _of(self, employer: Employer) -> list[Person]:
        if employer.name not in self._trainees:
            self._trainees[employer.name] = list(self._records.people.trainees_of(employer.name))
        return self._trainees[employer.name]


def clean_person_name(typed: str) -> str:
    """Return a name as it is kept: two characters at least, no emoji. Raises NoNameError."""
    try:
        name = clean_name(typed)
    except InvalidPersonNameError as error:
        raise NoNameError(typed) from error
    is_drawn = any(unicodedata.category(sign) == "So" for sign in name)
    if is_drawn or len(name_key(_SUFFIX.sub("", name))) < _SHORTEST:
        raise NoNameError(typed)
    return name
