"""Plain text out of HTML, with the names of what a plain text cannot hold."""

from html.parser import HTMLParser

_BREAKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol"}
_SILENT = {"p", "div", "br", "html", "body", "span"}
_HIDDEN = {"script", "style"}
_OBJECTS = {
    "img": "图片{}没有导入",
    "audio": "录音{}没有导入",
    "video": "录像{}没有导入",
    "object": "嵌入的对象{}没有导入",
    "iframe": "嵌入的网页{}没有导入",
    "table": "表格只留下文字",
    "math": "公式只留下文字",
    "script": "脚本{}没有导入",
    "style": "样式{}没有导入",
}


def plain_text(html: str) -> tuple[str, list[str]]:
    """Return the text of a piece of HTML and, each once, what of it was lost, in Chinese."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line), list(dict.fromkeys(reader.lost))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.lost: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if tag in _OBJECTS:
            source = attributes.get("src") or attributes.get("data")
            self.lost.append(_OBJECTS[tag].format(f" {source[:80]} " if source else ""))
        elif tag == "a" and attributes.get("href"):
            self.lost.append(f"链接 {str(attributes['href'])[:80]}只留下文字")
        elif tag not in _SILENT and tag not in _BREAKS:
            self.lost.append(f"格式 <{tag}>只留下文字")
        if tag in _BREAKS:
            self.parts.append("\n")
        if tag in _HIDDEN:
            self._hidden += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _BREAKS:
            self.parts.append("\n")
        if tag in _HIDDEN and self._hidden:
            self._hidden -= 1

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            # Line breaks of the source are blanks in HTML.
            self.parts.append(" ".join(data.split("\n")) if data.strip() else " ")
