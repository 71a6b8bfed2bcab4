"""Photos of every format that is read, through everything that is done to one."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Sequence
from contextlib import suppress
from random import Random

import imagecodecs
import numpy as np
import pillow_heif
import tifffile
from PIL import Image

from asyrp_desktop.core.errors import PhotoError
from asyrp_desktop.photo.photo import Photo, load, save
from asyrp_desktop.photo.provenance import Provenance, read_provenance

from .. import mutations
from ..home import Home
from ..target import Sample, Target, Wrong, write

RECORD = Provenance("faces & <co>", "f00", {"smiling": 0.5, "웃음": -1.0}, 40)
SUFFIXES = (".jpg", ".png", ".webp", ".tif", ".heic", ".avif", ".bmp")
_MOST_SAVED = 2_000_000  # pixels: larger ones are only loaded and looked at
_WIDEST = 16_383  # pixels a side that every format can hold


def through(data: bytes, home: Home, rng: Random, suffixes: Sequence[str], strip_location: bool = False) -> Photo:
    """Load, look at, change and save a photo, and load what was saved. Raises Wrong, PhotoError."""
    photo = load(data)
    if photo.pixels.shape != (photo.height, photo.width, 3) or photo.pixels.dtype != np.uint8:
        raise Wrong(f"pixels {photo.pixels.shape} {photo.pixels.dtype} of {photo.width} x {photo.height}")
    photo.smaller(64)
    if photo.width * photo.height > _MOST_SAVED or max(photo.width, photo.height) > _WIDEST:
        return photo
    samples = photo.samples.copy()
    photo.shift(samples, 0, 0, np.full((min(8, photo.height), min(8, photo.width), 3), 3.5, np.float32))
    photo = photo.with_samples(samples)
    for suffix in suffixes:
        path = home.work / f"saved{suffix}"
        try:
            save(photo, path, RECORD if rng.random() < 0.5 else None, strip_location)
            again = load(path)
        except PhotoError as error:
            raise Wrong(f"{suffix}: {error} {error.details}") from error
        if (again.width, again.height) != (photo.width, photo.height):
            raise Wrong(f"{suffix}: {photo.width} x {photo.height} came back as {again.width} x {again.height}")
        read_provenance(path)
    return photo


class Photos(Target):
    """Files."""

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        self._valid = [Sample(name, data) for name, data in _files().items()]
        self.hostile = [*_refused(), *_lies(dict(sample[:2] for sample in self._valid))]

    def valid(self) -> Sequence[Sample]:
        return self._valid

    def mutated(self, rng: Random) -> Sample:
        name, data, _ = rng.choice(self._valid)
        data = mutations.mutated(rng, data)
        if name.endswith(".png") and rng.random() < 0.8:
            data = mutations.with_true_checksums(data)
        return Sample(name, data)

    def read(self, sample: Sample, rng: Random) -> None:
        with suppress(OSError):  # as its contract says of what is no picture
            read_provenance(write(self.home.work, sample))
        through(sample.data, self.home, rng, rng.sample(SUFFIXES, 2), rng.random() < 0.5)


def picture(channels: int = 3, deep: bool = False, width: int = 37, height: int = 23) -> np.ndarray:
    """(height, width, channels) of a smooth gradient."""
    y, x = np.mgrid[0:height, 0:width]
    planes = [x / width, y / height, (x + y) / (width + height), 1 - x / width, y / height]
    full = 65535 if deep else 255
    return (np.stack(planes[:channels], 2) * full).astype(np.uint16 if deep else np.uint8)


def _files() -> dict[str, bytes]:
    exif = Image.Exif()
    exif[0x0112], exif[0x0110] = 6, "Camera"
    icc = imagecodecs.cms_profile("adobergb")
    grey, rgb, rgba = (Image.fromarray(picture(c).squeeze()) for c in (1, 3, 4))
    cmyk, second = Image.fromarray(picture(4), "CMYK"), Image.fromarray(picture()[::-1])
    kept = {"exif": exif, "icc_profile": icc}
    return {
        "rgb.jpg": _saved(rgb, "JPEG", **kept, xmp=b"<x/>"),
        "told.jpg": _told_jpeg(rgb),
        "told.png": _told_png(rgb),
        "told.tif": _saved(rgb, "TIFF", tiffinfo={33723: _IPTC, 34377: _BLOCKS, 270: "words"}, dpi=(300, 300)),
        "grey.jpg": _saved(grey, "JPEG", progressive=True),
        "cmyk.jpg": _saved(cmyk, "JPEG"),
        "lossless.jpg": _jpeg(picture(), lossless=True),
        "lossless16.jpg": _jpeg(picture(1, deep=True), lossless=True, bitspersample=16),
        "twelve.jpg": _jpeg(picture(deep=True) >> 4, level=90, bitspersample=12),
        "phone.jpg": _saved(rgb, "MPO", save_all=True, append_images=[second]),
        "rgb.png": _saved(rgb, "PNG", **kept),
        "rgba.png": _saved(rgba, "PNG", dpi=(72, 72)),
        "palette.png": _saved(rgb.quantize(16), "PNG", transparency=3),
        "one.png": _saved(grey.convert("1"), "PNG"),
        "grey16.png": bytes(imagecodecs.png_encode(picture(1, deep=True))),
        "rgba16.png": bytes(imagecodecs.png_encode(picture(4, deep=True))),
        "lossy.webp": _saved(rgb, "WEBP", **kept),
        "lossless.webp": _saved(rgba, "WEBP", lossless=True),
        "plain.tif": _saved(rgb, "TIFF", **kept),
        "lzw.tif": _saved(rgba, "TIFF", compression="tiff_lzw"),
        "jpeg.tif": _saved(rgb, "TIFF", compression="jpeg"),
        "fax.tif": _saved(grey.convert("1"), "TIFF", compression="group4"),
        "cmyk.tif": _saved(cmyk, "TIFF", compression="tiff_deflate"),
        "float.tif": _saved(grey.convert("F"), "TIFF"),
        "whole.tif": _saved(grey.convert("I"), "TIFF"),
        "half.tif": _tiff(picture().astype(np.float16) / 255, photometric="rgb"),
        "hdr.tif": _tiff(picture(4).astype(np.float64) / 60, photometric="rgb", extrasamples=["assocalpha"]),
        "whole_rgb.tif": _tiff(picture().astype(np.int32), photometric="rgb", compression="deflate", predictor=True),
        "packed.tif": _tiff(picture(deep=True) >> 4, photometric="rgb", bitspersample=12),
        "preview.tif": _with_preview(picture()),
        "webp.tif": _tiff(picture(), photometric="rgb", compression="webp"),
        "deep.tif": _tiff(picture(3, deep=True), photometric="rgb", compression="deflate", predictor=True),
        "deep_grey.tif": _tiff(picture(1, deep=True).squeeze(), photometric="miniswhite"),
        "deep_alpha.tif": _tiff(picture(4, deep=True), photometric="rgb", extrasamples=["unassalpha"], rowsperstrip=5),
        "planes.tif": _tiff(picture(3, deep=True).transpose(2, 0, 1), photometric="rgb", planarconfig="separate"),
        "tiles.tif": _tiff(picture(3, deep=True), photometric="rgb", tile=(16, 16), bigtiff=True),
        "cmyk_alpha.tif": _tiff(picture(5), photometric="separated", extrasamples=["unassalpha"]),
        "rgb.heic": _saved(rgb, "HEIF", **kept),
        "rgba.heic": _saved(rgba, "HEIF"),
        "deep.heic": _deep_heic(),
        "rgb.avif": _saved(rgb, "AVIF", **kept),
        "rgba.avif": _saved(rgba, "AVIF"),
        "rgb.bmp": _saved(rgb, "BMP"),
        "palette.bmp": _saved(rgb.quantize(16), "BMP"),
    }


_IPTC = b"\x1c\x02\x5a\0\5Paris" + b"\x1c\x02\x78\0\4text"
_BLOCKS = b"8BIM\4\4\0\0" + struct.pack(">I", len(_IPTC)) + _IPTC + b"\0" * (len(_IPTC) % 2)


def _told_jpeg(image: Image.Image) -> bytes:
    """With all that a JPEG can say beside its picture: XMP in two parts, IPTC, comments, a film."""
    other = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>%s</r:RDF></x:xmpmeta>"
    more = other % b"<r:Description xmlns:d='http://purl.org/dc/elements/1.1/' d:source='words'/>"
    main = other % (b"<r:Description xmlns:n='http://ns.adobe.com/xmp/note/' n:HasExtendedXMP='%s'/>" % (b"A" * 32))
    pieces = [(0, more[:50]), (50, more[50:])]
    head = b"http://ns.adobe.com/xmp/extension/\0" + b"A" * 32
    segments = [
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0" + main),
        *((0xE1, head + struct.pack(">II", len(more), at) + piece) for at, piece in pieces),
        (0xED, b"Photoshop 3.0\0" + _BLOCKS),
        (0xE5, b"somebody's"),
        (0xFE, b"words"),
    ]
    plain = _saved(image, "JPEG", dpi=(300, 300))
    told = b"".join(b"\xff" + bytes([kind]) + struct.pack(">H", len(data) + 2) + data for kind, data in segments)
    return plain[:20] + told + plain[20:] + b"\0\0\0\x18ftypmp42" + bytes(50)


def _told_png(image: Image.Image) -> bytes:
    """With texts of all kinds, raw profiles, and what its colours are."""
    raw = f"\niptc\n{len(_BLOCKS):8}\n{_BLOCKS.hex()}\n".encode()
    chunk = mutations.png_chunk
    plain = _saved(image, "PNG", dpi=(300, 300))
    chunks = [
        chunk(b"gAMA", struct.pack(">I", 100_000)),
        chunk(b"cICP", b"\x0c\x0d\0\1"),
        chunk(b"tEXt", b"Comment\0words"),
        chunk(b"zTXt", b"Raw profile type iptc\0\0" + zlib.compress(raw)),
        chunk(b"iTXt", b"Title\0\1\0\0\0" + zlib.compress(b"words")),
        chunk(b"tIME", b"\x07\xe8\1\1\0\0\0"),
    ]
    return plain[:33] + b"".join(chunks) + plain[33:]


def _saved(image: Image.Image, format_: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, format_, **options)
    return file.getvalue()


def _tiff(samples: np.ndarray, **options: object) -> bytes:
    file = io.BytesIO()
    tifffile.imwrite(file, samples, **options)  # type: ignore[arg-type]
    return file.getvalue()


def _with_preview(samples: np.ndarray) -> bytes:
    """A TIFF that begins with a preview, and has the photo behind it."""
    file = io.BytesIO()
    with tifffile.TiffWriter(file) as writer:
        writer.write(samples[::2, ::2], photometric="rgb", subfiletype=1, subifds=1)
        writer.write(samples, photometric="rgb")
    return file.getvalue()


def _jpeg(samples: np.ndarray, **options: object) -> bytes:
    return bytes(imagecodecs.jpeg8_encode(samples, **options))  # type: ignore[arg-type]


def _deep_heic() -> bytes:
    file = io.BytesIO()
    pillow_heif.from_bytes("RGB;16", (37, 23), picture(deep=True).tobytes()).save(file)
    return file.getvalue()


def _refused() -> list[Sample]:
    """Formats that are not to be read, whatever the file is called; and several pictures in one."""
    rgb, second = Image.fromarray(picture()), Image.fromarray(picture()[::-1])
    eps = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n(/tmp/x) (w) file\nshowpage\n%%EOF\n"
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>"
    others = [_saved(rgb, format_) for format_ in ("PPM", "TGA", "PCX", "ICNS", "ICO", "JPEG2000", "PDF", "DDS")]
    several = {"save_all": True, "append_images": [second]}
    animated = [_saved(rgb, format_, **several) for format_ in ("PNG", "WEBP", "TIFF", "AVIF", "GIF")]
    odd = [b"", b"\0", b"\xff\xd8\xff", b"GIF89a", b"RIFF\xff\xff\xff\xffWEBP", b"%PDF-1.7", b"<html></html>"]
    return [Sample("x.jpg", data, refused=True) for data in (eps, svg, *others, *animated, *odd)]


def _lies(valid: dict[str, bytes]) -> list[Sample]:
    """Sizes and numbers of pages that are not true, and little that unpacks to much."""
    huge = struct.pack(">II", 2**31 - 1, 2**31 - 1)
    head = b"\x89PNG\r\n\x1a\n"
    chunk = mutations.png_chunk
    zeros = zlib.compress(bytes(300_000_000), 9)
    pixel = chunk(b"IDAT", zlib.compress(b"\0\0\0\0"))
    ihdr = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    end = chunk(b"IEND", b"")
    bombs = [
        head + ihdr + chunk(kind, before + zeros) + pixel + end
        for kind, before in ((b"zTXt", b"a\0\0"), (b"iCCP", b"a\0\0"), (b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0"))
    ]
    bombs.append(head + ihdr + chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(900_000), 9)) * 1000 + pixel + end)
    bombs.append(head + ihdr + chunk(b"IDAT", zeros) + end)
    deep = chunk(b"IHDR", struct.pack(">IIBBBBB", 14_000, 14_000, 16, 6, 0, 0, 0))
    bombs.append(head + deep + chunk(b"IDAT", zeros) + end)
    sizes = []
    for name, what, at in (("rgb.png", huge, 16), ("grey16.png", huge, 16), ("rgb.bmp", huge, 18)):
        data = valid[name]
        sizes.append(mutations.with_true_checksums(data[:at] + what + data[at + 8 :]))
    jpeg = valid["rgb.jpg"]
    at = jpeg.index(b"\xff\xc0") + 5
    sizes += [jpeg[:at] + struct.pack(">HH", *size) + jpeg[at + 4 :] for size in ((65_500, 65_500), (12_000, 12_000))]
    tiff = bytearray(valid["deep_grey.tif"])
    sizes += [
        bytes(_with_tag(tiff, tag, value)) for tag in (256, 257, 277, 278, 258, 273, 279) for value in (0, 2**32 - 1)
    ]
    # Directories that lead to each other for ever, and many of them.
    (first,) = struct.unpack_from("<I", tiff, 4)
    (entries,) = struct.unpack_from("<H", tiff, first)
    link = first + 2 + 12 * entries
    sizes.append(bytes(tiff[:link] + struct.pack("<I", first) + tiff[link + 4 :]))
    many = bytearray(tiff)
    for _ in range(50_000):
        struct.pack_into("<I", many, link, len(many))
        link = len(many) + 2
        many += struct.pack("<HI", 0, 0)
    sizes.append(bytes(many))
    return [Sample("x.jpg", data) for data in (*bombs, *sizes)]


def _with_tag(tiff: bytearray, tag: int, value: int) -> bytearray:
    """Another value of a tag of the first directory."""
    changed = bytearray(tiff)
    (first,) = struct.unpack_from("<I", tiff, 4)
    (entries,) = struct.unpack_from("<H", tiff, first)
    for at in range(first + 2, first + 2 + 12 * entries, 12):
        if struct.unpack_from("<H", tiff, at)[0] == tag:
            struct.pack_into("<HII", changed, at + 2, 4, 1, value)
    return changed
