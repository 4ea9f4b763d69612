"""The lines between --- at the beginning of a Markdown file."""

import json
import re

_BLOCK = re.compile(r"\A\s*---[ \t]*\n(?P<head>.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_ENTRY = re.compile(r"(?P<name>[A-Za-z_][\w-]*) ?: ?(?P<value>.*)")
_NOTHING = ("", "null", "~", "[]")


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the single values of the front matter by name, and the text with it blanked out.

    Lists and nothing (null) are left out. The lines keep their numbers.
    """
    match = _BLOCK.match(text)
    if match is None:
        return {}, text
    entries = map(_ENTRY.fullmatch, match["head"].split("\n"))
    values = {entry["name"]: _plain(entry["value"].strip()) for entry in entries if entry}
    body = "\n" * text.count("\n", 0, match.end()) + text[match.end() :]
    return {name: value for name, value in values.items() if value not in _NOTHING}, body


def _plain(value: str) -> str:
    if not value.startswith('"'):
        return value.strip("'")
    try:
        return str(json.loads(value))
    except ValueError:
        return value.strip('"')
