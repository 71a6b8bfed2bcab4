"""What was done to a photo, written into it: an XMP property that any reader keeps and ours reads back."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from html import escape, unescape
from pathlib import Path
from typing import NamedTuple

from PIL import Image

from asyrp_desktop import __version__

_NAMESPACE = "https://ns.asyrp-desktop.org/1.0/"
_PROPERTY = re.compile(rb"<asyrp:edit>(.*?)</asyrp:edit>", re.DOTALL)
_OURS = re.compile(rb'\s*<rdf:Description rdf:about="" xmlns:asyrp=.*?</rdf:Description>', re.DOTALL)
_EMPTY = (
    b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
    b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
    b"</rdf:RDF>\n</x:xmpmeta>\n"
    b'<?xpacket end="w"?>'
)


PNG_KEYWORD = "asyrp:edit"  # under which a PNG says it in plain text as well


class Provenance(NamedTuple):
    """What was changed, with which model."""

    model: str
    model_fingerprint: str
    strengths: Mapping[str, float]  # of all faces; where they differ, those that all of them have in common
    steps: int
    program: str = f"Asyrp Desktop {__version__}"
    faces: Sequence[Mapping[str, float]] = ()  # the strengths of each face, where they differ
    course: Mapping[str, float | str] = {}  # t_edit, t_boost, eta or rendering, where not what is usual was chosen


def as_json(provenance: Provenance) -> str:
    return json.dumps(provenance._asdict(), ensure_ascii=False, default=dict)


def into_xmp(xmp: bytes | None, provenance: Provenance) -> bytes:
    """An XMP packet with the provenance in it, beside whatever the given packet says."""
    packet = _OURS.sub(b"", xmp) if xmp and b"</rdf:RDF>" in xmp else _EMPTY
    record = escape(as_json(provenance))
    ours = (
        f'<rdf:Description rdf:about="" xmlns:asyrp="{_NAMESPACE}"'
        f' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">\n'
        # IPTC's term for a photo altered by a trained model.
        "<Iptc4xmpExt:DigitalSourceType>"
        "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
        "</Iptc4xmpExt:DigitalSourceType>\n"
        f"<asyrp:edit>{record}</asyrp:edit>\n</rdf:Description>\n"
    )
    return packet.replace(b"</rdf:RDF>", ours.encode() + b"</rdf:RDF>", 1)


def read_provenance(path: Path) -> Provenance | None:
    """What an edited photo says of itself; None where it says nothing. Raises OSError where it is no picture."""
    with Image.open(path) as image:
        xmp = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
        text = image.info.get(PNG_KEYWORD)
    found = _PROPERTY.search(xmp.encode() if isinstance(xmp, str) else xmp)
    record = unescape(found[1].decode("utf-8", "replace")) if found else text
    if record is None:
        return None
    try:
        values = json.loads(record)
        return Provenance(**{**values, "faces": tuple(values.get("faces", ()))})
    except (ValueError, TypeError, AttributeError):
        return None
