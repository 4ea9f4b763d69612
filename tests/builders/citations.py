"""Citations of every kind, for property tests."""

from hypothesis import strategies as st

from courses.statutes.citation import Citation
from courses.statutes.registry import Registry

_IN_ARTICLES = sorted(
    one.id for one in Registry.embedded() if one.article_count or not one.section_count
)
_IN_SECTIONS = sorted(
    one.id for one in Registry.embedded() if one.section_count and not one.article_count
)


@st.composite
def citations(draw) -> Citation:
    """Draw a citation; many are near one another, so that lists have runs."""
    if draw(st.integers(0, 9)) == 0:
        instrument = draw(st.sampled_from(_IN_SECTIONS))
        return Citation(instrument, section=draw(st.integers(1, 40)))
    number = st.integers(1, 4) | st.integers(1, 1300) | st.integers(1, 9999)
    paragraph = draw(st.none() | st.integers(1, 12))
    return Citation(
        draw(st.sampled_from(_IN_ARTICLES)),
        draw(number),
        paragraph,
        None if paragraph is None else draw(st.none() | st.integers(1, 40)),
        insert=draw(st.sampled_from([None, None, None, 1, 2, 17])),
    )


def _neighbours(citation: Citation, length: int) -> list[Citation]:
    """Return a citation with those that come after it at its own level."""
    if citation.section is not None:
        return [Citation(citation.instrument, section=citation.section + n) for n in range(length)]
    parts = [citation.article, citation.paragraph, citation.item]
    deepest = max(place for place, part in enumerate(parts) if part is not None)
    found = []
    for step in range(length):
        moved = [*parts]
        moved[deepest] += step
        if moved[0] < 10000:
            found.append(Citation(citation.instrument, *moved, insert=citation.insert))
    return found


def runs() -> st.SearchStrategy[list[Citation]]:
    """Lists of one or several neighbours."""
    return st.builds(_neighbours, citations(), st.integers(1, 6))


def _joined(found: list[list[Citation]]) -> list[Citation]:
    return [one for run in found for one in run]


def citation_lists() -> st.SearchStrategy[list[Citation]]:
    """Lists of citations as lawyers mix them: alone, in runs, of one instrument or several."""
    return st.lists(runs(), min_size=4, max_size=12).map(_joined)
