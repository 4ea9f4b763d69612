"""The names of instruments in front of places: titles, usual names, 本法, names given in the text.

A name that means several instruments, or another version than the registered one, is not taken for
one of them: 《…》（2015年修订） where 2018 is registered.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from courses.statutes.citation import Citation
from courses.statutes.wording.errors import UnclearPartError
from courses.statutes.wording.series import Named

LONGEST_NAME = 60
"""Characters of a name without title brackets that are looked at."""
WINDOW = 300
"""Characters before a place that are looked at: a title with what stands in brackets behind it."""

_NOUN = "法典|法|条例|办法|规定|细则|规则|意见|纲要|名录|解释|决定|准则|清单|标准"
POINTER = re.compile(rf"(?P<which>本|同|该|上述|前述)(?P<noun>{_NOUN})")
"""本法, 同法, 该条例."""
_NO_POINTER_AFTER = frozenset("基根日资成样抄版")
_YEAR_BEFORE = re.compile(
    r"(?P<year>[12][0-9]{3})年?(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?"
    r"(?:修正|修订|通过|公布|发布)?(?:版|本)?的?$"
)
_CALLED = re.compile(
    r"(?:以下)?简?称[:]?为? *[《〈“\"「『]?(?P<name>[^《》〈〉“”\"「」『』()]{1,30})[》〉”\"」』]?"
)
_DEFINITION = re.compile(rf"\( *{_CALLED.pattern} *\)")
_ISSUED_AS = re.compile(r"第? *[0-9]+ *号")
_TRAILING = re.compile(r" *(?:之?中的?|里的?|的|之)? *$")
_ENDS_TITLE = re.compile(r"(?P<paren>\([^()]{1,60}\))? *$")
_LEADERS = re.compile(
    r"(?:依照|依据|根据|按照|违反|适用|引用|援引|参照|对照|符合|属于|具备|参见|详见|选用|改用|采用"
    r"|对应|来自|规定在|写在|当时|现行|让位给|没有|是|在|了|比|而|但|也|都|又|还|仍|就|即|如|依据为"
    r"|(?<!\w)(?:用|按|依|看|见|查|据|除|对|因|以|同|由|从|自|与|和|或|及)"
    r"|(?<=[条款项》〉)])(?:、|和|与|及|以及|或|或者|至|到|并))$"
)
"""What may stand directly before a name. It is little on purpose: 保护和管理条例 is a name of its
own, of which 管理条例 is only the end."""
_NAME_ENDS = re.compile(rf"(?:》|{_NOUN})(?!》)")
_WORD = re.compile(r"\w")
_SENTENCE_ENDS = "。!?\n"
_SENTENCE_END = re.compile(f"[{_SENTENCE_ENDS}]")


class TitleFinder(Protocol):
    """What knows instruments by name; the registry is one."""

    def find_all_by_title(self, name: str, /) -> Sequence[Named]:
        """Return every instrument of this name."""
        ...

    def get_instrument(self, instrument_id: str, /) -> Named:
        """Return the instrument with this id, or raise UnknownInstrumentError."""
        ...


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text, from `start` on; `instrument` is None where it means none we know."""

    start: int
    instrument: Named | None


class Names:
    """The names that mean something in one text.

    `within` is the instrument whose words the text is, or which it is all about: 本法 and articles
    without a name are those of this instrument.
    """

    def __init__(self, folded: str, finder: TitleFinder, within: str | None) -> None:
        self._folded = folded
        self._finder = finder
        self.within = None if within is None else finder.get_instrument(within)
        self._defined: dict[str, Named | None] = {}
        for match in _DEFINITION.finditer(folded):
            name = self._title_before(match.start())
            if name is not None:
                self._defined[_plain(match["name"])] = name.instrument

    def read(self, name: str, named: Sequence[Named | None]) -> Named:
        """Return the instrument of a name that was given whole. Raises UnclearPartError.

        `named` are the instruments named before it.
        """
        plain = name.strip()
        pointer = POINTER.fullmatch(_plain(plain))
        if pointer is not None:
            return _known(self._pointed_at(pointer, named))
        title, paren = _without_paren(plain)
        found = self._find_with(title, paren)
        if found is None and (leader := _leader_of(title)):
            found = self._find_with(title[leader:], paren)
        return _known(found)

    def before(self, at: int, named: Sequence[Named | None]) -> Name | None:
        """Return the name that ends before a place in a text; None when there is none.

        Words that are no name we know, but stand before the place like one (刑法第十七条), are a
        name without an instrument.
        """
        head = self._head(at)
        end = at - len(_matched(_TRAILING, head))
        if end <= 0:
            return None
        titled = self._title_before(end)
        if titled is not None:
            return titled
        has_link = len(head) - (at - end) < len(head.rstrip())
        return self._words_before(end, named, has_link=has_link)

    def sentence_start(self, at: int) -> int:
        """Return where the sentence begins in which a position is."""
        return max(self._folded.rfind(mark, 0, at) for mark in _SENTENCE_ENDS) + 1

    def all_between(self, start: int, end: int) -> list[Named | None]:
        """Return what a stretch of the text names, with or without a place behind the name."""
        ends = (match.end() for match in _NAME_ENDS.finditer(self._folded, start, end))
        names = ((one, self.before(one, ())) for one in ends)
        return [
            name.instrument
            for one, name in names
            if name is not None and (name.instrument or self._folded[one - 1] == "》")
        ]

    def _title_before(self, end: int) -> Name | None:
        """Return the name in title brackets, perhaps with a parenthesis, that ends here."""
        head, base = self._head(end), max(0, end - WINDOW)
        match = _ENDS_TITLE.search(head)
        paren = "" if match is None else match["paren"] or ""
        close = len(head.rstrip()) - len(paren)
        close = len(head[:close].rstrip())
        if close <= 0 or head[close - 1] not in "》〉":
            return None
        start = _opening(head, close - 1)
        if start is None:
            return Name(base + close - 1, None)
        title, start = head[start + 1 : close - 1], base + start
        return Name(start, self._safe_find(title, paren or self._year_before(start)))

    def _year_before(self, start: int) -> str:
        """Return the year that stands before a title, as a parenthesis behind it would say it."""
        match = _YEAR_BEFORE.search(self._folded[max(0, start - 20) : start])
        return "" if match is None else f"({match['year']})"

    def _words_before(
        self, end: int, named: Sequence[Named | None], *, has_link: bool
    ) -> Name | None:
        match = _ENDS_TITLE.search(self._head(end))
        paren = "" if match is None else match["paren"] or ""
        close = end - (0 if match is None or not paren else len(match[0]))
        for start in range(max(0, close - LONGEST_NAME), close):
            words = self._folded[start:close]
            pointer = POINTER.fullmatch(words)
            if pointer is not None and self._may_point(pointer, start):
                return Name(start, self._pointed_at(pointer, named))
            if not _WORD.match(words) or _SENTENCE_END.search(words) or not self._may_begin(start):
                continue
            if (found := self._safe_find(words, paren)) is not None:
                return Name(start, found)
        is_bare = not _WORD.match(self._folded, close - 1, close) or (
            not (has_link or paren) and self._may_begin(close)
        )
        return None if is_bare else Name(close - 1, None)

    def _head(self, end: int) -> str:
        """Return what stands directly before a position."""
        return self._folded[max(0, end - WINDOW) : end]

    def _may_begin(self, start: int) -> bool:
        """Say whether a name may begin here: after a mark, or a word that leads to names."""
        head = self._folded[max(0, start - 8) : start]
        if not head or _LEADERS.search(head) is not None:
            return True
        return head[-1] != "、" and _WORD.match(head[-1]) is None

    def _may_point(self, pointer: re.Match[str], start: int) -> bool:
        """Say whether 本法 may begin here in the middle of other words: not in 基本法 or 合同法."""
        if pointer["which"] == "同":
            return self._may_begin(start)
        return self._folded[max(0, start - 1) : start] not in _NO_POINTER_AFTER

    def _pointed_at(self, pointer: re.Match[str], named: Sequence[Named | None]) -> Named | None:
        """Return the instrument that 本法 or 同法 means."""
        if pointer["which"] == "本":
            is_it = self.within is not None and _is_a(self.within, pointer["noun"])
            return self.within if is_it else None
        for one in reversed(named):
            if one is None or _is_a(one, pointer["noun"]):
                return one
        return None

    def _safe_find(self, title: str, paren: str) -> Named | None:
        try:
            return self._find_with(title, paren)
        except UnclearPartError:
            return None

    def _find_with(self, title: str, paren: str) -> Named | None:
        """Return the instrument of a title and what stands in parentheses behind it."""
        if not title.strip(" 《》〈〉"):
            return None
        if paren and (found := self._find(title + paren)) is not None:
            return found
        found = self._find(title)
        if not paren or found is None or _CALLED.search(paren):
            return found
        number = _ISSUED_AS.search(paren)
        is_its = number is not None and number[0].replace(" ", "") in found.number
        return found if is_its else None

    def _find(self, title: str) -> Named | None:
        plain = _plain(title)
        if plain in self._defined:
            return self._defined[plain]
        found = self._finder.find_all_by_title(title)
        if len(found) > 1:
            titles = "、".join(f"《{one.title}》（{one.id}）" for one in found)
            raise UnclearPartError(f"这个名称可能指{titles}，请写全称和年份。", is_ambiguous=True)
        return found[0] if found else None


def within_of(within: str | None, at: Citation | None) -> str | None:
    """Return the instrument in which a text stands, which its place may say too."""
    return at.instrument if within is None and at is not None else within


def title_end(folded: str, start: int) -> int:
    """Return where the title in brackets ends that begins here; the start itself without one."""
    if folded[start : start + 1] not in {"《", "〈"}:
        return start
    depth = 0
    for position in range(start, len(folded)):
        depth += (folded[position] in "《〈") - (folded[position] in "》〉")
        if depth == 0:
            return position + 1
    return start


def _known(found: Named | None) -> Named:
    if found is None:
        raise UnclearPartError(
            "没有登记叫这个名称的文件，或者没有登记这个版本，请写全称并核对年份。"
        )
    return found


def _is_a(instrument: Named, noun: str) -> bool:
    """Say whether an instrument calls itself so; a code calls itself 本法 too."""
    title = re.sub(r"[(（][^()（）]*[)）]$", "", instrument.title)
    if noun == "法":
        return title.endswith(("法", "法典")) and not title.endswith("办法")
    return title.endswith(noun)


def _plain(title: str) -> str:
    return re.sub(r"[ 《》〈〉“”\"']", "", title)


def _without_paren(name: str) -> tuple[str, str]:
    match = re.fullmatch(r"(?P<title>.+?) *(?P<paren>\([^()]{1,60}\))", name)
    return (name, "") if match is None else (match["title"], match["paren"])


def _leader_of(title: str) -> int:
    """Return how long the verb is with which a citation begins: 依据《…》."""
    match = re.match(r"(?:依照|依据|根据|按照|违反|适用|引用|援引|参照|参见|详见|见) *", title)
    return 0 if match is None else match.end()


def _matched(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return "" if match is None else match[0]


def _opening(head: str, close: int) -> int | None:
    """Return where the title bracket was opened that is closed here."""
    depth = 0
    for position in range(close, max(-1, close - 200), -1):
        if head[position] in "》〉":
            depth += 1
        elif head[position] in "《〈":
            depth -= 1
        elif head[position] == "\n":
            return None
        if depth == 0:
            return position
    return None
