"""Names of files that the program makes up from others: no longer than file systems take."""

from __future__ import annotations

import regex

LONGEST = 250  # bytes in UTF-8; file systems take 255, and a sidecar has its suffix behind the whole name


def lengthened(stem: str, ending: str, most: int = LONGEST) -> str:
    """The stem and what is added to it, in `most` bytes: of a stem that is too long the end is left out."""
    return shortened(stem, most - size(ending)) + ending


def shortened(text: str, most: int) -> str:
    """As much of it, in whole characters as a reader counts them, as goes into `most` bytes."""
    if size(text) <= most:
        return text
    kept, left = "", most
    for character in regex.findall(r"\X", text):
        left -= size(character)
        if left < 0:
            break
        kept += character
    return kept.rstrip(" .")


def tell_of_shortening(notices: list[str]) -> None:
    notices.append("The photo's name is too long to be added to: the result's was shortened.")


def size(text: str) -> int:
    """In bytes. What is no Unicode in a name is one byte each."""
    return len(text.encode("utf-8", "replace"))
