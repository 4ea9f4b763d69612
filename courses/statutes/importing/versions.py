"""Which version of an instrument a file holds: by what it declares, its 题注, its last article."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from courses.statutes.instrument import Instrument, Version

_DIGITS = {c: str(n) for n, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}
_DATE = re.compile(
    r"(?P<year>\d{4}|[〇○零一二三四五六七八九]{4}) ?年"
    r" ?(?P<month>[\d一二三四五六七八九十]{1,3}) ?月"
    r" ?(?P<day>[\d一二三四五六七八九十]{1,3}) ?日"
)
_EFFECT = re.compile(r"自(?P<day>[^自]{6,14}?日)起(?:施行|实施|生效|执行)")
_AMENDED = re.compile(r"修正|修改")
_PUBLISHED = re.compile(r"公布|发布|颁布")


@dataclass(frozen=True, slots=True)
class History:
    """What a 题注 tells of this version.

    `days` are those on which it was made: the last one named, and the one before where the last is
    only that of the publication. `effective` is the first day where the 题注 names it.
    `is_amendment` says that single articles were amended, so that the last article still tells the
    first day of an older version.
    """

    days: tuple[date, ...] = ()
    effective: date | None = None
    is_amendment: bool = False


def read_history(text: str) -> History:
    """Read the last events of a 题注."""
    bare = re.sub(r"\s", "", text)
    effects = list(_EFFECT.finditer(bare))
    events = [one for one in _DATE.finditer(bare) if not _within(one, effects)]
    if not events:
        return History(effective=_effective(effects[-1:]))
    last = events[-1]
    told = bare[last.end() :]
    made = events[-2:] if _PUBLISHED.search(told) and not _AMENDED.search(told) else events[-1:]
    days = tuple(day for day in map(_day, made) if day is not None)
    later = [effect for effect in effects if effect.start() > last.start()]
    return History(days, _effective(later[-1:]), _AMENDED.search(told) is not None)


def first_day_of(lines: Iterable[str]) -> date | None:
    """Return the day from which a text says it applies, read in its last lines."""
    for line in reversed(list(lines)):
        match = _EFFECT.search(re.sub(r"\s", "", line))
        if match is not None:
            return _effective([match])
    return None


def matching_versions(
    instruments: Iterable[Instrument], history: History, own_day: date | None
) -> list[tuple[Instrument, Version]]:
    """Return the registered versions whose days are those of the file, by the surest sign only.

    `own_day` is the first day that the last article says. An amendment may have left it as it was,
    so that without a 题注 it counts only for the newest version.
    """
    instruments = tuple(instruments)
    known = list(registered(instruments))
    newest = [(one, one.versions[-1]) for one in instruments if one.versions]
    signs = (
        [one for one in known if history.effective and one[1].effective == history.effective],
        [one for one in known if one[1].adopted in history.days],
        [one for one in known if one[1].effective in history.days],
        [
            one
            for one in (known if history.days else newest)
            if own_day is not None and one[1].effective == own_day
        ],
    )
    return next((found for found in signs if found), [])


def registered(instruments: Iterable[Instrument]) -> Iterator[tuple[Instrument, Version]]:
    """Give every version that the registry knows of some instruments."""
    for instrument in instruments:
        for version in instrument.versions:
            yield instrument, version


def _within(event: re.Match[str], effects: Iterable[re.Match[str]]) -> bool:
    return any(effect.start() <= event.start() < effect.end() for effect in effects)


def _effective(matches: list[re.Match[str]]) -> date | None:
    found = _DATE.fullmatch(matches[-1]["day"]) if matches else None
    return None if found is None else _day(found)


def _day(match: re.Match[str]) -> date | None:
    year = "".join(_DIGITS.get(character, character) for character in match["year"])
    try:
        return date(int(year), _small(match["month"]), _small(match["day"]))
    except ValueError:
        return None


def _small(written: str) -> int:
    if written.isdigit():
        return int(written)
    tens, ten, ones = written.rpartition("十")
    value = int(_DIGITS.get(ones, "0"))
    return value + (10 * int(_DIGITS.get(tens, "1")) if ten else 0)
