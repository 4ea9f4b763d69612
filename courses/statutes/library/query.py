"""What somebody looks for: words that must all be there, and articles by their number."""

import re
from dataclasses import dataclass
from typing import Protocol

from courses.statutes.citation import MalformedCitationError, parse_citation
from courses.statutes.library.folding import fold
from courses.statutes.library.numeral_forms import NUMERAL, number_forms, numeral_value

LONGEST_TERM = 120
"""Characters of a term that are looked for; a longer text is found by its beginning."""
MOST_TERMS = 12
"""Terms that are looked for; further ones are left out."""
_LONGEST_QUERY = 10_000

_COMMAS = re.compile("[,，、;；]+")
_BELOW = rf"(?:第?{NUMERAL}款)?(?:第?{NUMERAL}项)?"
_ARTICLE = re.compile(
    rf"(?P<name>.*?)第?(?P<number>{NUMERAL})条(?:之(?P<insert>{NUMERAL}))?{_BELOW}"
)
_SECTION = re.compile(rf"(?P<name>.*?)第?(?P<number>{NUMERAL})项")
_BARE = re.compile(r"(?P<name>.*?)第?(?P<number>[0-9]{1,4})")
_BARE_CHINESE = re.compile(r"(?P<name>)第?(?P<number>[一二三四五六七八九十百千零]{2,9})")


class Named(Protocol):
    """An instrument, as far as a search needs to know it."""

    @property
    def id(self) -> str:
        """The id of the instrument."""
        ...


class TitleFinder(Protocol):
    """What knows the usual names of instruments; the registry is one."""

    def find_all_by_title(self, name: str) -> tuple[Named, ...]:
        """Return the instruments that a name may mean."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """An article or section by its number, in the instrument whose name came with it, or in any."""

    number: int
    insert: int | None = None
    name: str = ""
    kinds: str = "as"

    @property
    def marks(self) -> tuple[str, ...]:
        """How the index names articles (a) and sections (s) of this number."""
        insert = "" if self.insert is None else f"x{self.insert}"
        return tuple(f"{kind}{self.number}{insert}" for kind in self.kinds)


@dataclass(frozen=True, slots=True)
class Term:
    """One of the words looked for, as it was typed and as it may be spelled.

    `place` is the article that it may name. `parts` are the spellings of what its commas part:
    噪声，夜间 is found as this phrase first, then wherever both words are.
    """

    given: str
    folded: str
    spellings: tuple[str, ...]
    place: Place | None = None
    parts: tuple[tuple[str, ...], ...] = ()


def read_query(query: str) -> tuple[Term, ...]:
    """Take apart what somebody typed; blanks part the terms. No input is an error."""
    terms: dict[str, Term] = {}
    for given in query[:_LONGEST_QUERY].split():
        folded = fold(given)
        if folded and len(terms) < MOST_TERMS:
            terms.setdefault(folded, _term(given, folded))
    return tuple(terms.values())


def _term(given: str, folded: str) -> Term:
    place = _place_of_citation(given) or _place(folded)
    parts = dict.fromkeys(filter(None, map(fold, _COMMAS.split(given))))
    return Term(
        given,
        folded,
        _spellings(folded),
        place,
        tuple(map(_spellings, parts))[:MOST_TERMS] if len(parts) > 1 else (),
    )


def _spellings(folded: str) -> tuple[str, ...]:
    return number_forms(folded[:LONGEST_TERM])


def _place_of_citation(given: str) -> Place | None:
    """Read the form that content files write: ecological-environment-code:1102.1."""
    try:
        citation = parse_citation(given)
    except MalformedCitationError:
        return None
    if citation.article is not None:
        return Place(citation.article, citation.insert, citation.instrument, "a")
    return (
        None
        if citation.section is None
        else Place(citation.section, None, citation.instrument, "s")
    )


def _place(folded: str) -> Place | None:
    if len(folded) > LONGEST_TERM:
        return None
    for form, kinds in ((_ARTICLE, "a"), (_SECTION, "s"), (_BARE, "as"), (_BARE_CHINESE, "as")):
        match = form.fullmatch(folded)
        if match is not None:
            return _numbered(match, kinds)
    return None


def _numbered(match: re.Match[str], kinds: str) -> Place | None:
    number = numeral_value(match["number"])
    given_insert = match.groupdict().get("insert")
    insert = None if given_insert is None else numeral_value(given_insert)
    if not number or (given_insert is not None and not insert):
        return None
    return Place(number, insert, match["name"], kinds)
