"""What lines begin with: 第X条, 第X章, （一）, 一、, 1. — and lines that are no text of the law."""

import re
from dataclasses import dataclass
from enum import Enum, auto

from courses.statutes.importing.document import closed_up
from courses.statutes.library.text import Level
from courses.statutes.numerals import MalformedNumeralError, number_of

_NUMERAL = "[零〇○Ｏ一二三四五六七八九十百千]{1,9}"
_NUMBER = rf"(?:{_NUMERAL}|[0-9０-９]{{1,4}})"
_ARTICLE = re.compile(
    rf"第 ?(?P<number>{_NUMBER}) ?条(?:之(?P<insert>[一二三四五六七八九十]{{1,3}})(?![款项]))?"
    r"(?P<gap> ?[:：.．]? ?)(?P<rest>.*)",
    re.DOTALL,
)
_HEADING = re.compile(rf"第 ?(?P<number>{_NUMBER}) ?(?P<level>分编|编|章|节)(?P<rest>.*)")
_ITEM = re.compile(rf"[（(] ?(?P<number>{_NUMERAL}) ?[）)] ?(?P<rest>.*)", re.DOTALL)
_TOPIC = re.compile(rf"(?P<number>{_NUMERAL}) ?、(?P<rest>.*)", re.DOTALL)
_SUBITEM = re.compile(r"(?:\d{1,2} ?[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳])")
_BRACKETED = {chr(0x3220 + n): f"（{digit}）" for n, digit in enumerate("一二三四五六七八九十")}

# what follows 第X条 where a sentence refers to it; nothing of it begins an article
_REFERS = re.compile(
    rf"规定|所[列称述指定]|第 ?{_NUMBER} ?[款项条]|[、至，,。；;》）)”」]|的|之|款|项"
    r"|中(?![华央国级])|[和及与或]者?(?:第|《)|以[外内]|以及"
)
_TRAILING_PAGE = re.compile(r"[ .．·…⋯—_-]*\s*\d{1,4}$")
_LEADERS = re.compile(r"[.．·…⋯_ ]{3,}\d*$")
_PAGE_NUMBER = re.compile(
    r"[-—–―·•] ?\d{1,4} ?[-—–―·•]|\d{1,4}|第 ?\d+ ?页(?:[ ,，/]*共 ?\d+ ?页)?"
)
_CONTENTS = re.compile(r"目 ?录")
_APPENDIX = re.compile(
    r"(?:附件|附表|附录|附图|名录表)(?:$|[ 0-9一二三四五六七八九十:：])|附[:：]|表后注"
)
_FINISHED = re.compile(r"[。；：！？;:!?）)」”’》—…]$")
_SENTENCE_ENDED = re.compile(r"[。；：！？;:!?][”’」）)]?$")
_SENTENCE_END = re.compile(r"[。；：，、;:,]$")
_LONGEST_HEADING = 60


class Form(Enum):
    """How 第X条 stands at the beginning of a line."""

    APART = auto()
    """Followed by a blank, or alone: how articles are printed."""
    TIGHT = auto()
    """Followed by text without a blank."""
    REFERENCE = auto()
    """Followed by a blank and then by words that refer to the article."""


@dataclass(frozen=True, slots=True)
class ArticleMark:
    """第X条 at the beginning of a line; `key` is the number and the insert, 0 for none."""

    key: tuple[int, int]
    form: Form
    rest: str


@dataclass(frozen=True, slots=True)
class NumberMark:
    """A numbered beginning: （一） or 一、 with the text behind it."""

    number: int
    rest: str


@dataclass(frozen=True, slots=True)
class HeadingMark:
    """第X章 and its title, empty where the title stands on the next line."""

    level: Level
    number: int
    title: str


def article_mark(text: str) -> ArticleMark | None:
    """Return the 第X条 that a line begins with; None too where the words behind refer to it."""
    match = _ARTICLE.match(text)
    number = match and _number(match["number"])
    if match is None or number is None:
        return None
    insert = _number(match["insert"]) if match["insert"] else 0
    apart = bool(match["gap"]) or not match["rest"]
    refers = _REFERS.match(match["rest"]) is not None
    if insert is None or (refers and not apart):
        return None
    form = Form.REFERENCE if refers else Form.APART if apart else Form.TIGHT
    return ArticleMark((number, insert), form, match["rest"])


def is_article(text: str) -> bool:
    """Say whether a text begins as articles are printed."""
    mark = article_mark(text)
    return mark is not None and mark.form is Form.APART


def heading_mark(text: str) -> HeadingMark | None:
    """Return the heading that a line is, None where it is a sentence."""
    match = _HEADING.fullmatch(text)
    number = match and _number(match["number"])
    if match is None or number is None or len(text) > _LONGEST_HEADING:
        return None
    rest = match["rest"].strip()
    title = closed_up(_TRAILING_PAGE.sub("", rest) if _LEADERS.search(rest) else rest)
    if _SENTENCE_END.search(title) or "。" in title or _REFERS.match(title):
        return None
    return HeadingMark(Level(match["level"]), number, title)


def contents_heading(text: str) -> HeadingMark | None:
    """Return the heading that a line of a table of contents names, without its page number."""
    return heading_mark(_TRAILING_PAGE.sub("", text))


def item_mark(text: str) -> NumberMark | None:
    """Return the （一） that a line begins with."""
    spelled = _BRACKETED.get(text[:1], text[:1]) + text[1:]
    match = _ITEM.fullmatch(spelled)
    number = match and _number(match["number"])
    if match is None or number is None or re.match(r"[、至和及或]|项", match["rest"]):
        return None
    return NumberMark(number, match["rest"])


def topic_mark(text: str) -> NumberMark | None:
    """Return the 一、 that a line begins with."""
    match = _TOPIC.fullmatch(text)
    number = match and _number(match["number"])
    return NumberMark(number, match["rest"].strip()) if match and number else None


def is_subitem(text: str) -> bool:
    """Say whether a line is numbered below an item: 1. or （1） or ①."""
    return _SUBITEM.match(text) is not None


def is_page_number(text: str) -> bool:
    """Say whether a line is nothing but the number of a page."""
    return _PAGE_NUMBER.fullmatch(text) is not None


def is_contents_title(text: str) -> bool:
    """Say whether a line is the title of a table of contents."""
    return _CONTENTS.fullmatch(text) is not None


def opens_appendix(text: str) -> bool:
    """Say whether a line announces what stands behind the articles: 附件, 附表."""
    return _APPENDIX.match(text) is not None


def is_finished(text: str) -> bool:
    """Say whether a text ends as a paragraph or an item does."""
    return _FINISHED.search(text) is not None


def ends_sentence(text: str) -> bool:
    """Say whether a text ends as a sentence does: a bracket or a quotation alone is no end."""
    return _SENTENCE_ENDED.search(text) is not None


def _number(written: str) -> int | None:
    if written.isdigit():
        return int(written) or None
    try:
        return number_of(re.sub("[〇○Ｏ]", "零", written))
    except MalformedNumeralError:
        return None
