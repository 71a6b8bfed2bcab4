"""XMP packets, read and changed by the names of their namespaces, whatever the prefixes; None: it cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
IPTC = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_META = "adobe:ns:meta/"
_DESCRIPTION, _ABOUT = f"{{{RDF}}}Description", f"{{{RDF}}}about"
_PLACES = re.compile(
    r"\{http://ns\.adobe\.com/exif/1\.0/\}GPS\w*"
    r"|\{http://ns\.adobe\.com/photoshop/1\.0/\}(City|State|Country)"
    r"|\{http://iptc\.org/std/Iptc4xmpCore/1\.0/xmlns/\}(Location|CountryCode)"
    r"|\{http://iptc\.org/std/Iptc4xmpExt/2008-02-29/\}Location\w*"
)


def without_location(xmp: bytes) -> bytes | None:
    """The packet without its places; None where it cannot be read, and so cannot be told to be without."""
    root = _parsed(xmp)
    if root is None:
        return None
    _remove(root, _PLACES)
    return _packet(root)


def with_properties(xmp: bytes | None, prefixes: dict[str, str], properties: dict[str, str]) -> bytes:
    """The packet, or a new one, with these properties in place of those of the same names.

    prefixes: namespaces by the prefix to write. properties: texts by “{namespace}name”.
    """
    root = _parsed(xmp) if xmp else None
    rdf = None if root is None else next(root.iter(f"{{{RDF}}}RDF"), None)
    if root is None or rdf is None:
        root = etree.Element(f"{{{_META}}}xmpmeta", nsmap={"x": _META})
        rdf = etree.SubElement(root, f"{{{RDF}}}RDF", nsmap={"rdf": RDF})
    _remove(root, re.compile("|".join(map(re.escape, properties))))
    for description in list(rdf.iterchildren(_DESCRIPTION)):
        if not len(description) and not (description.text or "").strip() and set(description.attrib) <= {_ABOUT}:
            rdf.remove(description)
    description = etree.SubElement(rdf, _DESCRIPTION, {_ABOUT: ""}, nsmap=prefixes)
    for name, text in properties.items():
        etree.SubElement(description, name).text = text
    return _packet(root)


def text_of(xmp: bytes, name: str) -> str | None:
    """A property's text, however it is written. name: “{namespace}name”."""
    root = _parsed(xmp)
    for element in _elements(root) if root is not None else ():
        if name in element.attrib:
            return str(element.attrib[name])
        if element.tag == name:
            return element.text
    return None


def _parsed(xmp: bytes) -> etree._Element | None:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(xmp.strip(b"\0 \t\r\n"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    # No packet has a DTD: it could say that a few bytes stand for a gigabyte.
    return None if root is None or root.getroottree().docinfo.internalDTD is not None else root


def _packet(root: etree._Element) -> bytes:
    head = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    return head + etree.tostring(root, encoding="utf-8") + b'\n<?xpacket end="w"?>'


def _remove(root: etree._Element, names: re.Pattern[str]) -> None:
    for element in list(_elements(root)):
        for name in [str(name) for name in element.attrib if names.fullmatch(str(name))]:
            del element.attrib[name]
        parent = element.getparent()
        if parent is not None and names.fullmatch(str(element.tag)):
            parent.remove(element)


def _elements(root: etree._Element) -> Iterator[etree._Element]:
    return root.iter(etree.Element)
