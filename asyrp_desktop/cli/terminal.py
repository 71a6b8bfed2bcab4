"""What the commands share: exit codes, what is printed and how, how numbers are read from words, a progress bar."""

from __future__ import annotations

import argparse
import codecs
import io
import json
import math
import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any, Literal, NoReturn, TextIO

from asyrp_desktop.core.errors import AsyrpError, PhotoError
from asyrp_desktop.core.files import is_same_file
from asyrp_desktop.core.progress import Progress, Report
from asyrp_desktop.core.values import MOST_TIMESTEPS, Crop, DeviceChoice

DEVICES = "auto|cpu|cuda|cuda:NUMBER|mps"
DONE, FAILED, CANCELLED = 0, 1, 130  # argparse itself exits with 2 on wrong usage

Commands = Any
"""What `add_subparsers` returns: its class is private to argparse."""

_LIKE_A_FILE = re.compile(r"-[^=]*\.[A-Za-z]\w{1,4}|-[^-=\d][^=]*")  # “-rf.jpg”, “--old.png”, “-rf”; not “-20,0,60”
_TAKEN_FOR_AN_OPTION = ("unrecognized arguments", "the following arguments are required", "ambiguous option")
_MISREAD = ("expected", "ignored explicit argument")  # the latter for “-h.jpg”


class Parser(argparse.ArgumentParser):
    """Of a command. An error over a file whose name looks like an option says how to name it."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> tuple[argparse.Namespace, list[str]]:
        self._words: Sequence[str] = list(args or ())
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        file, value = next(self._files(message), None), self._value(message)
        hint = f" (a file of that name is given as ./{file}, or behind --, as in: -- {file})" if file else ""
        super().error(message + (hint or (f" (such a value is given as {value})" if value else "")))

    def _value(self, message: str) -> str:
        """How to give the one that was taken for an option, such as “--crop=-20,0,60”; "" where there is none."""
        names = message.removeprefix("argument ").partition(": expected")[0].split("/")
        pairs = zip(self._words, self._words[1:], strict=False)
        found = (f"{name}={value}" for name, value in pairs if name in names and re.match(r"-[\d.]", value))
        return next(found, "")

    def _files(self, message: str) -> Iterator[str]:
        """What was taken for an option, and is none."""
        if not message.startswith(_TAKEN_FOR_AN_OPTION) and not any(text in message for text in _MISREAD):
            return
        unknown = message.removeprefix("unrecognized arguments: ")
        for word in unknown.split() if unknown != message else takewhile("--".__ne__, self._words):
            known = word in self._option_string_actions
            if not known and (_LIKE_A_FILE.fullmatch(word) or (word.startswith("-") and os.path.lexists(word))):
                yield word


def hold_streams() -> None:
    """Where the program was started without some of its streams: let no photo be opened under a number of theirs, and
    the error stream lead nowhere."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(descriptor)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - for as long as the program runs


def take_any_text() -> None:
    """Let no name of a file be more than standard output and error can hold: what they cannot is written as \\uXXXX, by
    which JSON stays JSON."""
    codecs.register_error("as-json", _as_json)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="as-json")


def _as_json(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


def tell(text: str, end: str = "\n") -> None:
    """Say it on the error stream. That nobody can read it there is no reason to stop working."""
    try:
        print(text, end=end, file=sys.stderr, flush=True)
    except OSError:
        silence(sys.stderr)


def flush() -> None:
    """Of standard output, where there is one: a program with a window has none. Raises AsyrpError where it is full."""
    if sys.stdout is not None:
        try:
            sys.stdout.flush()
        except BrokenPipeError:
            silence(sys.stdout)
        except OSError as error:
            silence(sys.stdout)
            why = error.strerror or error
            raise AsyrpError(f"What was to be printed cannot be: {why}.", "Send it to a file with room.") from error


def silence(stream: TextIO) -> None:
    """Whoever read it has gone: what is still to be written, by the interpreter's own flush too, goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def keep_apart(outputs: Sequence[Path], inputs: Iterable[Path]) -> None:
    """Before any work. Raises PhotoError where an output would take the place of an input, or of another output."""
    for k, output in enumerate(outputs):
        for other in inputs:
            if is_same_file(output, other):
                raise PhotoError(f"“{output}” would replace “{other}”, which is read.", "Choose another name.")
        if any(is_same_file(output, other) for other in outputs[:k]):
            raise PhotoError(f"Two files would be written to “{output}”.", "Choose another name for one of them.")


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


def timestep(text: str) -> int:
    """Of any schedule; whether the model has it, `check_timesteps` tells."""
    if not text.isdecimal() or int(text) >= MOST_TIMESTEPS:
        raise argparse.ArgumentTypeError(f"“{text}” is not a timestep from 0 on")
    return int(text)


def check_timesteps(parser: argparse.ArgumentParser, model: str, *given: int | None) -> None:
    """Wrong usage where a base model has not the timesteps that it is to be edited with. Raises ModelError."""
    from asyrp_desktop.models.shelf import model_folder, timesteps

    last = timesteps(model_folder(model)) - 1
    for t in given:
        if t is not None and t > last:
            parser.error(f"“{t}” is not a timestep from 0 to {last}")


def count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is not a whole number from 1 on")
    return int(text)


def weight(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or number < 0:
        raise argparse.ArgumentTypeError(f"“{text}” is not a number from 0 on")
    return number


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
            tell("\r\033[K", end="")

    def _show(self, report: Report) -> None:
        bar = "█" * int(report.fraction * 30)
        left = "" if report.seconds_left is None else f"{report.seconds_left:4.0f} s left"
        tell(f"\r\033[K{report.stage:<10} {bar:<30} {report.fraction:4.0%} {left}", end="")
