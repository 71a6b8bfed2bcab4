"""What of an XMP packet tells a place."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET

_PLACES = re.compile(
    r"\{http://ns\.adobe\.com/exif/1\.0/\}GPS\w*"
    r"|\{http://ns\.adobe\.com/photoshop/1\.0/\}(City|State|Country)"
    r"|\{http://iptc\.org/std/Iptc4xmpCore/1\.0/xmlns/\}(Location|CountryCode)"
    r"|\{http://iptc\.org/std/Iptc4xmpExt/2008-02-29/\}Location\w*"
)


def without_location(xmp: bytes) -> bytes | None:
    """The packet without its places; None where it cannot be read, and so cannot be told to be without."""
    try:
        for _, (prefix, address) in ET.iterparse(io.BytesIO(xmp.strip(b"\0")), events=["start-ns"]):
            if not re.fullmatch(r"ns\d+", prefix):
                ET.register_namespace(prefix, address)
        root = ET.fromstring(xmp.strip(b"\0"))
    except (ET.ParseError, ValueError):
        return None
    for element in list(root.iter()):
        for name in [name for name in element.attrib if _PLACES.fullmatch(name)]:
            del element.attrib[name]
        for child in [child for child in element if _PLACES.fullmatch(str(child.tag))]:
            element.remove(child)
    head = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    return head + ET.tostring(root) + b'\n<?xpacket end="w"?>'
