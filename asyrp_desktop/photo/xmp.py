"""XMP packets, read and changed by the names of their namespaces, whatever the prefixes; None: it cannot be read.

Names are “{namespace}name”, as lxml has them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from .places import has_coordinates, names_place

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
IPTC = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
_META = "adobe:ns:meta/"
_DESCRIPTION, _ABOUT = f"{{{RDF}}}Description", f"{{{RDF}}}about"
_EXTENDED = "{http://ns.adobe.com/xmp/note/}HasExtendedXMP"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, encoding="utf-8")
# Of markup: so many that no honest packet has them, and so few that they are gone over in seconds.
MOST_BYTES, _MOST_NODES, _MOST_ATTRIBUTES, _MOST_NAMES = 50_000_000, 1_000_000, 5_000, 1_000_000_000
_SHORT = re.compile(r"""[\w.:-]{0,100}\s{0,20}=\s{0,20}("[^"]{0,500}"|'[^']{0,500}')""")

_ENCODINGS = (
    *((b"\0\0\0<", "utf-32-be"), (b"\0\0\xfe\xff", "utf-32-be"), (b"<\0\0\0", "utf-32-le")),
    *((b"\xff\xfe\0\0", "utf-32-le"), (b"\0<\0", "utf-16-be"), (b"\xfe\xff", "utf-16-be")),
    *((b"<\0", "utf-16-le"), (b"\xff\xfe", "utf-16-le")),
)

_CAMERA_NOTES = re.compile(r"\{http://ns\.google\.com/photos/1\.0/camera/\}(hdrp_makernote|shot_log_data)")
_DEVELOPING = re.compile(r"\{http://ns\.adobe\.com/camera-raw-settings/")  # numbers, of places in the picture
_SYNTAX = re.compile(r"\{http://www\.w3\.org/")
_PLACES = re.compile(r"\{[^}]*(wgs84_pos|georss|/gps)[^}]*\}.*", re.IGNORECASE)

_GOOGLE = r"\{http://ns\.google\.com/photos/"
_PARTS = {  # of a file, by what XMP says of them
    "gain map": re.compile(
        r"\{http://ns\.adobe\.com/hdr-gain-map/1\.0/\}.*|\{http://ns\.apple\.com/(HDRGainMap|pixeldatainfo)/1\.0/\}.*"
    ),
    "film": re.compile(
        r"\{[^}]*\}(MotionPhoto|MicroVideo)\w*|\{http://ns\.oplus\.com/photos/1\.0/camera/\}(VideoLength|OLivePhotoVersion)"
    ),
    "depth map": re.compile(rf"{_GOOGLE}(1\.0/depthmap|dd/1\.0/\w+)/\}}.*"),
    "second picture": re.compile(rf"{_GOOGLE}1\.0/image/\}}.*"),
    "thumbnail": re.compile(r"\{http://ns\.adobe\.com/xap/1\.0/\}Thumbnails"),
    "": re.compile(rf"{_GOOGLE}1\.0/container/(item/)?\}}.*"),  # their list
}
_SPECIAL = re.compile(rf"{_GOOGLE}1\.0/camera/\}}SpecialTypeID")  # that it is a portrait, by its depth, or a film
_SEMANTIC = re.compile(rf"{_GOOGLE}1\.0/container/item/\}}Semantic")
_SEMANTICS = {"GainMap": "gain map", "MotionPhoto": "film", "Depth": "depth map", "Original": "second picture"}

_TIFF, _EXIF = "http://ns.adobe.com/tiff/1.0/", "http://ns.adobe.com/exif/1.0/"
ORIENTATION = f"{{{_TIFF}}}Orientation"
_SIZES = {
    f"{{{_TIFF}}}ImageWidth": f"{{{_TIFF}}}ImageLength",
    f"{{{_EXIF}}}PixelXDimension": f"{{{_EXIF}}}PixelYDimension",
}


class Property(NamedTuple):
    """One that is told by an attribute, or by an element of its own."""

    element: etree._Element  # that has it, or that it is
    name: str
    attribute: bool
    text: str

    def say(self, text: str) -> None:
        if self.attribute:
            self.element.attrib[self.name] = text
        else:
            self.element.text = text

    def remove(self) -> None:
        if self.attribute:
            del self.element.attrib[self.name]
        elif (parent := self.element.getparent()) is not None:
            parent.remove(self.element)


def readable(xmp: bytes) -> bool:
    return _parsed(xmp) is not None


def without_location(xmp: bytes) -> bytes | None:
    """The packet without its places, the very same where there are none."""
    root = _parsed(xmp)
    if root is None:
        return None
    return _packet(root) if _remove(root, _tells_place) else xmp


def without_parts(xmp: bytes) -> tuple[bytes, frozenset[str]]:
    """Without what it says of further pictures and films in its file, and which these are: names of _PARTS.

    The very same where it says nothing of any, and where it cannot be read. In UTF-8, as most files want it.
    """
    root = _parsed(xmp)
    if root is None:
        return xmp, frozenset()
    properties = list(_properties(root))
    told = {_SEMANTICS.get(one.text.strip(), "") for one in properties if _SEMANTIC.fullmatch(one.name)}
    told |= {part for one in properties for part, names in _PARTS.items() if names.fullmatch(one.name)}
    if not told:
        return xmp if _encoding(xmp) == "utf-8" else _packet(root), frozenset()
    unwanted = [*_PARTS.values(), *([_SPECIAL] if told & {"depth map", "film"} else [])]
    _remove(root, lambda one: any(names.fullmatch(one.name) for names in unwanted))
    return _packet(root), frozenset(told - {""})


def turned(xmp: bytes, orientation: int) -> bytes:
    """Of a photo that lay in its file as EXIF's orientation says, and is upright now."""
    root = _parsed(xmp)
    if root is None:
        return xmp
    found = {one.name: one for one in _properties(root)}
    if ORIENTATION in found:
        found[ORIENTATION].say("1")
    for width, height in _SIZES.items():
        if orientation >= 5 and width in found and height in found:
            found[width].say(found[height].text)
            found[height].say(found[width].text)
    return _packet(root)


def with_properties(xmp: bytes | None, prefixes: dict[str, str], properties: Mapping[str, str]) -> bytes:
    """The packet, or a new one, with these properties in place of those of the same names.

    prefixes: namespaces by the prefix to write. properties: texts by name.
    """
    root = _parsed(xmp) if xmp else None
    rdf = None if root is None else _rdf(root)
    if root is None or rdf is None:
        root, rdf = _empty()
    _remove(root, lambda one: one.name in properties)
    for description in list(rdf.iterchildren(_DESCRIPTION)):
        if not len(description) and not (description.text or "").strip() and set(description.attrib) <= {_ABOUT}:
            rdf.remove(description)
    description = etree.SubElement(rdf, _DESCRIPTION, {_ABOUT: ""}, nsmap=prefixes)
    for name, text in properties.items():
        etree.SubElement(description, name).text = text
    return _packet(root)


def text_of(xmp: bytes, name: str) -> str | None:
    """A property's text, however it is written; the last where there are several: what is written last comes last."""
    root = _parsed(xmp)
    text = None
    for one in _properties(root) if root is not None else ():
        if one.name == name:
            text = one.text if one.attribute else "".join(map(str, one.element.itertext())).strip()
    return text


def extension_of(xmp: bytes) -> str | None:
    """The name (GUID) of the packet that continues this one in a JPEG."""
    return text_of(xmp, _EXTENDED)


def joined(xmp: bytes, extension: bytes) -> bytes | None:
    """One packet of two."""
    root, other = _parsed(xmp), _parsed(extension)
    rdf, more = (None if one is None else _rdf(one) for one in (root, other))
    if root is None or rdf is None or more is None:
        return None
    _remove(root, lambda one: one.name == _EXTENDED)
    rdf.extend(list(more))
    return _packet(root)


def split(xmp: bytes, most: int) -> tuple[bytes, bytes] | None:
    """A packet of `most` bytes, and one that continues it; its largest properties are in the second."""
    root = _parsed(xmp)
    rdf = None if root is None else _rdf(root)
    if root is None or rdf is None:
        return None
    large, more = _empty()
    properties = [
        one for description in rdf.iterchildren(etree.Element) for one in _attributes(description) if one.name != _ABOUT
    ]
    properties += [_told_by(child) for one in rdf for child in one.iterchildren(etree.Element)]
    # Of their texts alone: too little, so that enough is taken.
    sizes = {one: len(one.text if one.attribute else "".join(map(str, one.element.itertext()))) for one in properties}
    excess = len(_packet(root)) + 200 - most
    for one in sorted(properties, key=lambda one: -sizes[one]):
        if excess <= 0:
            break
        excess -= sizes[one]
        description = etree.SubElement(more, _DESCRIPTION, {_ABOUT: ""}, nsmap=_prefixes(one.element))
        one.remove()
        if one.attribute:
            etree.SubElement(description, one.name).text = one.text
        else:
            description.append(one.element)
    extension = etree.tostring(large, encoding="utf-8")
    guid = hashlib.md5(extension, usedforsecurity=False).hexdigest().upper()
    etree.SubElement(rdf, _DESCRIPTION, {_ABOUT: "", _EXTENDED: guid}, nsmap={"xmpNote": _EXTENDED[1:].split("}")[0]})
    packet = _packet(root)
    return (packet, extension) if len(packet) <= most else None


def _parsed(xmp: bytes) -> etree._Element | None:
    if len(xmp) > MOST_BYTES:
        return None
    try:
        text = xmp.decode(_encoding(xmp)).strip("\ufeff\0 \t\r\n")
        # No packet has a DTD: it could say that a few bytes stand for a gigabyte.
        nodes = text.count("<") + text.count("=")
        if "<!DOCTYPE" in text or nodes > _MOST_NODES:
            return None
        # lxml makes each name anew, with its whole namespace.
        if nodes * len(text) > _MOST_NAMES and not all(map(_SHORT.match, text.split("xmlns")[1:])):
            return None
        root = etree.fromstring(text.encode(), _PARSER)
    except (etree.XMLSyntaxError, ValueError):
        return None
    # They are a list that is gone over for each of them.
    return None if any(len(element.attrib) > _MOST_ATTRIBUTES for element in root.iter(etree.Element)) else root


def _encoding(xmp: bytes) -> str:
    return next((encoding for start, encoding in _ENCODINGS if xmp.startswith(start)), "utf-8")


def _packet(root: etree._Element) -> bytes:
    head = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    return head + etree.tostring(root, encoding="utf-8") + b'\n<?xpacket end="w"?>'


def _empty() -> tuple[etree._Element, etree._Element]:
    """A packet, and its RDF."""
    root = etree.Element(f"{{{_META}}}xmpmeta", nsmap={"x": _META})
    return root, etree.SubElement(root, f"{{{RDF}}}RDF", nsmap={"rdf": RDF})


def _rdf(root: etree._Element) -> etree._Element | None:
    return next(root.iter(f"{{{RDF}}}RDF"), None)


def _prefixes(element: etree._Element) -> dict[str, str]:
    return {prefix: namespace for prefix, namespace in element.nsmap.items() if prefix}


def _properties(root: etree._Element) -> Iterator[Property]:
    """In their order; attributes before the elements inside."""
    for element in root.iter(etree.Element):
        yield _told_by(element)
        yield from _attributes(element)


def _told_by(element: etree._Element) -> Property:
    return Property(element, str(element.tag), False, element.text or "")


def _attributes(element: etree._Element) -> Iterator[Property]:
    return (Property(element, str(name), True, str(value)) for name, value in element.attrib.items())


def _remove(root: etree._Element, unwanted: Callable[[Property], bool]) -> bool:
    """Returns whether there were any."""
    found = [one for one in _properties(root) if unwanted(one)]
    for one in found:
        one.remove()
    if found:
        etree.cleanup_namespaces(root)
    return bool(found)


def _tells_place(one: Property) -> bool:
    if one.element is one.element.getroottree().getroot() and not one.attribute:
        return False
    if _CAMERA_NOTES.fullmatch(one.name) or _PLACES.fullmatch(one.name):
        return True
    if _DEVELOPING.match(one.name):
        return False
    named = not _SYNTAX.match(one.name) and names_place(one.name.rpartition("}")[2])
    return named or has_coordinates(one.text)
