"""Reading HTML tables in tests."""

from html.parser import HTMLParser


class Table(HTMLParser):
    """The texts of a table: its cells row by row, and which rows are marked as behind."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.marked: list[bool] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self._in_cell = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
            self.marked.append(dict(attrs).get("class") == "behind")
        if tag == "a":
            self.links.append(dict(attrs)["href"])
        if tag in {"td", "th"}:
            self._in_cell = True
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        if tag in {"td", "th"}:
            self._in_cell = False

    def handle_data(self, data):
        if self._in_cell:
            self.rows[-1][-1] += data

    def column(self, name="姓名") -> list[str]:
        """Return the cells below a heading."""
        if not self.rows:
            return []
        place = self.rows[0].index(name)
        return [row[place] for row in self.rows[1:]]

    def row(self, number: int) -> dict[str, str]:
        """Return a row by its headings; the first below them is 1."""
        return dict(zip(self.rows[0], self.rows[number], strict=True))
