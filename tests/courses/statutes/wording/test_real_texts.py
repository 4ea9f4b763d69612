"""Citations in official texts and in the reference facts, where these are at hand."""

import re
from pathlib import Path

import pytest

from courses.statutes.registry import Registry
from courses.statutes.wording.mentions import find_mentions
from courses.statutes.wording.reading import read_citations

SHARED = Path(__file__).resolve().parents[5] / "shared"
REGISTRY = Registry.embedded()
REFERENCE = re.compile(r"第[零一二三四五六七八九十百千]+条(?!例)")
NOT_REGISTERED = re.compile(r"(?:刑法|刑事诉讼法|《中华人民共和国监察法》)第")


def official_texts():
    files = sorted((SHARED / "statutes").glob("*.md"))
    texts = {
        one.stem: one.read_text(encoding="utf-8").split("---\n", 2)[2]
        for one in files
        if one.stem in REGISTRY
    }
    if not texts:
        pytest.skip("the reference texts are not at hand")
    return texts


def test_every_citation_in_an_official_text_is_found_and_exists():
    for instrument, text in official_texts().items():
        mentions = find_mentions(text, REGISTRY, instrument)
        for citation in (one for mention in mentions for one in mention.citations):
            REGISTRY.resolve(citation)
        missed = text
        for mention in reversed(mentions):
            missed = missed[: mention.start] + missed[mention.end :]
        lines = [line for line in missed.splitlines() if REFERENCE.search(line)]
        assert [line for line in lines if not NOT_REGISTERED.search(line)] == []


def test_items_that_statutes_cite_without_their_paragraph_are_all_clear():
    """The rule for such items is what the statutes themselves go by."""
    seen = 0
    for instrument, text in official_texts().items():
        for mention in find_mentions(text, REGISTRY, instrument):
            words = text[mention.start : mention.end]
            if re.search(r"条第（?[一二三四五六七八九十]+）?项", words):
                assert mention.citations[0].item is not None, words
                seen += 1
    assert seen > 10


def test_every_citation_of_the_reference_facts_is_read_and_exists():
    file = SHARED / "legal" / "facts.md"
    if not file.is_file():
        pytest.skip("the reference facts are not at hand")
    given = re.findall("〔[^〕]*第[^〕]*〕", file.read_text(encoding="utf-8"))
    assert len(given) > 100
    for citation in (one for words in given for one in read_citations(words, REGISTRY)):
        REGISTRY.resolve(citation)
