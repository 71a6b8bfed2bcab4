"""What comes with a photo: EXIF, colour profiles, XMP."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Sequence
from contextlib import suppress
from html import escape
from random import Random

import imagecodecs
import numpy as np
from PIL import Image, ImageCms

from asyrp_desktop.photo import exif as exif_bytes
from asyrp_desktop.photo.containers import png
from asyrp_desktop.photo.photo import Photo
from asyrp_desktop.photo.provenance import as_json, into_xmp, read_provenance
from asyrp_desktop.photo.xmp import without_location

from .. import mutations
from ..home import Home
from ..target import Sample, Target, Wrong, write
from .photos import RECORD, SUFFIXES, picture, through

_GPS = {1: "N", 2: (48.0, 51.0, 29.53), 3: "E", 4: (2.0, 17.0, 40.21), 29: "2024:05:06"}


_EXIF_NAMES = b"http://ns.adobe.com/exif/1.0/"


class Exif(Target):
    """EXIF by itself, and in photos that are saved without where they were taken."""

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        self._valid = _exif()
        first, endless = self._valid, struct.pack("<2sHIH", b"II", 42, 8, 0xFFFF)
        loop = struct.pack("<2sHIHHHIII", b"II", 42, 8, 1, exif_bytes.GPS_IFD, 4, 1, 8, 8)
        texts = [first[:n] for n in (0, 1, 2, 7, 8, 9)] + [endless, loop, b"MM\0*\xff\xff\xff\xff", b"II*\0" + bytes(4)]
        self.hostile = [Sample("exif", data) for data in texts]

    def valid(self) -> Sequence[Sample]:
        return [Sample("exif", self._valid)]

    def mutated(self, rng: Random) -> Sample:
        return Sample("exif", mutations.mutated(rng, self._valid))

    def read(self, sample: Sample, rng: Random) -> None:
        exif = sample.data
        changes: list[Callable[[], object]] = [
            lambda: exif_bytes.orientation(exif),
            lambda: exif_bytes.upright(exif, 5, 7, 6),
            lambda: exif_bytes.for_tiff(exif),
            lambda: exif_bytes.without_location(exif),
            lambda: exif_bytes.has_thumbnail(exif),
            lambda: exif_bytes.with_thumbnail(exif, b"jpeg"),
        ]
        for change in changes:
            with suppress(struct.error, IndexError):  # the module's contract
                change()
        format_, suffix = rng.choice((("JPEG", ".jpg"), ("PNG", ".png"), ("WEBP", ".webp")))
        file = io.BytesIO()
        Image.fromarray(picture()).save(file, format_, exif=exif_bytes.MARKER + exif)
        strip = rng.random() < 0.8
        through(file.getvalue(), self.home, rng, [suffix, *rng.sample(SUFFIXES, 1)], strip)
        if strip:
            for path in self.home.work.iterdir():
                _check_no_place(path.read_bytes(), path.suffix)


class Icc(Target):
    """Colour profiles, of every kind of samples."""

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        self._valid = [
            ("rgb", bytes(imagecodecs.cms_profile("adobergb"))),
            ("rgb", ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()),
            ("lab", ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()),
            ("grey", bytes(imagecodecs.cms_profile("gray"))),
        ]
        self.hostile = [Sample("rgb", data) for data in (b"", b"\0" * 128, b"\xff" * 200, bytes(7_000_000))]

    def valid(self) -> Sequence[Sample]:
        return [Sample(*one) for one in self._valid]

    def mutated(self, rng: Random) -> Sample:
        kind, icc = rng.choice(self._valid)
        return Sample(kind, mutations.mutated(rng, icc))

    def read(self, sample: Sample, rng: Random) -> None:
        channels = {"grey": 1, "rgb": 3, "lab": 3}[sample.name]
        samples = picture(channels, deep=rng.random() < 0.5)
        through(png(samples, sample.data, None, None), self.home, rng, rng.sample(SUFFIXES, 2))
        # CMYK, which no profile at hand is for, and an edit's own way.
        photo = Photo(picture(4), icc=sample.data)
        photo.shift(photo.samples.copy(), 0, 0, np.ones((2, 2, 3), np.float32))


class Xmp(Target):
    """XMP by itself, and as what an edit writes into."""

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        ours = into_xmp(None, RECORD)
        place = b'<rdf:Description xmlns:exif="' + _EXIF_NAMES + b'" exif:GPSLatitude="48,51N"><exif:GPSX/>'
        self._valid = [ours, ours.replace(b"</rdf:RDF>", place + b"</rdf:Description></rdf:RDF>")]
        head = ours.partition(b"</rdf:RDF>")[0]
        entities = b"".join(b'<!ENTITY a%d "%s">' % (k + 1, b"&a%d;" % k * 10) for k in range(12))
        bomb = b'<!DOCTYPE x [<!ENTITY a0 "ha">' + entities + b"]><x>&a12;</x>"
        outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
        remote = b'<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd"><x/>'
        rdf = head[head.index(b"<x:xmpmeta") :] + b"%s</rdf:RDF></x:xmpmeta>"
        inside = [
            b" " * 200_000,
            b"<asyrp:edit>" * 40_000,
            (b'<rdf:Description rdf:about="" xmlns:asyrp=' + b'"a">') * 20_000,
            b"<a>" * 100_000 + b"</a>" * 100_000,
            b"<a " + b" ".join(b'b%d="c"' % k for k in range(50_000)) + b"/>",
            b'<rdf:Description xmlns:asyrp="https://ns.asyrp-desktop.org/1.0/"><asyrp:edit>[]</asyrp:edit></rdf:Description>',
            b"<x xmlns:ns0='a' xmlns:xml2='b' xmlns:='c'/>",
        ]
        texts = [bomb, outside, remote, b"", b"\0" * 9, "<x/>".encode("utf-16"), b"<x>\xff\xfe</x>"]
        self.hostile = [Sample("xmp", text) for text in (*texts, *(rdf % part for part in inside), *inside)]

    def valid(self) -> Sequence[Sample]:
        return [Sample("xmp", xmp) for xmp in self._valid]

    def mutated(self, rng: Random) -> Sample:
        if rng.random() < 0.4:
            record = mutations.mutated_json(rng, as_json(RECORD)).decode("utf-8", "replace")
            return Sample("xmp", self._valid[0].replace(escape(as_json(RECORD)).encode(), escape(record).encode()))
        return Sample("xmp", mutations.mutated(rng, rng.choice(self._valid)))

    def read(self, sample: Sample, rng: Random) -> None:
        given = read_provenance(write(self.home.work, Sample("given.png", _with_xmp(sample.data))))
        if given and not (
            isinstance(given.model, str) and type(given.steps) is int and isinstance(given.strengths, dict)
        ):
            raise Wrong(f"a record of wrong types: {given}")
        if given:
            into_xmp(None, given)
        for xmp in (sample.data, without_location(sample.data)):
            written = into_xmp(xmp, RECORD)
            again = read_provenance(write(self.home.work, Sample("ours.png", _with_xmp(written))))
            if again != RECORD:
                raise Wrong(f"the record came back as {again}")
        cleaned = without_location(sample.data)
        if cleaned and b"GPSLatitude" in cleaned and _EXIF_NAMES in cleaned:
            raise Wrong("a place is still told")


def _with_xmp(xmp: bytes) -> bytes:
    return png(picture(), None, None, xmp)


def _check_no_place(data: bytes, suffix: str) -> None:
    """As Pillow reads it, which forgives more than most."""
    with Image.open(io.BytesIO(data)) as image:
        try:
            gps = image.getexif().get_ifd(exif_bytes.GPS_IFD)
        except Exception:
            return  # nobody can read a place there
    if gps:
        raise Wrong(f"{suffix} still tells a place: {dict(gps)}")


def _exif() -> bytes:
    """A camera's, with a place and a thumbnail."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[exif_bytes.ORIENTATION] = "Maker", "Camera", 6
    exif.get_ifd(exif_bytes.GPS_IFD).update(_GPS)
    exif.get_ifd(exif_bytes.EXIF_IFD).update({0xA002: 37, 0xA003: 23, 0x9003: "2024:05:06 07:08:09"})
    thumbnail = io.BytesIO()
    Image.fromarray(picture()).save(thumbnail, "JPEG")
    return exif_bytes.with_thumbnail(exif_bytes.bare(exif.tobytes()), thumbnail.getvalue())
