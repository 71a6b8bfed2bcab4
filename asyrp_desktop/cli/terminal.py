"""What the commands share: exit codes, how numbers are read from words, and a progress bar."""

from __future__ import annotations

import argparse
import math
import re
import sys
from typing import Any, Literal

from asyrp_desktop.core.progress import Progress, Report
from asyrp_desktop.core.values import Crop, DeviceChoice

DEVICES = "auto|cpu|cuda|cuda:NUMBER|mps"
DONE, FAILED, CANCELLED = 0, 1, 130  # argparse itself exits with 2 on wrong usage

Commands = Any
"""What `add_subparsers` returns: its class is private to argparse."""


def strength(text: str) -> tuple[str, float]:
    name, equals, number = text.rpartition("=")
    try:
        strength = float(number)
    except ValueError:
        strength = math.nan
    if not equals or not name or not math.isfinite(strength):
        raise argparse.ArgumentTypeError(f"“{text}” is not NAME=STRENGTH, such as smiling=0.8")
    return name, strength


def steps(text: str) -> int:
    if not text.isdecimal() or not 2 <= int(text) <= 1000:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number of steps from 2 to 1000")
    return int(text)


def count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from 1 on")
    return int(text)


def device(text: str) -> DeviceChoice:
    if not re.fullmatch(r"auto|cpu|mps|cuda(:\d+)?", text):
        raise argparse.ArgumentTypeError(f"“{text}” is not auto, cpu, cuda, cuda:NUMBER or mps")
    return text


def crop(text: str) -> Crop:
    if text == "auto":
        return Crop("auto")
    if text == "full":
        return Crop("full")
    try:
        left, top, side = (float(number) for number in text.split(","))
        if not all(map(math.isfinite, (left, top, side))) or side < 1:
            raise ValueError
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” is not auto, full or X,Y,SIZE in pixels") from None
    return Crop("square", (left, top, side))


def face(text: str) -> Literal["all", "largest"] | int:
    if text in ("all", "largest"):
        return text  # type: ignore[return-value]
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not all, largest or a number from 1 on")
    return int(text)


class ProgressBar:
    """A bar with ETA on a terminal, silence in a pipe."""

    def __enter__(self) -> Progress:
        self._terminal = sys.stderr.isatty()
        return Progress(self._show if self._terminal else None)

    def __exit__(self, *_: object) -> None:
        if self._terminal:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    def _show(self, report: Report) -> None:
        bar = "█" * int(report.fraction * 30)
        left = "" if report.seconds_left is None else f"{report.seconds_left:4.0f} s left"
        print(
            f"\r\033[K{report.stage:<10} {bar:<30} {report.fraction:4.0%} {left}", end="", file=sys.stderr, flush=True
        )
