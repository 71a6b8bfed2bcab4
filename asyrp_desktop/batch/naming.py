"""Names of the outputs: a template filled in, so that every system takes them and none leaves the output folder."""

from __future__ import annotations

import datetime
import re
import string
import unicodedata
from pathlib import PurePosixPath
from typing import NamedTuple

from asyrp_desktop.core.errors import BatchError
from asyrp_desktop.core.names import shortened, size
from asyrp_desktop.core.typed_json import DEVICES
from asyrp_desktop.photo.photo import FORMATS

LONGEST = 235  # bytes of a name in UTF-8; file systems take 255, and a number and a sidecar's suffix need some
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u2028\u2029\u202a-\u202e\u2066-\u2069]')


class NameFields(NamedTuple):
    """What a template can say."""

    stem: str  # the photo's name without suffix
    ext: str  # its suffix, with the point; another where that format cannot be written
    preset: str
    date: datetime.datetime  # when it was taken, or else last changed
    index: int  # from 1, in the order of the inputs
    direction: str
    strength: str


class Template:
    """Such as "{stem}_{preset}{ext}" or "{date:%Y}/{index:04}_{stem}.png"; "/" in it makes folders."""

    def __init__(self, text: str) -> None:
        """Raises BatchError where it cannot name any file."""
        self.text = text
        try:
            text.encode()
            fields = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
            unknown = fields - set(NameFields._fields)
            if unknown:
                reason = f"“{{{sorted(unknown)[0]}}}” is unknown"
                raise ValueError(reason)
            self.uses_date = "date" in fields
            now = datetime.datetime(2000, 1, 1)
            name = self.name(NameFields("photo", ".jpg", "preset", now, 1, "direction", "1"))
        except (ValueError, KeyError, IndexError, AttributeError, TypeError) as error:
            known = ", ".join(f"{{{name}}}" for name in NameFields._fields)
            raise BatchError(f"The template “{text}” cannot be used: {error}.", f"It may hold {known}.") from error
        if name.suffix.lower() not in FORMATS:
            raise BatchError(
                f"The template “{text}” names no picture file.", "Let it end in {ext}, or in .jpg or .png."
            )

    def name(self, fields: NameFields) -> PurePosixPath:
        """Relative to the output folder; never outside it."""
        parts = self._parts(fields)
        # The photo's own name gives way, not what tells the result from the photo.
        excess = size(parts[-1]) - LONGEST
        if excess > 0:
            stem = shortened(fields.stem, max(1, size(fields.stem) - excess))
            parts[-1] = self._parts(fields._replace(stem=stem))[-1]
        safe = [_safe(part) for part in parts[:-1] if part.strip(" .")]
        return PurePosixPath(*safe, _safe(parts[-1]))

    def shortens(self, fields: NameFields) -> bool:
        """Whether `name` leaves something out because a file system would not take it."""
        return any(size(part) > LONGEST for part in self._parts(fields))

    def _parts(self, fields: NameFields) -> list[str]:
        return [part.format(**fields._asdict()) for part in self.text.split("/")]


def safe_folder(name: str) -> str:
    """A folder of the inputs, as the output's tree has it."""
    return _safe(name, 255)


def numbered(name: PurePosixPath, number: int) -> PurePosixPath:
    """The same name, told apart: "photo (2).jpg"."""
    return name.with_name(f"{name.stem} ({number}){name.suffix}")


def _safe(name: str, longest: int = LONGEST) -> str:
    """One part of a path: no separators, nothing hidden, nothing reserved, not too long."""
    # A name that is no Unicode comes from the system with lone surrogates.
    name = name.encode("utf-8", "replace").decode()
    name = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip(" ").rstrip(" .")
    if name.startswith(".") or DEVICES.match(name):
        name = f"_{name}"
    suffix = PurePosixPath(name).suffix
    if len(suffix.encode()) > 10:
        suffix = ""
    stem = shortened(name.removesuffix(suffix), longest - size(suffix))
    return (stem.rstrip(" .") or "_") + suffix
