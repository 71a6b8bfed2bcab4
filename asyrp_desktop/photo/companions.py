"""What goes along with an edited photo besides the photo: its XMP sidecars, and its file's dates."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import quote

from asyrp_desktop.core.errors import PhotoError
from asyrp_desktop.core.file_dates import keep_dates
from asyrp_desktop.core.files import read_file, replacing

from .photo import FORMATS
from .provenance import NAMESPACE, into_xmp, read_provenance
from .raw_file import SUFFIXES as RAW
from .xmp import ORIENTATION, text_of, turned, with_properties, without_location

MOST_BYTES = 64_000_000  # of a sidecar
_SUFFIX = ".xmp"
_OF = f"{{{NAMESPACE}}}sidecarOf"  # the name of the result that it was made for


def carry_along(photo: Path, result: Path, strip_location: bool = False, keep_date: bool = False) -> list[str]:
    """After the result is written. Returns what was done and what could not be, in sentences for its user.

    A sidecar takes the place of no other file than one that went along with this very result before.
    """
    notices: list[str] = []
    given = list(sidecars(photo))
    used: list[Path] = []
    for sidecar in given:
        named_whole = sidecar.stem == photo.name != photo.stem
        try:
            place = result.with_name(result.name + _SUFFIX) if named_whole else _place(result)
            _carry(sidecar, place, result, strip_location, [*given, *used], notices)
        except (OSError, PhotoError) as error:
            why = getattr(error, "strerror", None) or error
            notices.append(f"The sidecar “{sidecar.name}” was not copied: {why}.")
        else:
            used.append(place)
    if keep_date:
        try:
            keep_dates(photo, result)
        except OSError as error:
            notices.append(f"The date of the photo's file could not be kept: {error.strerror or error}.")
    return notices


def sidecars(photo: Path) -> Iterator[Path]:
    """Whatever is called so: “a.jpg.xmp” and “a.xmp” for “a.jpg”."""
    for stem in dict.fromkeys((photo.name, photo.stem)):
        for suffix in (_SUFFIX, _SUFFIX.upper()):
            if os.path.lexists(place := photo.with_name(stem + suffix)):
                yield place
                break


def _place(result: Path) -> Path:
    """“a.xmp” for “a.jpg”; “a.jpg.xmp” where the short name is also that of another photo beside it."""
    place = result.with_name(result.stem + _SUFFIX)
    ends = [end for suffix in ("", *FORMATS, *RAW) for end in (suffix, suffix.upper())]
    beside = (result.with_name(result.stem + end) for end in ends)
    shared = any(other.is_file() and not other.samefile(result) for other in beside)
    return result.with_name(result.name + _SUFFIX) if shared and not _is_of(place, result) else place


def _is_of(place: Path, result: Path, packet: bytes | None = None) -> bool:
    """Whether there is a sidecar that was made for the result, or is this packet already."""
    try:
        found = b"" if place.is_symlink() else read_file(place, MOST_BYTES)
    except OSError:
        return False
    return found == packet or text_of(found, _OF) == _name(result)


def _carry(
    sidecar: Path, place: Path, result: Path, strip_location: bool, kept: Collection[Path], notices: list[str]
) -> None:
    """kept: what must stay as it is. Raises OSError."""
    packet = read_file(sidecar, MOST_BYTES)
    without = without_location(packet)
    if without is None and strip_location:
        notices.append(f"The sidecar “{sidecar.name}” was not copied: it cannot be read, and may name a place.")
        return
    if without is not None:
        packet = _of_result(without if strip_location else packet, result)
    keeps = place.exists() and any(other.exists() and place.samefile(other) for other in kept)
    if os.path.lexists(place) and (keeps or not _is_of(place, result, packet)):
        notices.append(f"The sidecar “{sidecar.name}” was not copied: “{place.name}” exists already.")
        return
    with replacing(place) as part:
        part.write_bytes(packet)
    notices.append(f"The sidecar “{sidecar.name}” went along, as “{place.name}”.")


def _of_result(packet: bytes, result: Path) -> bytes:
    """It says whose it is and how that was edited, and that it is upright."""
    orientation = text_of(packet, ORIENTATION)
    if orientation not in (None, "1"):
        packet = turned(packet, int(orientation) if orientation in set("2345678") else 1)
    packet = with_properties(packet, {"asyrp": NAMESPACE}, {_OF: _name(result)})
    record = read_provenance(result)
    return packet if record is None else into_xmp(packet, record)


def _name(result: Path) -> str:
    """Of letters that XML takes."""
    return quote(os.fsencode(result.name))
