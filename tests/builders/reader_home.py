"""A small library for reader tests: invented texts under registered names, and an own rule."""

from datetime import date
from pathlib import Path

from builders.statutes import make_article, make_instrument

from courses.statutes.library.store import Library
from courses.statutes.library.text import Heading, InstrumentText, Level

OWN = "shifan-dust-rules-2024"
OWN_TITLE = "示范市扬尘管理办法"
OWN_TOML = f"""\
[[instrument]]
id = "{OWN}"
title = "{OWN_TITLE}"
kind = "地方政府规章"
issuer = "示范市人民政府"
number = "示范令第1号"
adopted = 2023-12-01
effective = 2024-01-01
article_count = 4
source = "示范"
"""
CODE = "ecological-environment-code"
NOISE = "noise-pollution-law-2021"
NOT_HELD = "ee-administrative-penalty-measures-2023"
"""An instrument that stays without a text."""

PART = Heading(Level.PART, 5, "示范责任编")
CHAPTER = Heading(Level.CHAPTER, 1, "示范总则")
OTHER = Heading(Level.CHAPTER, 2, "示范措施")


def fill_library(folder: Path) -> None:
    """Put an own instrument and a few short texts, visibly invented, into a library."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "instruments.toml").write_text(OWN_TOML, encoding="utf-8")
    Library.open(folder).add_all([own_text(), older_own_text(), code_text(), noise_text()])


def own_text() -> InstrumentText:
    """The text of the bureau's own rule."""
    return make_instrument(
        make_article(1, "示范条文：为了示范扬尘检索，写下这一条。"),
        make_article(2, "示范条文：示范单位应当洒水。", "示范条文：示范单位应当覆盖物料。"),
        make_article(
            3,
            ("示范条文：有下列示范情形之一的，应当整改：", "示范没有围挡；", "示范没有冲洗。"),
            headings=(OTHER,),
        ),
        make_article(4, "示范条文：自二〇二四年一月一日起示范。", headings=(OTHER,)),
        instrument=OWN,
        title=OWN_TITLE,
        effective=date(2024, 1, 1),
    )


def older_own_text() -> InstrumentText:
    """The bureau's own rule as it was before."""
    return make_instrument(
        make_article(1, "示范旧文：为了示范扬尘，先写下这一条。"),
        make_article(2, "示范旧文：示范单位应当扫地。"),
        instrument=OWN,
        title=OWN_TITLE,
        effective=date(2020, 5, 1),
    )


def code_text() -> InstrumentText:
    """A few invented articles under the name of the Code."""
    return make_instrument(
        make_article(1102, "示范新条：示范单位逃避监管的，罚示范款。", headings=(PART,)),
        make_article(
            1190,
            "示范新条：示范居民夜间喧哗，先劝告，再警告；不听的，罚示范币三百元。",
            headings=(PART,),
        ),
        make_article(
            1229,
            "示范新条：示范单位堵住示范大门的，罚示范款五百元；责任人员罚示范款五十元。",
            headings=(PART,),
        ),
        instrument=CODE,
        title="示范文本（不是法典原文）",
        effective=date(2026, 8, 15),
    )


def noise_text() -> InstrumentText:
    """Two invented articles under the name of a law that the Code repealed."""
    return make_instrument(
        make_article(71, "示范旧条：示范单位堵住示范大门的，罚示范款二百元。"),
        make_article(82, "示范旧条：示范居民夜间喧哗，先劝告；不听的，罚示范币一百元。"),
        instrument=NOISE,
        title="示范文本（不是原文）",
        effective=date(2022, 6, 5),
    )
