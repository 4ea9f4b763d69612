"""Where an instrument as a whole stands on a day."""

from datetime import date

import pytest

from courses.statutes.citation import parse_citation
from courses.statutes.law import Law
from courses.statutes.registry import UnknownInstrumentError
from courses.statutes.status import Standing, instrument_status

LAW = Law.embedded()
BEFORE, CODE_DAY = date(2026, 8, 14), date(2026, 8, 15)
REGULATION = "pollutant-discharge-permit-regulation-2021"


def test_a_law_stands_until_the_day_before_its_repeal_and_then_says_what_repealed_it():
    before = instrument_status("noise-pollution-law-2021", BEFORE, LAW)
    after = instrument_status("noise-pollution-law-2021", CODE_DAY, LAW)
    assert (before.standing, before.by) == (Standing.IN_FORCE, ())
    assert after.standing is Standing.REPEALED
    assert after.by == (parse_citation("ecological-environment-code:1242"),)
    assert after.reason == "2026年8月15日起由《生态环境法典》第一千二百四十二条废止。"


def test_the_code_is_not_in_force_before_its_first_day():
    assert instrument_status("ecological-environment-code", BEFORE, LAW).standing is (
        Standing.NOT_YET
    )
    assert instrument_status("ecological-environment-code", CODE_DAY, LAW).standing is (
        Standing.IN_FORCE
    )


def test_overridden_articles_do_not_take_their_instrument_along():
    assert instrument_status(REGULATION, CODE_DAY, LAW).standing is Standing.IN_FORCE


def test_an_earlier_version_that_is_not_held_is_said():
    found = instrument_status("administrative-penalty-law-2021", date(2020, 1, 1), LAW)
    assert found.standing is Standing.NOT_HELD


@pytest.mark.parametrize("instrument", ["legislation-law", "ee-enforcement-reform-opinion-2018"])
def test_without_a_text_or_a_known_first_day_nothing_is_sure(instrument):
    found = instrument_status(instrument, CODE_DAY, LAW)
    assert found.standing is Standing.UNSURE
    assert found.remark


def test_an_unknown_instrument_is_refused():
    with pytest.raises(UnknownInstrumentError):
        instrument_status("nothing", CODE_DAY, LAW)
