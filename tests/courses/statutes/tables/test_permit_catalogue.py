"""The catalogue of permits."""

import pytest

from courses.statutes.tables.permit_catalogue import (
    NOTHING,
    embedded_permit_catalogue,
    read_permit_catalogue,
)
from courses.statutes.tables.reading import FaultyTableError, embedded_text

CATALOGUE = embedded_permit_catalogue()


def test_it_has_112_kinds_of_industry_in_their_order() -> None:
    assert [one.number for one in CATALOGUE] == list(range(1, 113))


def test_it_agrees_with_the_reference(catalogue_rows: list[dict[str, str]]) -> None:
    columns = ("section", "industry", "key_management", "simplified_management")
    for one, row in zip(CATALOGUE, catalogue_rows, strict=True):
        assert str(one.number) == row["number"]
        assert one.registration_management == row["registration_management"]
        assert [getattr(one, name) for name in columns] == [row[name] for name in columns]
        assert row["page"] in one.source


def test_every_kind_falls_under_some_management() -> None:
    for one in CATALOGUE:
        cells = {one.key_management, one.simplified_management, one.registration_management}
        assert cells != {NOTHING}, one.id


def test_what_the_lessons_say_of_boilers_and_farms_stands_there() -> None:
    by_number = {one.number: one for one in CATALOGUE}
    assert by_number[109].industry == "锅炉"
    assert "20吨" in by_number[109].simplified_management
    assert "有污水排放口" in by_number[1].key_management


def test_a_number_that_is_not_that_of_the_id_is_refused() -> None:
    head = embedded_text("permit_catalogue").splitlines()[0]
    with pytest.raises(FaultyTableError, match="序号与标识不一致"):
        read_permit_catalogue(f"{head}\npermit-catalogue-2019-1,2,类,业,甲,乙,丙,yes,源\n")
