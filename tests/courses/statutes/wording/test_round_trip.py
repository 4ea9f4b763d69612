"""What is written is read back the same, in whatever figures, widths and brackets."""

import random

from builders.citations import citation_lists, citations
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from courses.statutes.citation import Citation
from courses.statutes.registry import Registry
from courses.statutes.wording.mentions import find_mentions
from courses.statutes.wording.reading import read_citations
from courses.statutes.wording.writing import write_citations

REGISTRY = Registry.embedded()
LISTS = 700
"""Examples of a property over lists; each has at least four citations, on the average far more."""
many = settings(max_examples=LISTS, suppress_health_check=[HealthCheck.too_slow])


def test_ten_thousand_citations_come_back_as_they_were_written() -> None:
    tried = 0

    @many
    @given(citation_lists())
    def come_back(written: list[Citation]) -> None:
        nonlocal tried
        tried += len(written)
        assert read_citations(write_citations(written, REGISTRY), REGISTRY) == tuple(written)

    come_back()
    assert tried >= 10_000


@settings(max_examples=300)
@given(citations(), st.randoms(use_true_random=False))
def test_another_spelling_means_the_same(citation: Citation, dice: random.Random) -> None:
    assert read_citations(spelled(citation, dice), REGISTRY) == (citation,)


@settings(max_examples=300)
@given(citation_lists())
def test_what_was_written_is_found_inside_other_words(written: list[Citation]) -> None:
    words = write_citations(written, REGISTRY)
    text = f"检查发现，该企业违反{words}的规定，<b>应当</b>改正。"
    mentions = find_mentions(text, REGISTRY)
    assert tuple(one for mention in mentions for one in mention.citations) == tuple(written)
    ends = [position for one in mentions for position in (one.start, one.end)]
    assert ends == sorted(ends)
    assert text.index(words) == ends[0]
    assert text.index(words) + len(words) == ends[-1]


def spelled(citation: Citation, dice: random.Random) -> str:
    """Write a citation in one of the ways in which lawyers do."""
    instrument = REGISTRY.get_instrument(citation.instrument)
    names = [one for one in instrument.names if len(REGISTRY.find_all_by_title(one)) == 1]
    name = dice.choice(names)
    if dice.random() < 0.5:
        name = f"《{name}》"
    place = citation.place()
    if dice.random() < 0.5:
        place = in_arabic(citation)
    if dice.random() < 0.3:
        place = place.translate({ord("（"): "(", ord("）"): ")", ord("零"): "〇"})
    if dice.random() < 0.3:
        place = place.translate({ord(str(n)): chr(ord("０") + n) for n in range(10)})
    return dice.choice(["", " ", "依据"]) + name + dice.choice(["", " ", "的"]) + place


def in_arabic(citation: Citation) -> str:
    if citation.section is not None:
        return f"第（{citation.section}）项"
    units = (
        (citation.article, "第{}条"),
        (citation.insert, "之{}"),
        (citation.paragraph, "第{}款"),
        (citation.item, "第{}项"),
    )
    return "".join(words.format(number) for number, words in units if number is not None)
