"""Plain text, also where a converter broke every paragraph at the same width."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from courses.statutes.importing.document import Line, SourceDocument, joined, tidy
from courses.statutes.importing.marks import ends_sentence, heading_mark, is_article, topic_mark

_NARROWEST, _WIDEST = 16, 100
"""Between how many characters lines are broken."""
_UNEVEN = 6
"""By how many characters a broken line may be shorter: words and brackets stay together."""
_WORD = re.compile(r"[!-~]+")
_INDENTS = ("\u3000", "  ", "\t", "\xa0")


def read_plain_text(text: str) -> SourceDocument:
    """Read every line that holds text; a line may go on with a full one above it.

    Where paragraphs are indented, a line without indent below a full one or in a sentence certainly
    does.
    """
    raw = text.split("\n")
    full = _full_length(raw)
    lines: list[Line] = []
    above, is_indented_paragraph = 0, False
    for place, written in enumerate(raw, 1):
        text = tidy(written)
        is_indented = written.startswith(_INDENTS)
        in_sentence = is_indented_paragraph and not ends_sentence(lines[-1].text)
        goes_on = not is_indented and (in_sentence or above + _first_word(text) > full)
        if text and goes_on and is_indented_paragraph and not _begins_own(text, lines[-1].text):
            lines[-1] = replace(lines[-1], text=joined(lines[-1].text, text))
        elif text:
            lines.append(Line(text, place, goes_on))
            is_indented_paragraph = is_indented
        above = len(written.rstrip())
    return SourceDocument(tuple(lines))


def _begins_own(text: str, above: str) -> bool:
    is_topic = topic_mark(text) is not None and ends_sentence(above)
    return is_topic or is_article(text) or heading_mark(text) is not None


def _first_word(text: str) -> int:
    """Return how long that is which would have had to fit on the line above."""
    word = _WORD.match(text)
    return len(word[0]) if word else 1


def _full_length(raw: Sequence[str]) -> int:
    """Return from how many characters on a line is full: near the length that most lines have."""
    lengths = Counter(len(line.rstrip()) for line in raw)
    widths = [width for width in lengths if _NARROWEST <= width <= _WIDEST]
    if not widths:
        return _WIDEST
    near = {width: sum(lengths[width - less] for less in range(_UNEVEN + 1)) for width in widths}
    return max(widths, key=lambda width: (near[width], width)) - _UNEVEN
