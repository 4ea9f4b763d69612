"""Small invented instruments, to keep in a library."""

from datetime import date

from courses.statutes.library.text import ArticleText, Heading, InstrumentText, Level, Paragraph

CHAPTER = Heading(Level.CHAPTER, 1, "示范总则")


def make_article(
    number: int,
    *paragraphs: str | tuple[str, ...],
    insert: int | None = None,
    headings: tuple[Heading, ...] = (CHAPTER,),
) -> ArticleText:
    """Make an article; a paragraph is its text, or its text and its items."""
    made = tuple(
        Paragraph(one) if isinstance(one, str) else Paragraph(one[0], tuple(one[1:]))
        for one in paragraphs
    )
    return ArticleText(number, made, headings, insert)


def make_instrument(
    *articles: str | ArticleText,
    instrument: str = "shifan-law-2020",
    title: str = "示范法",
    effective: date | None = date(2020, 1, 1),
) -> InstrumentText:
    """Make an instrument from articles; plain texts become articles 1, 2, 3 and so on."""
    made = tuple(
        make_article(number, one) if isinstance(one, str) else one
        for number, one in enumerate(articles, 1)
    )
    return InstrumentText(instrument, title, effective, articles=made)
