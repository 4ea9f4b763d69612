"""XML from strangers: no entities, no network, no huge trees."""

from typing import Any

from lxml import etree

from quizzes.exchange.report import UnreadableExchangeError, refuse_large

UNWRITABLE = "文字里有控制字符，整题没有导出"


def read_xml(content: bytes, expected: str) -> Any:
    """Return the root element of a file, or raise UnreadableExchangeError.

    A document type is refused as a whole: neither format has one, and it can only do harm.
    """
    refuse_large(content, expected)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableExchangeError(expected, f"不是合格的 XML（{error.msg}）") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableExchangeError(expected, "含有文档类型声明（DOCTYPE），为安全起见不读取")
    return root


def is_writable(text: str) -> bool:
    """Whether XML can hold every character of a text."""
    try:
        etree.Element("text").text = text
    except ValueError:
        return False
    return "\r" not in text
