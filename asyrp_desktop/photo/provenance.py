"""What was done to a photo, written into it: an XMP property that any reader keeps and ours reads back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from asyrp_desktop import __version__
from asyrp_desktop.core.errors import PhotoError
from asyrp_desktop.core.files import read_file
from asyrp_desktop.core.typed_json import decode

from .image_file import MOST_FILE, open_image
from .xmp import IPTC, text_of, with_properties

_NAMESPACE = "https://ns.asyrp-desktop.org/1.0/"
_EDIT = f"{{{_NAMESPACE}}}edit"
_SOURCE_TYPE = f"{{{IPTC}}}DigitalSourceType"
# IPTC's term for a photo altered by a trained model.
_COMPOSITE = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"

PNG_KEYWORD = "asyrp:edit"  # under which a PNG says it in plain text as well


class Provenance(NamedTuple):
    """What was changed, with which model."""

    model: str
    model_fingerprint: str
    strengths: Mapping[str, float]  # of all faces; where they differ, those that all of them have in common
    steps: int
    program: str = f"Asyrp Desktop {__version__}"
    faces: tuple[Mapping[str, float], ...] = ()  # the strengths of each face, where they differ
    course: Mapping[str, float | str] = {}  # t_edit, t_boost, eta or rendering, where not what is usual was chosen


def as_json(provenance: Provenance) -> str:
    """In ASCII: it goes into files of all kinds."""
    return json.dumps(provenance._asdict(), default=dict)


def into_xmp(xmp: bytes | None, provenance: Provenance) -> bytes:
    """An XMP packet with the provenance in it, beside whatever the given packet says."""
    prefixes = {"asyrp": _NAMESPACE, "Iptc4xmpExt": IPTC}
    return with_properties(xmp, prefixes, {_SOURCE_TYPE: _COMPOSITE, _EDIT: as_json(provenance)})


def read_provenance(path: Path) -> Provenance | None:
    """What an edited photo says of itself; None where it says nothing. Raises PhotoError where it is no picture."""
    try:
        with open_image(read_file(path, MOST_FILE)) as image:
            xmp = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp") or b""
            text = image.info.get(PNG_KEYWORD)
    # Decoders raise whatever their format's parser meets.
    except Exception as error:
        raise PhotoError(f"“{path.name}” is no picture that can be read.", "Check the file.", repr(error)) from error
    record = text_of(xmp.encode() if isinstance(xmp, str) else xmp, _EDIT) or text
    try:
        return decode(record, Provenance) if isinstance(record, str) else None
    except ValueError:
        return None
