"""An instrument: a law, regulation, rule, document or standard that can be cited."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from courses.statutes.citation import Citation

_STATE = "中华人民共和国"
_IGNORED = re.compile(r"[\s《》〈〉<>「」『』“”\"'‘’、]")
_SAME = str.maketrans(
    {
        **dict.fromkeys("・•‧∙⋅", "·"),
        **dict.fromkeys("—–−‐‑─", "-"),
        **dict.fromkeys("〔［[【", "("),
        **dict.fromkeys("〕］]】", ")"),
    }
)


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an instrument, with what is known of it; None where the sources do not say.

    `effective` is its first day, `adopted` the day on which it was passed or published.
    """

    effective: date | None
    adopted: date | None
    article_count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Instrument:
    """One instrument, in the version that is registered.

    `short_title` is the title without 中华人民共和国, as citations print it; `aliases` are other
    names in use, only for finding it. `effective` is the first day of the registered version,
    `first_effective` that of the text which was later amended, where the last article still names
    it. `repealed` is the first day no longer in force. All days are taken from the sources and None
    where they do not say. Documents without articles are cited by section: `article_count` is 0 and
    `section_count` the number of the last section. `inserts` are articles put in later, as
    citations write them (120-1). `has_text` is False for an instrument of which only the name and
    some facts are known (无文本). `doubt` says in Chinese what has not been verified. `versions`
    holds every version that the registry knows of, the registered one last.
    """

    id: str
    title: str
    short_title: str
    aliases: tuple[str, ...] = ()
    kind: str
    issuer: str
    number: str = ""
    adopted: date | None = None
    effective: date | None = None
    first_effective: date | None = None
    repealed: date | None = None
    repealed_by: Citation | None = None
    article_count: int = 0
    section_count: int = 0
    inserts: tuple[str, ...] = ()
    has_text: bool = True
    source: str = ""
    doubt: str = ""
    versions: tuple[Version, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name by which it can be found."""
        return tuple(dict.fromkeys((self.title, self.short_title, *self.aliases)))

    def in_force(self, on: date) -> bool:
        """Say whether this version was in force on a day; False where the first day is unknown."""
        has_begun = self.effective is not None and self.effective <= on
        return has_begun and (self.repealed is None or on < self.repealed)

    def has_place(self, citation: Citation) -> bool:
        """Say whether there is such an article or section; True for all where nothing is known.

        Paragraphs and items are not looked at: only the table of structure knows them.
        """
        if self.article_count == 0 and self.section_count == 0:
            return not self.has_text
        if citation.article is None:
            return citation.section is not None and citation.section <= self.section_count
        if citation.insert is not None:
            return f"{citation.article}-{citation.insert}" in self.inserts
        return citation.article <= self.article_count


def normalized_title(name: str) -> str:
    """Return what two spellings of a title have in common; for comparing only.

    Width, brackets, dashes, the dot between names, blanks, quotation marks and 、 are unified or
    left out, and so is 中华人民共和国 at the beginning.
    """
    plain = unicodedata.normalize("NFKC", name).translate(_SAME)
    plain = _IGNORED.sub("", plain).casefold()
    return plain.removeprefix(_STATE) or plain
