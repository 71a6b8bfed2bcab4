"""A morph as a file: GIF or WebP by Pillow, MP4 by ffmpeg where it is found. No torch."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from PIL import Image

from asyrp_desktop.core.errors import VariantError
from asyrp_desktop.core.files import replacing
from asyrp_desktop.core.progress import Progress, silent
from asyrp_desktop.core.values import Picture
from asyrp_desktop.photo.photo import check_place
from asyrp_desktop.photo.provenance import Provenance, as_json, into_xmp

HOLD = 8  # how many frames long the first and the last one stay


def formats() -> dict[str, str]:
    """What can be written here: names by suffix."""
    found = {".gif": "GIF", ".webp": "WebP"}
    return {**found, ".mp4": "MP4"} if _found_ffmpeg() else found


def _ffmpeg() -> Path:
    """Raises VariantError."""
    found = _found_ffmpeg()
    if found is None:
        raise VariantError("MP4 needs ffmpeg, which was not found.", "Install ffmpeg, or write a .webp or .gif.")
    return found


def _found_ffmpeg() -> Path | None:
    """From PATH, and never from the current folder, which Windows looks into first: it may be a stranger's."""
    name = "ffmpeg.exe" if sys.platform == "win32" else "ffmpeg"
    files = (Path(folder, name) for folder in os.get_exec_path() if Path(folder).is_absolute())
    return next((file for file in files if file.is_file() and os.access(file, os.X_OK)), None)


def check(path: Path, source: Path | None, force: bool) -> None:
    """Before any work: can a morph be written there? Raises VariantError, PhotoError, OutputExists."""
    if path.suffix.lower() == ".mp4":
        _ffmpeg()
    if path.suffix.lower() not in formats():
        raise VariantError(f"A morph cannot be written as “{path.name}”.", f"Use one of {', '.join(formats())}.")
    check_place(path, source, force)


def swinging(count: int, back: bool) -> list[int]:
    """The numbers of the frames in the order in which they are shown: both ends are held, and then it goes back."""
    there = [0] * (HOLD - 1) + list(range(count)) + [count - 1] * (HOLD - 1)
    return there + list(range(count - 2, 0, -1)) if back else there


def write(
    frames: Sequence[Picture],
    path: Path,
    rate: float,
    back: bool,
    provenance: Provenance,
    progress: Progress | None = None,
) -> None:
    """Whole or not at all. frames: of equal size. rate: frames a second. back: and back again, for ever.

    Raises VariantError, Cancelled.
    """
    progress = progress or silent()
    images = [Image.frombytes("RGB", (frame.width, frame.height), frame.data) for frame in frames]
    order = swinging(len(frames), back)
    try:
        with replacing(path) as part:
            if path.suffix.lower() == ".mp4":
                _write_mp4([images[k] for k in order], part, rate, provenance, progress)
            else:
                _write_by_pillow([images[k] for k in order], part, rate, provenance, progress)
    except (OSError, ValueError) as error:
        raise VariantError(
            f"“{path.name}” cannot be written.", "Check the folder and its room.", repr(error)
        ) from error


def _write_by_pillow(
    images: Sequence[Image.Image], part: Path, rate: float, provenance: Provenance, progress: Progress
) -> None:
    gif = part.suffix.lower() == ".gif"
    shared = _shared_palette(images) if gif else None

    def encoded() -> Iterator[Image.Image]:
        for k, image in enumerate(images):
            progress.at(k, len(images))
            yield image.quantize(palette=shared, dither=Image.Dither.FLOYDSTEINBERG) if shared else image

    rest = encoded()
    first = next(rest)
    duration = round(1000 / rate)
    if gif:
        note = as_json(provenance).encode()
        first.save(part, "GIF", save_all=True, append_images=rest, duration=duration, loop=0, comment=note)
    else:
        first.save(
            part,
            "WEBP",
            save_all=True,
            append_images=rest,
            duration=duration,
            loop=0,
            quality=88,
            method=4,
            xmp=into_xmp(None, provenance),
        )


def _shared_palette(images: Sequence[Image.Image]) -> Image.Image:
    """256 colours for all frames: with one palette each, the still parts of the photo would flicker."""
    chosen = [images[k] for k in sorted({0, len(images) // 4, len(images) // 2})]
    strip = Image.new("RGB", (sum(image.width for image in chosen), images[0].height))
    x = 0
    for image in chosen:
        strip.paste(image, (x, 0))
        x += image.width
    return strip.quantize(256, method=Image.Quantize.MEDIANCUT)


def _write_mp4(
    images: Sequence[Image.Image], part: Path, rate: float, provenance: Provenance, progress: Progress
) -> None:
    width, height = images[0].size
    command = [
        *(str(_ffmpeg()), "-loglevel", "error", "-nostdin", "-y"),
        *("-f", "rawvideo", "-pix_fmt", "rgb24", "-s", f"{width}x{height}", "-r", f"{rate:g}", "-i", "pipe:0"),
        # H.264 as every player takes it wants sides that are even.
        *("-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2,scale=out_color_matrix=bt709:out_range=tv", "-pix_fmt", "yuv420p"),
        *("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"),
        *("-crf", "16", "-movflags", "+faststart"),
        *("-metadata", f"comment={as_json(provenance)}", "-f", "mp4", str(part)),
    ]
    with tempfile.TemporaryFile() as told:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=told,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # on Windows a console would flash up
        )
        assert process.stdin is not None
        try:
            for k, image in enumerate(images):
                progress.at(k, len(images))
                process.stdin.write(image.tobytes())
            process.stdin.close()
            failed = process.wait() != 0
        except BrokenPipeError:
            failed = True
        finally:
            process.kill()
            process.wait()
        if failed:
            told.seek(0)
            raise VariantError(
                "ffmpeg could not write the film.",
                "Write a .webp or .gif instead.",
                told.read().decode("utf-8", "replace"),
            )
