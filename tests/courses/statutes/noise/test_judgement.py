"""Noise pollution has two conditions, and building at night has a ban with exceptions."""

from dataclasses import replace
from datetime import date, time

import pytest

from courses.statutes.noise.articles import Source, UncoveredDayError
from courses.statutes.noise.judgement import NightWork, Reason, Sound, judge_night, judge_sound
from courses.statutes.registry import Registry

UNDER_CODE = date(2026, 9, 1)
SOUND = Sound(heard_on=UNDER_CODE, source=Source.INDUSTRY)
SITE = replace(SOUND, source=Source.CONSTRUCTION)
LATE = NightWork(begin=time(21), end=time(23))


@pytest.mark.parametrize(
    ("over_limit", "unprotected", "disturbs", "expected"),
    [
        (True, False, True, True),
        (False, True, True, True),
        (True, True, False, False),
        (False, False, True, False),
        (True, None, True, True),
        (None, None, False, False),
        (None, False, True, None),
        (True, False, None, None),
        (False, False, None, False),
    ],
)
def test_either_fault_counts_but_only_with_a_disturbance(
    over_limit, unprotected, disturbs, expected
):
    sound = replace(SOUND, over_limit=over_limit, unprotected=unprotected, disturbs=disturbs)
    assert judge_sound(sound)[1].answer is expected


def test_what_suffices_is_named():
    found = judge_sound(replace(SOUND, over_limit=True, unprotected=None, disturbs=True))[1]
    assert "超过了排放标准。" in found.reasons[0]
    assert "防控措施" not in found.reasons[0]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        (Source.INDUSTRY, "工业噪声"),
        (Source.CONSTRUCTION, "建筑施工噪声"),
        (Source.TRAFFIC, "交通运输噪声"),
        (Source.LIFE, "社会生活噪声"),
    ],
)
def test_every_activity_has_its_kind_of_noise(source, kind):
    assert judge_sound(replace(SOUND, source=source))[0].said == kind


def test_thunder_is_no_noise_pollution():
    found = judge_sound(replace(SOUND, source=Source.NATURE, over_limit=True, disturbs=True))
    assert [one.answer for one in found] == [False, False]


def test_people_at_work_are_protected_by_another_law():
    now = judge_sound(replace(SOUND, own_staff=True, over_limit=True, disturbs=True))[1]
    before = judge_sound(replace(SOUND, own_staff=True, heard_on=date(2026, 8, 14)))[1]
    assert (now.said, before.said) == ("不归这里管", "不归这里管")
    assert "职业病防治" in now.reasons[0]
    assert "劳动保护" in before.reasons[0]


@pytest.mark.parametrize(
    ("day", "instrument"),
    [
        (date(2022, 6, 5), "noise-pollution-law-2021"),
        (date(2026, 8, 14), "noise-pollution-law-2021"),
        (date(2026, 8, 15), "ecological-environment-code"),
    ],
)
def test_the_articles_are_those_of_the_day_and_exist(day, instrument):
    registry = Registry.embedded()
    work = replace(LATE, in_zone=True, reason=Reason.CONTINUOUS)
    for source in Source:
        sound = replace(SOUND, heard_on=day, source=source)
        for found in (*judge_sound(sound), judge_night(sound, work)):
            assert {citation.instrument for citation in found.citations} == {instrument}
            for citation in found.citations:
                registry.resolve(citation)


def test_a_day_before_the_old_law_is_sent_back():
    with pytest.raises(UncoveredDayError, match="2022年6月5日"):
        judge_sound(replace(SOUND, heard_on=date(2022, 6, 4)))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "还要查"),
        ({"in_zone": False}, "没有禁令"),
        ({"in_zone": True}, "还要查"),
        ({"in_zone": True, "reason": Reason.NONE}, "禁止"),
        ({"in_zone": True, "reason": Reason.EMERGENCY}, "除外，可以"),
        ({"in_zone": True, "reason": Reason.CONTINUOUS}, "还要查"),
        ({"in_zone": True, "reason": Reason.CONTINUOUS, "has_certificate": False}, "禁止"),
        ({"in_zone": True, "reason": Reason.CONTINUOUS, "has_certificate": True}, "除外，可以"),
    ],
)
def test_building_at_night_is_banned_in_the_zone_but_for_exceptions(changes, said):
    assert judge_night(SITE, replace(LATE, **changes)).said == said


def test_building_by_day_needs_no_excuse():
    by_day = NightWork(begin=time(8), end=time(18), in_zone=True, reason=Reason.NONE)
    assert judge_night(SITE, by_day).said == "不在夜间"


def test_a_factory_at_night_is_told_how_long_it_was():
    found = judge_night(SOUND, NightWork(begin=time(21, 30), end=time(0, 30)))
    assert "2小时30分钟" in found.reasons[0]
    assert found.said == "在夜间"
