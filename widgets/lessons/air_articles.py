"""Looking up an article of the old air law: where it went, and both penalties side by side."""

import re
from collections.abc import Iterable
from html import escape

import ipywidgets as ipw
from IPython.display import display

from courses.statutes.citation import Citation
from courses.statutes.law import Law
from courses.statutes.replacements import Comparison, Replacement, replacements
from courses.statutes.tables.penalties import Assessment, Doubt, Rule
from courses.statutes.wording.reading import read_citations
from widgets.lessons.inputs import choice_input, keep_current, text_input
from widgets.lessons.theme import Tone, citation_link, notice, tagged

AIR_LAW = "air-pollution-law-2018"

_NOTHING = "请从列表里选一条罚则，或者在“其他条号”里写，例如99、第九十九条第一款第（二）项。"
_OTHER_LAW = "这里只查《大气污染防治法》的条号，例如98、第一百一十八条第三款。"
_ONE = "一次只查一条，请只写一个条号。"
_NO_PENALTY = "这一条不是罚则，没有罚款可比；去看新条文怎么写义务。"
_NO_FINE = "没有罚款"
_BARE = re.compile(r"[0-9〇零一二三四五六七八九十百]+")
_PENALTIES = range(98, 125)
"""The articles of the chapter on liability that punish somebody."""
_ASSESSMENTS = {
    Assessment.SAME: "轻重相同",
    Assessment.HEAVIER: "法典更重",
    Assessment.LIGHTER: "法典更轻",
    Assessment.NEW: "法典新设",
    Assessment.DEPENDS: "要按案情算了再比",
    Assessment.MIXED: "有轻有重，要写清理由",
    Assessment.UNSURE: "存疑",
}


class AirArticles:
    """A list of penal articles, a field for any other, and what became of the article chosen.

    What is written in the field goes before what is chosen in the list.
    """

    def __init__(self, law: Law) -> None:
        self._law = law
        self.listed = choice_input("常用罚则", [("请选择", None), *_penal_articles(law)])
        self.written = text_input("其他条号（先看这里写的）", "99")
        fields = ipw.Box([self.listed, self.written])
        fields.add_class("clock-fields")
        self.output = ipw.HTML()
        self.output.add_class("clock-output")
        self.box = ipw.VBox([fields, self.output])
        self.box.add_class("clock-widget")
        keep_current([self.listed, self.written], self._render, self.output)

    def _render(self) -> str:
        written = self.written.value.strip()
        if not written:
            chosen = self.listed.value
            return notice(Tone.PROMPT, _NOTHING) if chosen is None else self._answer(chosen)
        article = f"第{written}条" if _BARE.fullmatch(written) else written
        found = read_citations(article, self._law.registry, within=AIR_LAW)
        if len(found) != 1:
            return notice(Tone.PROMPT, _ONE)
        if found[0].instrument != AIR_LAW:
            return notice(Tone.PROMPT, _OTHER_LAW)
        self._law.registry.resolve(found[0])
        return self._answer(found[0])

    def _answer(self, citation: Citation) -> str:
        return "".join(_replacement(one) for one in replacements(citation, self._law))


def show() -> None:
    """Show one in a lesson."""
    display(AirArticles(Law.embedded()).box)


def _penal_articles(law: Law) -> Iterable[tuple[str, Citation]]:
    """Return the penal articles with the first conduct each is about."""
    for number in _PENALTIES:
        citation = Citation(AIR_LAW, number)
        conducts = [
            one.penalty.conduct.removesuffix("（单位）")
            for row in replacements(citation, law)
            for one in row.comparisons
        ]
        if conducts:
            yield f"第{number}条　{conducts[0]}", citation


def _replacement(one: Replacement) -> str:
    row = one.succession
    old = "、".join(citation_link(place) for place in row.places) or citation_link(row.old)
    new = citation_link(row.new) if row.new else "法典里没有对应的条文"
    title = f"{old} → {new}（{escape(row.relation.label)}）"
    remarks = f'<p class="clock-remark">{tagged(Tone.REMARK, row.note)}</p>'
    if not one.comparisons:
        remarks += notice(Tone.REMARK, _NO_PENALTY)
    return f"<p>{title}</p>{remarks}" + "".join(_comparison(each) for each in one.comparisons)


def _comparison(one: Comparison) -> str:
    row = one.penalty
    if row.old is None:
        return ""
    assessment = _ASSESSMENTS[row.lighter_or_heavier]
    alone = "只比这一条，" if one.beside else ""
    lines = [f"<strong>{escape(row.conduct)}</strong>：{alone}{assessment}"]
    if row.doubt is not Doubt.NONE:
        lines.append(tagged(Tone.OPEN, row.note))
    elif row.note:
        lines.append(tagged(Tone.REMARK, row.note))
    lines += [
        f"{tagged(Tone.WARNING, '同一行为当时还有别的旧规定，要一起看：')}"
        f"{citation_link(other.old.citation)} {escape(_sanctions(other.old))}"
        for other in one.beside
        if other.old is not None
    ]
    sides = _side("旧法", row.old) + _side("法典", row.new)
    about = "".join(f"<p>{line}</p>" for line in lines)
    return f'{about}<div class="plan-steps">{sides}</div>'


def _side(name: str, rule: Rule) -> str:
    parts = "".join(f"<li>{escape(part)}</li>" for part in _sanctions(rule).split("；"))
    return (
        f'<section class="plan-step"><h3 class="clock-heading">{name}</h3>'
        f"<ul>{parts}<li>{citation_link(rule.citation)}</li></ul></section>"
    )


def _sanctions(rule: Rule) -> str:
    return rule.label() or _NO_FINE
