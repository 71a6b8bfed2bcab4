"""Names that are made up fit, and no character is cut in two."""

from __future__ import annotations

import os
import unicodedata

import pytest

from asyrp_desktop.core.names import lengthened, shortened, size


@pytest.mark.parametrize(
    ("stem", "left"),
    [
        ("IMG_1", 5),
        ("a" * 255, 239),
        ("가" * 84, 79),
        (unicodedata.normalize("NFD", "각" * 30), 26 * 3),  # three code points, of three bytes each
        ("👩‍👩‍👧" * 14, 13 * 5),
        ("e\u0301\u0323" * 60, 47 * 3),
        (os.fsdecode(b"\xff" * 255), 239),
        ("a. " * 85, 238),  # no system keeps points and spaces at an end
        ("\u0301" * 200, 0),
    ],
)
def test_a_stem_gives_way(stem: str, left: int) -> None:
    name = lengthened(stem, "_edited.png")
    assert name == stem[:left] + "_edited.png"
    assert size(name) <= 250


def test_what_fits_stays() -> None:
    assert shortened("a. ", 3) == "a. "
    assert shortened("ab", 0) == ""
