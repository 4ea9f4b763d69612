"""People and enterprises as their page lists them: by what they are, found by a word."""

from dataclasses import dataclass
from enum import StrEnum

from grading.people.model import Role
from grading.people.names import unify_dots
from grading.people.states import KnownEnterprise, KnownPerson
from grading.records.records import Records


class Shown(StrEnum):
    """A part of the list."""

    STAFF = "staff"
    TRAINEES = "trainees"
    ENTERPRISES = "enterprises"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """The Chinese word on screen."""
        return _LABELS[self]


_LABELS = {
    Shown.STAFF: "本单位人员",
    Shown.TRAINEES: "企业学员",
    Shown.ENTERPRISES: "企业",
    Shown.ENDED: "已离开",
}


@dataclass(frozen=True, slots=True)
class Listing:
    """What a part of the list holds, and how many there are in each part."""

    people: tuple[KnownPerson, ...]
    enterprises: tuple[KnownEnterprise, ...]
    counts: dict[Shown, int]


def list_people(records: Records, shown: Shown, word: str = "") -> Listing:
    """Return a part of the list, narrowed to what has a word in a name, place or industry."""
    people, enterprises = records.posts.known(), records.enterprises.known()
    parts = {part: [one for one in people if _part_of(one) is part] for part in Shown}
    counts = {part: len(held) for part, held in parts.items()}
    counts[Shown.ENTERPRISES] = len(enterprises)
    found = [one for one in parts[shown] if _has(word, *_words_of(one))]
    units = enterprises if shown is Shown.ENTERPRISES else []
    return Listing(
        tuple(sorted(found, key=_order)),
        tuple(one for one in units if _has(word, one.state.name, one.state.industry)),
        counts,
    )


def _part_of(person: KnownPerson) -> Shown:
    if person.state.is_ended:
        return Shown.ENDED
    return Shown.TRAINEES if Role.TRAINEE in person.state.roles else Shown.STAFF


def _words_of(person: KnownPerson) -> tuple[str | None, ...]:
    state = person.state
    return state.name, state.department, state.enterprise, state.rank, person.login_name


def _has(word: str, *texts: str | None) -> bool:
    wanted = unify_dots(word).strip().casefold()
    return any(wanted in (text or "").casefold() for text in texts)


def _order(person: KnownPerson) -> tuple[str, str, str, int]:
    state = person.state
    return state.department or "", state.enterprise or "", state.name, person.id
