"""What was done to a photo, written into it: an XMP property that any reader keeps and ours reads back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from asyrp_desktop import __version__
from asyrp_desktop.core.errors import PhotoError
from asyrp_desktop.core.files import read_file
from asyrp_desktop.core.typed_json import decode

from .image_file import MOST_FILE, open_image
from .metadata_reader import read as read_metadata
from .xmp import IPTC, text_of, with_properties

NAMESPACE = "https://ns.asyrp-desktop.org/1.0/"
_EDIT = f"{{{NAMESPACE}}}edit"
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
    prefixes = {"asyrp": NAMESPACE, "Iptc4xmpExt": IPTC}
    return with_properties(xmp, prefixes, {_SOURCE_TYPE: _COMPOSITE, _EDIT: as_json(provenance)})


def says_edited(xmp: bytes) -> bool:
    return text_of(xmp, _EDIT) is not None


def read_provenance(path: Path) -> Provenance | None:
    """What an edited photo says of itself; None where it says nothing. Raises PhotoError where it is no picture."""
    try:
        data = read_file(path, MOST_FILE)
        with open_image(data) as image:
            found = read_metadata(image, data)
    # Decoders raise whatever their format's parser meets.
    except Exception as error:
        raise PhotoError(f"“{path.name}” is no picture that can be read.", "Check the file.", repr(error)) from error
    # The text first: no other program writes it, while XMP may be an earlier edit's that was copied here.
    for record in (found.metadata.text(PNG_KEYWORD), found.xmp and text_of(found.xmp, _EDIT)):
        with suppress(ValueError):
            if record:
                return decode(record, Provenance)
    return None
