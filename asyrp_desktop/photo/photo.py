"""Photos as files: pixels in, pixels out, and all that came with them kept."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pillow_heif
from PIL import Image, UnidentifiedImageError

from asyrp_desktop.core.errors import OutputExists, PhotoError
from asyrp_desktop.core.files import read_file, replacing
from asyrp_desktop.core.names import lengthened

from . import exif as exif_bytes
from .colour import at_depth, pieces, seen, seen_levels, shifted
from .containers import jpeg, png, tiff
from .deep import bytes_per_pixel, read_deep
from .image_file import MOST_FILE, MOST_PIXELS, MOST_PROFILE, TooLarge, open_image
from .metadata import Metadata
from .metadata_reader import read as read_metadata
from .metadata_writer import (
    EXIF_ALONE,
    Told,
    exif_with_density,
    jfif_density,
    jpeg_segments,
    left_behind,
    png_metadata,
    tiff_tags,
)
from .odd_files import only_photo
from .png_chunks import international_text
from .provenance import PNG_KEYWORD, Provenance, as_json, into_xmp
from .samples import Samples
from .square import Box
from .tone import Tone, tone_of
from .xmp import readable, turned, without_location

MOST_BYTES = 600_000_000  # of samples: 200 megapixels of RGB in 8 bits, or 100 in 16
THUMBNAIL = 160  # pixels, the longer side of the one within EXIF

FORMATS = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".png": "PNG",
    ".webp": "WEBP",
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".heic": "HEIF",
    ".heif": "HEIF",
    ".avif": "AVIF",
    ".bmp": "BMP",
}


class _Holds(NamedTuple):
    """What a format can hold, beyond RGB in 8 bits."""

    channels: tuple[int, ...] = (3,)
    deep: bool = False
    alpha: bool = True


_HOLDS = {
    "JPEG": _Holds((1, 3, 4), alpha=False),
    "PNG": _Holds((1, 3), deep=True),
    "WEBP": _Holds(),
    "TIFF": _Holds((1, 3, 4), deep=True),
    "HEIF": _Holds(deep=True),
    "AVIF": _Holds(),
    "BMP": _Holds((1, 3), alpha=False),
}


@dataclass(frozen=True, eq=False)
class Photo:
    """A photo, upright.

    samples: (H, W, C), uint8 or uint16: grey (C = 1), RGB (3) or CMYK (4). alpha: (H, W) of the same depth, or None.
    icc, xmp: as they came. exif: a TIFF's bytes, for the upright photo. encoding: how the file that it came from was
    compressed, as Pillow's options. notices: what of the file is not in here, in sentences for its user. metadata: what
    else goes along.
    """

    samples: np.ndarray
    alpha: np.ndarray | None = None
    icc: bytes | None = None
    exif: bytes | None = None
    xmp: bytes | None = None
    format: str = "PNG"
    encoding: Mapping[str, Any] = field(default_factory=dict)
    notices: tuple[str, ...] = ()
    metadata: Metadata = field(default_factory=Metadata)

    @property
    def width(self) -> int:
        return self.samples.shape[1]

    @property
    def height(self) -> int:
        return self.samples.shape[0]

    @cached_property
    def pixels(self) -> np.ndarray:
        """What is seen: sRGB, (H, W, 3) uint8."""
        return seen(self.samples, self.icc)

    def tone(self, part: Box) -> Tone | None:
        """The curve that all colours of the photo lie on, or else those of a part; None where they have none."""
        for box in (Box(0, 0, self.width, self.height), part):
            if box not in self._tones:
                self._tones[box] = tone_of(self.samples[box.top : box.bottom, box.left : box.right])
            if (tone := self._tones[box]) is not None:
                return tone
        return None

    @cached_property
    def _tones(self) -> dict[Box, Tone | None]:
        """Looked for once: a slider's pictures come many times a second."""
        return {}

    def levels(self, box: Box) -> np.ndarray:
        """What is seen of a part, without a look at the rest: (h, w, 3) float32, 0..255, as fine as the samples are."""
        return seen_levels(self.samples[box.top : box.bottom, box.left : box.right], self.icc)

    def smaller(self, longest: int) -> Photo:
        """What is seen, in a size whose longer side is `longest` at most."""
        scale = min(1.0, longest / max(self.width, self.height))
        size = max(1, round(self.width * scale)), max(1, round(self.height * scale))
        return Photo(np.asarray(Image.fromarray(self.pixels).resize(size, reducing_gap=2.0)))

    def with_samples(self, samples: np.ndarray) -> Photo:
        return replace(self, samples=samples)

    def shift(self, samples: np.ndarray, left: int, top: int, difference: np.ndarray) -> None:
        """Change a part of `samples`, a copy of this photo's. difference: (h, w, 3) levels of what is seen, 0..255."""
        height, width = difference.shape[:2]
        part = samples[top : top + height, left : left + width]
        part[:] = shifted(part, self.icc, difference)


def load(source: Path | bytes) -> Photo:
    """Read a photo from a file or from its bytes. Raises PhotoError with one clear sentence."""
    name = f"“{source.name}”" if isinstance(source, Path) else "The picture"
    try:
        data = read_file(source, MOST_FILE) if isinstance(source, Path) else source
    except OSError as error:
        raise PhotoError(
            f"{name} cannot be read: {error.strerror or error}.", "Check that the file exists and may be read."
        ) from error
    if not data:
        raise PhotoError(f"{name} is empty.", "The file has zero bytes; get the photo again from where it came from.")
    try:
        data, left_out = only_photo(data, source.suffix if isinstance(source, Path) else "", name)
        with open_image(data) as image:
            photo = _read(image, data, name)
            return replace(photo, notices=(*left_out, *photo.notices))
    except PhotoError:
        raise
    except TooLarge as error:
        raise _too_large(name, error.width, error.height, MOST_PIXELS) from error
    except UnidentifiedImageError as error:
        raise PhotoError(
            f"{name} is not a picture in a format that can be read.",
            "Use JPEG, PNG, WebP, TIFF, HEIC, AVIF or BMP.",
        ) from error
    # Decoders raise whatever their format's parser meets; each of them means a damaged file.
    except Exception as error:
        raise PhotoError(
            f"{name} is damaged and cannot be read.", "Open it in another program and save it again.", repr(error)
        ) from error


def _too_large(name: str, width: int, height: int, most: int) -> PhotoError:
    return PhotoError(
        f"{name} is too large: {width} x {height} pixels.",
        f"At most {most // 1_000_000} megapixels of its kind can be edited; make it smaller first.",
    )


def _read(image: Image.Image, data: bytes, name: str) -> Photo:
    most = min(MOST_PIXELS, MOST_BYTES // _bytes_per_pixel(image, data))
    if image.width * image.height > most:
        raise _too_large(name, image.width, image.height, most)
    # A phone's MPO holds further views behind the photo itself, and its HEIF a burst; they are no animation.
    # Whether, not how many: a TIFF's pages would be counted one by one, and there may be a million.
    if getattr(image, "is_animated", False) and image.format not in ("MPO", "HEIF"):
        raise PhotoError(f"{name} is animated or has several pages.", "Save one picture of it as a file of its own.")
    encoding = _encoding(image, data)
    found = read_metadata(image, data)
    if bytes_per_pixel(image, data):
        turn = _orientation(found.exif)
        samples, alpha, format_, notices = read_deep(image, data, name)
    else:
        image.load()
        # Some of Pillow's formats turn the photo upright by themselves, and say so once it is loaded.
        turn = image.getexif().get(exif_bytes.ORIENTATION, 1) if image.format == "TIFF" else _orientation(found.exif)
        samples, alpha, format_, notices = _samples(image)
    samples = _turned(samples, turn)
    notices = [*notices, *found.notices]
    exif = _upright(found.exif, samples.shape[1], samples.shape[0], turn)
    if found.exif and not exif:
        notices.append("The photo's EXIF is damaged, and was left out.")
    return Photo(
        samples,
        None if alpha is None else _turned(alpha, turn),
        # Of Lab, what is read is sRGB.
        None if image.mode == "LAB" else found.icc,
        exif,
        turned(found.xmp, turn) if found.xmp and turn != 1 else found.xmp,
        format_ or ("JPEG" if image.format == "MPO" else str(image.format)),
        encoding,
        tuple(notices),
        found.metadata.turned(turn) if turn != 1 else found.metadata,
    )


def _bytes_per_pixel(image: Image.Image, data: bytes) -> int:
    """Of its samples once they are read."""
    return bytes_per_pixel(image, data) or (4 if image.mode in ("P", "PA") else len(image.getbands()))


def _samples(image: Image.Image) -> Samples:
    """Of a loaded picture."""
    if image.mode not in ("L", "LA", "RGB", "RGBA", "CMYK") or "transparency" in image.info:
        # Of a palette the colours are kept and the numbers are not: an edit makes new colours.
        grey = image.mode in ("1", "L")
        image = image.convert(("LA" if grey else "RGBA") if image.has_transparency_data else ("L" if grey else "RGB"))
    alpha = np.empty((image.height, image.width), np.uint8) if image.mode in ("LA", "RGBA") else None
    channels = len(image.getbands()) - (alpha is not None)
    samples = np.empty((image.height, image.width, channels), np.uint8)
    for rows in pieces(image.width, image.height):
        piece = image.crop((0, rows.start, image.width, rows.stop))
        values = np.asarray(piece).reshape(piece.height, piece.width, -1)
        samples[rows] = values[..., :channels]
        if alpha is not None:
            alpha[rows] = values[..., channels]
    return Samples(samples, alpha)


def _encoding(image: Image.Image, data: bytes) -> dict[str, Any]:
    """How hard the file was compressed, so that saving it again loses no more."""
    match image.format:
        case "JPEG" | "MPO" if image.mode in ("L", "RGB"):
            from PIL.JpegImagePlugin import get_sampling

            encoding: dict[str, Any] = {"qtables": image.quantization}  # type: ignore[attr-defined]
            if image.mode == "RGB":
                encoding["subsampling"] = get_sampling(image)
            return encoding | ({"progressive": True} if image.info.get("progressive") else {})
        case "WEBP":
            return {"lossless": True} if b"VP8L" in data[:4096] else {}
        case "HEIF" if "chroma" in image.info:
            return {"chroma": image.info["chroma"]}
    return {}


def _is_read_by_pillow(exif: bytes) -> bool:
    try:
        read = Image.Exif()
        read.load(exif)
        read.tobytes()
    except Exception:
        return False
    return True


def _orientation(exif: bytes | None) -> int:
    try:
        return exif_bytes.orientation(exif) if exif else 1
    except (struct.error, IndexError):
        return 1


def _upright(exif: bytes | None, width: int, height: int, turn: int = 1) -> bytes | None:
    """None where it cannot be told to be upright: the photo would be turned once more wherever it is opened."""
    try:
        return exif_bytes.upright(exif, width, height, turn) if exif else None
    except (struct.error, IndexError):
        return None


def _turned(values: np.ndarray, orientation: int) -> np.ndarray:
    """Upright, from how EXIF says that the camera was held."""
    if orientation >= 5:
        values = values.swapaxes(0, 1)
    if orientation in (3, 4, 7, 8):
        values = values[::-1]
    if orientation in (2, 3, 6, 7):
        values = values[:, ::-1]
    return np.ascontiguousarray(values)


def beside(source: Path, photo: Photo) -> Path:
    """Where the edit of a photo goes when nobody says: next to it, in its own format where that can be written."""
    suffix = source.suffix
    if FORMATS.get(suffix.lower()) != photo.format:
        suffix = next((known for known, format_ in FORMATS.items() if format_ == photo.format), ".png")
    return source.with_name(lengthened(source.stem, f"_edited{suffix}"))


def check_output(path: Path, source: Path | None, force: bool) -> None:
    """Before any work: can the result be written there? Raises PhotoError or OutputExists."""
    if path.suffix.lower() not in FORMATS:
        raise PhotoError(
            f"“{path.name}” has no picture format that can be written.", f"Use one of {', '.join(FORMATS)}."
        )
    check_place(path, source, force)


def check_place(path: Path, source: Path | None, force: bool) -> None:
    """`check_output`, whatever the format."""
    if source is not None and path.exists() and source.exists() and path.samefile(source):
        raise PhotoError("The result would replace the original photo.", "Choose another name.")
    if not path.parent.is_dir():
        raise PhotoError(f"The folder “{path.parent}” does not exist.", "Make it first, or choose another.")
    if path.is_dir():
        raise PhotoError(f"“{path}” is a folder.", "Give the name of a file.")
    if path.exists() and not force:
        raise OutputExists(
            f"“{path}” exists already.", "Choose another name, or replace it: on the command line, with --force."
        )


def save(
    photo: Photo, path: Path, provenance: Provenance | None = None, strip_location: bool = False
) -> tuple[str, ...]:
    """Write a photo in the format of the path's suffix, whole or not at all. Raises PhotoError.

    Where the format cannot hold the photo's kind, it becomes what is seen, in 8 bits, on white. strip_location: leave
    out where the photo was taken. Returns what of the photo could not be kept, in sentences for its user.
    """
    notices: list[str] = []
    format_ = FORMATS[path.suffix.lower()]
    fitting = _fitting(photo, format_)
    if photo.alpha is not None and fitting.alpha is None and photo.alpha.min() < np.iinfo(photo.alpha.dtype).max:
        notices.append(f"{format_} holds no transparency: the photo was laid on white.")
    if fitting.samples.dtype.itemsize < photo.samples.dtype.itemsize:
        notices.append(f"{format_} holds 8 bits a sample: of the photo's 16, 8 were kept.")
    if fitting.samples.shape[2] < photo.samples.shape[2]:
        notices.append(f"{format_} holds no CMYK: the photo was saved in sRGB.")
    if format_ == "BMP" and provenance:
        provenance = None
        notices.append("BMP has no place for the record of the edit: it was left out.")
    told = _told(photo, fitting, format_, provenance, strip_location, notices)
    left = left_behind(told, format_)
    try:
        with replacing(path) as part:
            if format_ == "PNG":
                more = png_metadata(told, fitting.icc == photo.icc)
                if provenance:
                    more.append(international_text(PNG_KEYWORD, as_json(provenance).encode()))
                part.write_bytes(png(_with_alpha(fitting), told.icc, told.exif, told.xmp, more))
            elif format_ == "TIFF":
                described = told.icc, told.exif, told.xmp, tiff_tags(told)
                part.write_bytes(tiff(_with_alpha(fitting), fitting.alpha is not None, *described))
            else:
                left += _save_by_pillow(fitting, part, format_, told)
    except OSError as error:
        raise PhotoError.unwritten(f"“{path.name}” cannot be written: {error.strerror or error}.", error) from error
    # Encoders have limits of their own: WebP's is 16383 pixels a side.
    except (ValueError, RuntimeError) as error:
        raise PhotoError(
            f"“{path.name}” cannot be written: {error}.", "Choose another format, such as PNG or TIFF.", repr(error)
        ) from error
    if left:
        notices.append(f"{format_} has no place for the photo's {', '.join(left)}: left out.")
    return tuple(notices)


def _told(
    photo: Photo,
    fitting: Photo,
    format_: str,
    provenance: Provenance | None,
    strip_location: bool,
    notices: list[str],
) -> Told:
    """What is to be said of the photo in its new file."""
    metadata, xmp = photo.metadata, photo.xmp
    if xmp and not readable(xmp):
        if strip_location:
            notices.append("The photo's XMP cannot be read, and was left out: it may tell a place.")
        elif provenance:
            notices.append("The photo's XMP cannot be read, and was replaced.")
    exif = _exif_to_write(photo, strip_location)
    if strip_location:
        metadata, more = metadata.without_location()
        notices += more
        xmp = without_location(xmp) if xmp else None
        if photo.exif and not exif:
            notices.append("The photo's EXIF cannot be read, and was left out: it may tell a place.")
        elif photo.exif and exif and exif_bytes.has_camera_notes(photo.exif) > exif_bytes.has_camera_notes(exif):
            notices.append("The camera's own notes were left out: they may tell a place.")
    if provenance:
        xmp = into_xmp(xmp, provenance)
        metadata = metadata.without_text(PNG_KEYWORD)
    if format_ in EXIF_ALONE:
        exif = exif_with_density(exif, metadata.density)
    return Told(fitting.icc, exif, xmp, metadata)


def _save_by_pillow(photo: Photo, part: Path, format_: str, told: Told) -> list[str]:
    """Returns what of the metadata did not go into the file."""
    exif, left = told.exif, list[str]()
    if format_ in ("AVIF", "HEIF") and exif and not _is_read_by_pillow(exif):
        exif = None  # both encoders read it, and would refuse the photo
        left.append("damaged EXIF")
    options: dict[str, Any] = {"icc_profile": told.icc}
    kept = dict(photo.encoding) if photo.format == format_ else {}
    if format_ != "JPEG":
        options |= {"exif": exif and exif_bytes.MARKER + exif, "xmp": told.xmp}
    if format_ == "JPEG":  # whose segments are written below
        options |= kept or {"quality": 95, "subsampling": 0}
    elif format_ == "WEBP":
        options |= {"quality": 95, "method": 4, "exact": True} | kept
    elif format_ in ("HEIF", "AVIF"):
        options |= {"quality": 90} | kept
    elif format_ == "BMP" and told.metadata.density and told.metadata.density.unit:
        options["dpi"] = told.metadata.density.per("inch")
    options = {key: value for key, value in options.items() if value is not None}
    if photo.samples.dtype == np.uint16:
        levels = _with_alpha(photo)
        deep = pillow_heif.from_bytes(
            "RGBA;16" if photo.alpha is not None else "RGB;16", (photo.width, photo.height), levels.tobytes()
        )
        deep.save(part, **options)
    else:
        values = _with_alpha(photo)
        picture = Image.fromarray(values[..., 0] if values.shape[2] == 1 else values, _mode(photo))
        picture.save(part, format_, **options)
    if format_ == "JPEG":
        segments, left = jpeg_segments(told)
        density = told.metadata.density
        part.write_bytes(jpeg(part.read_bytes(), segments, jfif_density(density) if density else b""))
    return left


def _mode(photo: Photo) -> str:
    if photo.alpha is not None:
        return "RGBA"
    return {1: "L", 3: "RGB", 4: "CMYK"}[photo.samples.shape[2]]


def _fitting(photo: Photo, format_: str) -> Photo:
    """As the format can hold it."""
    holds, changes = _HOLDS[format_], {}
    samples, alpha = photo.samples, photo.alpha
    if samples.shape[2] not in holds.channels or (format_ == "PNG" and len(photo.icc or b"") > MOST_PROFILE):
        samples, changes["icc"] = photo.pixels, None
    if not holds.deep:
        samples = at_depth(samples, np.dtype(np.uint8))
    if alpha is not None:
        alpha = at_depth(alpha, samples.dtype)
        if format_ == "TIFF" and samples.shape[2] == 1 and samples.dtype == np.uint16:
            # Few programs read such a kind; Pillow does not.
            samples, changes["icc"] = np.repeat(samples, 3, axis=2), None
        if not holds.alpha:
            full = np.iinfo(samples.dtype).max
            share = alpha[..., None].astype(np.float32) / full
            paper = 0 if samples.shape[2] == 4 else full
            samples = np.rint(samples * share + paper * (1 - share)).astype(samples.dtype)
            alpha = None
    return replace(photo, samples=samples, alpha=alpha, **changes)


def _with_alpha(photo: Photo) -> np.ndarray:
    if photo.alpha is None:
        return np.ascontiguousarray(photo.samples)
    return np.concatenate((photo.samples, photo.alpha[..., None]), axis=2)


def _exif_to_write(photo: Photo, strip_location: bool) -> bytes | None:
    """With a thumbnail of how the photo looks now, where it had one."""
    exif = photo.exif
    if exif is None:
        return None
    try:
        if strip_location:
            exif = exif_bytes.without_location(exif)
        if exif_bytes.has_thumbnail(exif):
            exif = exif_bytes.with_thumbnail(exif, _thumbnail(photo))
    except (struct.error, IndexError):
        # What cannot be read cannot be told to name no place.
        return None if strip_location else exif
    return exif


def _thumbnail(photo: Photo) -> bytes:
    stride = max(1, max(photo.width, photo.height) // (4 * THUMBNAIL))
    picture = Image.fromarray(seen(np.ascontiguousarray(photo.samples[::stride, ::stride]), photo.icc))
    picture.thumbnail((THUMBNAIL, THUMBNAIL))
    file = io.BytesIO()
    picture.save(file, "JPEG", quality=80)
    return file.getvalue()
