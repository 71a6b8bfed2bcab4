"""Before anything is decoded: files that hold no photo, or more than one, in their user's words."""

from __future__ import annotations

from asyrp_desktop.core.errors import PhotoError

from . import jpeg_frame, raw_file, tiff_page

_HEAD = 65_536  # bytes of an AVIF, in which it says how it is coded
_HIGH_BITDEPTH = 0x40  # AV1 in ISOBMFF, 2.3.3


def only_photo(data: bytes, suffix: str, name: str) -> tuple[bytes, tuple[str, ...]]:
    """A file with the photo alone in it, and what of it will not be read, in sentences.

    suffix: of the file's name. name: what to call it. Raises PhotoError.
    """
    if raw_file.is_raw(data) or (raw_file.is_name_of_raw(suffix) and tiff_page.is_tiff(data)):
        raise raw_file.raw_file(name)
    if tiff_page.is_tiff(data):
        try:
            return tiff_page.only_photo(data, name)
        except PhotoError:
            raise
        # Pillow may read what tifffile does not, or is to say that it is damaged.
        except Exception:
            return data, ()
    jpeg_frame.check(data, name)
    notices: list[str] = []
    if _is_deep_avif(data):
        notices.append(f"{name} has more than 8 bits a sample, of which 8 are kept.")
    return data, tuple(notices)


def _is_deep_avif(data: bytes) -> bool:
    at = data.find(b"av1C", 0, _HEAD)
    return data[4:12] == b"ftypavif" and 0 < at < len(data) - 6 and bool(data[at + 6] & _HIGH_BITDEPTH)
