"""XML of strangers: parsed without entities, network or limits lifted; names without their namespaces."""

from __future__ import annotations

from typing import Any

from lxml import etree

Node = Any  # lxml element


class BadXml(ValueError):
    """Not well-formed, or with a document type of its own."""


def parse(data: bytes) -> Node:
    """The root element, every tag without its namespace.

    Raises:
        BadXml: not XML, or it declares entities.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root: Node = etree.fromstring(data.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadXml("the XML is damaged or incomplete") from error
    if root.getroottree().docinfo.doctype:
        raise BadXml("XML with a document type declaration is not read")
    for node in root.iter():
        if isinstance(node.tag, str):
            node.tag = etree.QName(node).localname
    return root


def nodes(node: Node, path: str) -> list[Node]:
    """Elements at the path, like "Party/PostalAddress"."""
    return list(node.findall(path))


def text(node: Node, *paths: str) -> str:
    """Text at the first path that has any, in one line; empty if none has."""
    for path in paths:
        for found in node.iterfind(path):
            if value := one_line(found):
                return value
    return ""


def texts(node: Node, *paths: str) -> tuple[str, ...]:
    """Every different text at the paths."""
    found = (one_line(element) for path in paths for element in node.iterfind(path))
    return tuple(dict.fromkeys(value for value in found if value))


def one_line(node: Node) -> str:
    """Text of the element without line breaks."""
    return " ".join((node.text or "").split())
