"""Whether the registered version of a rule was the one in force while an act lasted."""

from enum import Enum, auto

from courses.statutes.applicable.case import Span
from courses.statutes.instrument import Instrument


class Availability(Enum):
    """What can be said of an instrument for the days of an act.

    HELD: the registered version was in force all the time. NOT_YET: the instrument did not exist
    before its only version, and the act was over by then. NOT_HELD: another version, which is not
    registered with its text, governed the act or a part of it.
    """

    HELD = auto()
    NOT_YET = auto()
    NOT_HELD = auto()


def availability(instrument: Instrument, span: Span) -> Availability:
    """Say whether the registered version can be applied to an act of these days."""
    begun = instrument.effective
    if begun is None or (instrument.repealed is not None and instrument.repealed <= span.end):
        return Availability.NOT_HELD
    if begun <= span.start:
        return Availability.HELD
    # One version only: nothing came before it. Earlier ones are told even where their day is not.
    is_first = len(instrument.versions) <= 1
    return Availability.NOT_YET if is_first and span.end < begun else Availability.NOT_HELD
