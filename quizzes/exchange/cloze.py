"""Embedded answers (cloze) of Moodle: a text with one blank is a question of the bank.

Written after Moodle's description of embedded answers: {grade:KIND:answers}, where answers are
separated by ~, the right one begins with = or a share in per cent, and # begins the feedback.
"""

import re
from dataclasses import replace
from fractions import Fraction

from quizzes.exchange.moodle_question import FULL, NOTHING, MoodleAnswer, MoodleQuestion, Notes

BLANK = "____"
_GAP = re.compile(r"\{(\d*):([A-Z_]+):((?:\\.|[^}\\])*)\}", re.DOTALL)
_SHARE = re.compile(r"%(-?\d{1,3}(?:\.\d*)?)%")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)

_WAYS = ("", "_V", "_H", "_S", "_VS", "_HS")
"""As a menu, below or beside each other, shuffled or not: how a choice looks, not what it asks."""
_KINDS = {
    **dict.fromkeys(("SHORTANSWER", "SA", "MW", "SHORTANSWER_C", "SAC", "MWC"), "shortanswer"),
    **dict.fromkeys(("NUMERICAL", "NM"), "numerical"),
    **dict.fromkeys((f"MULTICHOICE{way}" for way in _WAYS), "multichoice"),
    **dict.fromkeys((f"MC{way.removeprefix('_')}" for way in _WAYS), "multichoice"),
}
_STRICT = ("SHORTANSWER_C", "SAC", "MWC")


def one_blank(moodle: MoodleQuestion, notes: Notes) -> MoodleQuestion:
    """Return a cloze question with one blank as a question of another kind.

    One with several blanks, or of a kind that the bank does not know, stays as it is, and each of
    its blanks is named.
    """
    gaps = list(_GAP.finditer(moodle.stem))
    kind = _KINDS.get(gaps[0][2]) if len(gaps) == 1 else None
    if kind is None:
        notes.add(*(f"第 {n} 个空（{gap[2]}）" for n, gap in enumerate(gaps, start=1)))
        return moodle
    gap = gaps[0]
    if gap[2] in _STRICT:
        notes.add("答案在 Moodle 里区分大小写，这里不区分")
    answers = tuple(_answer(part, kind) for part in re.split(r"(?<!\\)~", gap[3]) if part.strip())
    stem = moodle.stem[: gap.start()] + BLANK + moodle.stem[gap.end() :]
    return replace(moodle, kind=kind, stem=stem, answers=answers)


def _answer(part: str, kind: str) -> MoodleAnswer:
    part = part.strip()
    share = _SHARE.match(part)
    if share:
        fraction, part = Fraction(share[1]), part[share.end() :]
    else:
        fraction = FULL if part.startswith("=") else NOTHING
        part = part.removeprefix("=")
    text, *feedback = re.split(r"(?<!\\)#", part, maxsplit=1)
    tolerance = ""
    if kind == "numerical":
        text, _, tolerance = text.partition(":")
    told = _plain(feedback[0]) if feedback else ""
    return MoodleAnswer(_plain(text), fraction, told, tolerance.strip())


def _plain(text: str) -> str:
    return _ESCAPE.sub(r"\1", text).strip()
