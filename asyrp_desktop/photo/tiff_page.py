"""TIFFs: which of their pages is the photo, and its samples where they are of a kind that Pillow does not read."""

from __future__ import annotations

import io
import logging
import struct
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import islice

import numpy as np
import tifffile
from PIL import TiffImagePlugin
from tifffile import COMPRESSION, EXTRASAMPLE, PHOTOMETRIC, SAMPLEFORMAT

from asyrp_desktop.core.errors import PhotoError

from .colour import pieces
from .raw_file import raw_file
from .samples import Samples

# What it finds odd in a file is nothing that a user can act on; what it cannot read, it raises.
logging.getLogger("tifffile").addHandler(logging.NullHandler())

STARTS = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_MOST_PAGES = 64  # that are looked at; a file of more holds more than a photo
_SUBFILE, _SUBFILE_OLD, _DNG_VERSION = 254, 255, 50706
_REDUCED, _MASK = 1, 4  # bits of 254
_REDUCED_OLD = 2  # of 255
_CHANNELS: dict[int, int] = {
    PHOTOMETRIC.MINISWHITE: 1,
    PHOTOMETRIC.MINISBLACK: 1,
    PHOTOMETRIC.RGB: 3,
    PHOTOMETRIC.SEPARATED: 4,
}
_COLOURS = (PHOTOMETRIC.PALETTE, PHOTOMETRIC.YCBCR, PHOTOMETRIC.CIELAB)  # that Pillow makes RGB of
_RAW = (PHOTOMETRIC.CFA, PHOTOMETRIC.LINEAR_RAW)
# JPEG of old and the fax codes are Pillow's alone.
_BY_PILLOW_ONLY = (COMPRESSION.OJPEG, COMPRESSION.CCITTRLE, COMPRESSION.CCITTFAX3, COMPRESSION.CCITTFAX4)
_BY_PILLOW = (COMPRESSION.NONE, COMPRESSION.LZW, COMPRESSION.JPEG, COMPRESSION.ADOBE_DEFLATE, COMPRESSION.DEFLATE)
_BY_PILLOW += (COMPRESSION.PACKBITS, COMPRESSION.LZMA, COMPRESSION.ZSTD)
# Floating point has 1 for white, unless this share of the values, or more, is above this value.
_ABOVE, _SHARE = 16, 0.25
_MOST_TILE = 2**26  # pixels


class TiffHead(TiffImagePlugin.TiffImageFile):
    """All that Pillow reads of a TIFF but its samples, of a kind that it does not know."""

    def _setup(self) -> None:
        self._size = int(self.tag_v2[256]), int(self.tag_v2[257])
        self._mode = {1: "L", 3: "RGB", 4: "CMYK"}[_CHANNELS[self.tag_v2[262]]]

    @property
    def bytes_per_pixel(self) -> int:
        """Of the samples as they come, and as they are kept."""
        bits = max(self.tag_v2.get(258, (1,)))
        return int(self.tag_v2.get(277, 1)) * (max(1, bits // 8) + 2)


def is_tiff(data: bytes) -> bool:
    return data.startswith(STARTS)


def only_photo(data: bytes, name: str) -> tuple[bytes, tuple[str, ...]]:
    """A TIFF of the photo alone, and what it leaves out, in sentences.

    Raises PhotoError for what is no single photo, or of no kind that is read; and whatever its parser meets.
    """
    with tifffile.TiffFile(io.BytesIO(data)) as file:
        chain = list(_chain(file.pages))
        every = [page for page in chain for page in (page, *_chain(page.pages or ()))]
        if _DNG_VERSION in chain[0].tags or any(_photometric(page) in _RAW for page in every):
            raise raw_file(name)
        photos = [page for page in chain if _is_photo(page)] or [page for page in every if _is_photo(page)]
        if len(photos) > 1 or len(chain) > _MOST_PAGES or any(page.imagedepth > 1 for page in photos):
            raise PhotoError(
                f"{name} is animated or has several pages.", "Save one picture of it as a file of its own."
            )
        page = photos[0] if photos else max(chain, key=lambda page: page.imagewidth * page.imagelength)
        if file.is_bigtiff and file.byteorder == ">":
            raise PhotoError(f"{name} is a BigTIFF of a rare kind that is not read.", "Save it as a usual TIFF.")
        _check_kind(page, name)
        if len(every) == 1:
            return data, ()
        order, big, here = file.byteorder, file.is_bigtiff, page.offset
    # Directories stay where they are: the file's head leads to this one, and this one to none.
    offset, entry, count = ("Q", 20, "Q") if big else ("I", 12, "H")
    (entries,) = struct.unpack_from(order + count, data, here)
    alone = bytearray(data)
    struct.pack_into(order + offset, alone, struct.calcsize(offset), here)
    struct.pack_into(order + offset, alone, here + struct.calcsize(order + count) + entry * entries, 0)
    notices: list[str] = []
    if page is chain[0]:
        notices.append(f"{name} holds previews or masks beside the photo, which are not kept.")
    else:
        notices.append(f"{name} begins with a preview, which is not kept; nor is what is written only there.")
    return bytes(alone), tuple(notices)


def is_beyond_pillow(data: bytes) -> bool:
    """Whether a TIFF's samples are of more than 8 bits, or otherwise of a kind that Pillow does not read."""
    # What neither reads is damaged; Pillow is to say so.
    with suppress(Exception), tifffile.TiffFile(io.BytesIO(data)) as file:
        page = file.pages.first
        channels = _CHANNELS.get(_photometric(page))
        if channels is None or _compression(page) in _BY_PILLOW_ONLY:
            return False
        bits, further = page.bitspersample, page.samplesperpixel - channels
        plain = page.sampleformat == SAMPLEFORMAT.UINT and (bits == 8 or (bits in (1, 2, 4) and channels == 1))
        return not plain or _compression(page) not in _BY_PILLOW or (further > 0 and channels == 4)
    return False


def read(data: bytes, name: str) -> Samples:
    """The first page's, as in the file: a turn is still to be made. Raises PhotoError."""
    with tifffile.TiffFile(io.BytesIO(data)) as file:
        page = file.pages.first
        if page.is_tiled and page.tilewidth * page.tilelength > _MOST_TILE:
            raise ValueError(f"tiles of {page.tilewidth} x {page.tilelength}")
        values = page.asarray()
        values = np.moveaxis(values, 0, 2) if page.axes == "SYX" else values.reshape(*values.shape[:2], -1)
        channels = _CHANNELS[_photometric(page)]
        bits, further = page.bitspersample, page.extrasamples
        inverted = page.photometric == PHOTOMETRIC.MINISWHITE
    notices: list[str] = []
    samples, cut_off = _levels(values[..., :channels], bits, name)
    if cut_off:
        notices.append(f"{name} holds light beyond white or below black, which was cut off.")
    if bits > 16:
        notices.append(f"{name} has {bits} bits a sample, of which 16 are kept.")
    alpha = None
    if values.shape[2] > channels:
        if further and further[0] == EXTRASAMPLE.UNSPECIFIED:
            notices.append(f"{name} has a channel beside its colours, which is not kept.")
        else:
            alpha = _levels(values[..., channels : channels + 1], bits, name)[0]
    if alpha is not None and further and further[0] == EXTRASAMPLE.ASSOCALPHA:
        samples = _parted(samples, alpha)
    samples = np.iinfo(samples.dtype).max - samples if inverted else samples
    return Samples(samples, None if alpha is None else alpha[..., 0], notices=tuple(notices))


def _levels(values: np.ndarray, bits: int, name: str) -> tuple[np.ndarray, bool]:
    """Values of any type as levels of uint8 or uint16, and whether any was cut off. Raises PhotoError."""
    if values.dtype == bool:
        return values * np.uint8(255), False
    floating = values.dtype.kind == "f"
    if not floating and values.min() < 0:
        raise PhotoError(f"{name} has samples below zero.", "Save it with 8 or 16 bits a sample, without a sign.")
    full = _white(values) if floating or bits > 16 or values.dtype.kind == "i" else 2**bits - 1
    depth = np.dtype(np.uint8 if bits <= 8 else np.uint16)
    most = np.iinfo(depth).max
    if not floating and full == most and values.dtype.itemsize == depth.itemsize:
        return values.astype(depth, copy=False), False
    levels, cut_off = np.empty(values.shape, depth), False
    for rows in pieces(values.shape[1], values.shape[0]):
        part = values[rows].astype(np.float64)
        cut_off |= bool(((part < 0) | (part > full)).any())
        levels[rows] = np.rint(np.nan_to_num(part, nan=0.0).clip(0, full) * (most / full))
    return levels, cut_off


def _white(values: np.ndarray) -> float:
    """The value that stands for white, where the file does not say: by how large they are."""
    if values.dtype.kind != "f":
        return min(full for full in (255, 65535, np.iinfo(values.dtype).max) if full >= values.max())
    finite = values[np.isfinite(values)]
    # Linear light goes beyond 1, and far beyond it in few places; levels of 0 to 255 do in most.
    if not finite.size or (finite > _ABOVE).mean() < _SHARE:
        return 1.0
    return 255.0 if finite.max() <= 255 else 65535.0


def _parted(samples: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """Colours that were multiplied by alpha, (H, W, 1), as they were before."""
    full = np.iinfo(samples.dtype).max
    for rows in pieces(samples.shape[1], samples.shape[0]):
        share = np.maximum(alpha[rows], 1).astype(np.float32) / full
        samples[rows] = np.rint(samples[rows] / share).clip(0, full)
    return samples


def _check_kind(page: tifffile.TiffPage, name: str) -> None:
    """Raises PhotoError."""
    kind, compression = _photometric(page), _compression(page)
    bits: object = page.bitspersample  # several, where the channels' are not the same
    if kind not in (*_CHANNELS, *_COLOURS) or not isinstance(bits, int) or (kind in _COLOURS and bits > 8):
        raise PhotoError(f"{name} has colours of a kind that is not read.", "Save it in RGB or in greys.")
    if compression not in (*_BY_PILLOW, *_BY_PILLOW_ONLY) and compression not in tifffile.TIFF.DECOMPRESSORS:
        raise PhotoError(f"{name} is compressed in a way that is not read.", "Save it as TIFF without compression.")


def _chain(pages: Iterable[object]) -> Iterator[tifffile.TiffPage]:
    """Of a file, or of the directories that one leads to; one more than are allowed at most."""
    return (page for page in islice(pages, _MOST_PAGES + 1) if isinstance(page, tifffile.TiffPage))


def _is_photo(page: tifffile.TiffPage) -> bool:
    kind = _number(page, _SUBFILE, 0)
    small = kind & _REDUCED or _number(page, _SUBFILE_OLD, 0) == _REDUCED_OLD
    return not small and not kind & _MASK and _photometric(page) != PHOTOMETRIC.MASK


def _photometric(page: tifffile.TiffPage) -> int:
    return _number(page, 262, PHOTOMETRIC.MINISWHITE)


def _compression(page: tifffile.TiffPage) -> int:
    return _number(page, 259, COMPRESSION.NONE)


def _number(page: tifffile.TiffPage, code: int, otherwise: int) -> int:
    tag = page.tags.get(code)
    return tag.value if tag is not None and isinstance(tag.value, int) else otherwise
