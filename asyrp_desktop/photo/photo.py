"""Photos as files: pixels in, pixels out, and all that came with them kept."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from asyrp_desktop.core.errors import OutputExists, PhotoError
from asyrp_desktop.core.files import replacing

from .provenance import Provenance, into_xmp

# Our own limit below replaces Pillow's, which only warns up to twice its value.
Image.MAX_IMAGE_PIXELS = None
MOST_PIXELS = 200_000_000

FORMATS = {
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".png": "PNG",
    ".webp": "WEBP",
    ".tif": "TIFF",
    ".tiff": "TIFF",
    ".bmp": "BMP",
}
_XMP_TIFF_TAG = 700


@dataclass(frozen=True, eq=False)
class Photo:
    """A photo, upright.

    pixels: (H, W, 3) uint8. alpha: (H, W) uint8 or None. The rest goes back into the file as it came.
    """

    pixels: np.ndarray
    alpha: np.ndarray | None = None
    icc: bytes | None = None
    exif: bytes | None = None
    xmp: bytes | None = None
    jpeg: dict[str, Any] | None = None  # quantisation and subsampling of a JPEG, so that saving loses no more

    @property
    def width(self) -> int:
        return self.pixels.shape[1]

    @property
    def height(self) -> int:
        return self.pixels.shape[0]

    def with_pixels(self, pixels: np.ndarray) -> Photo:
        return replace(self, pixels=pixels)


def load(source: Path | bytes) -> Photo:
    """Read a photo from a file or from its bytes. Raises PhotoError with one clear sentence."""
    name = f"“{source.name}”" if isinstance(source, Path) else "The picture"
    try:
        data = source.read_bytes() if isinstance(source, Path) else source
    except OSError as error:
        raise PhotoError(
            f"{name} cannot be read: {error.strerror or error}.", "Check that the file exists and may be read."
        ) from error
    if not data:
        raise PhotoError(f"{name} is empty.", "The file has zero bytes; get the photo again from where it came from.")
    try:
        with Image.open(io.BytesIO(data)) as image:
            return _read(image, name)
    except PhotoError:
        raise
    except UnidentifiedImageError as error:
        raise PhotoError(
            f"{name} is not a picture in a format that can be read.", "Use JPEG, PNG, WebP, TIFF or BMP."
        ) from error
    # Pillow's decoders raise whatever their format's parser meets; each of them means a damaged file.
    except Exception as error:
        raise PhotoError(
            f"{name} is damaged and cannot be read.", "Open it in another program and save it again.", repr(error)
        ) from error


def _read(image: Image.Image, name: str) -> Photo:
    if image.width * image.height > MOST_PIXELS:
        raise PhotoError(
            f"{name} is too large: {image.width} x {image.height} pixels.",
            f"At most {MOST_PIXELS // 1_000_000} megapixels can be edited; make it smaller first.",
        )
    # A phone's MPO holds further views behind the photo itself; it is not an animation.
    if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
        raise PhotoError(f"{name} is animated or has several pages.", "Save one picture of it as a file of its own.")
    jpeg = None
    if image.format in ("JPEG", "MPO") and image.mode == "RGB":
        from PIL.JpegImagePlugin import get_sampling

        jpeg = {"qtables": image.quantization, "subsampling": get_sampling(image)}  # type: ignore[attr-defined]
    image.load()
    icc, xmp = image.info.get("icc_profile"), image.info.get("xmp")
    upright = ImageOps.exif_transpose(image)
    exif = upright.getexif().tobytes() if upright.getexif() else None
    if upright.mode not in ("RGB", "RGBA"):
        # The profile describes the old colour space.
        upright, icc = _to_rgb(upright, icc), None
    alpha = np.asarray(upright.getchannel("A")) if upright.mode == "RGBA" else None
    pixels = np.asarray(upright.convert("RGB"))
    if isinstance(xmp, str):
        xmp = xmp.encode()
    return Photo(pixels, alpha, icc, exif, xmp, jpeg)


def _to_rgb(image: Image.Image, icc: bytes | None) -> Image.Image:
    """Any other mode as RGB or RGBA, 8 bits."""
    if image.mode.startswith("I") or image.mode == "F":
        values = np.asarray(image).astype(np.float64)
        full = 255.0 if image.mode == "F" and values.max() <= 255 else 65535.0
        return Image.fromarray((values.clip(0, full) * (255 / full)).round().astype(np.uint8)).convert("RGB")
    if image.mode == "CMYK" and icc:
        try:
            profile = ImageCms.ImageCmsProfile(io.BytesIO(icc))
            converted = ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"), outputMode="RGB")
            return converted or image.convert("RGB")
        except ImageCms.PyCMSError:
            return image.convert("RGB")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def check_output(path: Path, source: Path | None, force: bool) -> None:
    """Before any work: can the result be written there? Raises PhotoError or OutputExists."""
    if path.suffix.lower() not in FORMATS:
        raise PhotoError(
            f"“{path.name}” has no picture format that can be written.", f"Use one of {', '.join(FORMATS)}."
        )
    if source is not None and path.exists() and source.exists() and path.samefile(source):
        raise PhotoError("The result would replace the original photo.", "Choose another name.")
    if not path.parent.is_dir():
        raise PhotoError(f"The folder “{path.parent}” does not exist.", "Make it first, or choose another.")
    if path.is_dir():
        raise PhotoError(f"“{path}” is a folder.", "Give the name of a file.")
    if path.exists() and not force:
        raise OutputExists(f"“{path}” exists already.", "Use --force to replace it, or choose another name.")


def save(photo: Photo, path: Path, provenance: Provenance | None = None) -> None:
    """Write a photo in the format of the path's suffix, whole or not at all. Raises PhotoError."""
    format_ = FORMATS[path.suffix.lower()]
    image = Image.fromarray(photo.pixels)
    if photo.alpha is not None and format_ in ("PNG", "WEBP", "TIFF"):
        image.putalpha(Image.fromarray(photo.alpha))
    options: dict[str, Any] = {"icc_profile": photo.icc, "exif": photo.exif}
    xmp = into_xmp(photo.xmp, provenance) if provenance else photo.xmp
    if format_ == "JPEG":
        options |= photo.jpeg or {"quality": 95, "subsampling": 0}
        options["xmp"] = xmp
    elif format_ == "WEBP":
        options |= {"quality": 95, "method": 4, "xmp": xmp}
    elif format_ == "PNG":
        from PIL.PngImagePlugin import PngInfo

        text = PngInfo()
        if xmp:
            text.add_itxt("XML:com.adobe.xmp", xmp.decode("utf-8", "replace"))
        options["pnginfo"] = text
    elif format_ == "TIFF":
        options["compression"] = "tiff_deflate"
        tags = Image.Exif()
        tags.load(photo.exif or b"")
        if xmp:
            tags[_XMP_TIFF_TAG] = xmp
        options["exif"] = tags
    try:
        with replacing(path) as part:
            image.save(part, format_, **{key: value for key, value in options.items() if value is not None})
    except OSError as error:
        raise PhotoError(
            f"“{path.name}” cannot be written: {error.strerror or error}.",
            "Check that the folder may be written to and has room.",
            repr(error),
        ) from error
