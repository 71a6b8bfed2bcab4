"""Paths in JSON, databases and reports, which hold Unicode only: a name that is none goes there as its bytes."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote_to_bytes

_SCHEME = "file://"


def to_text(path: str) -> str:
    """The path itself, or where its name is no Unicode a file: address. path: absolute."""
    return path if _is_unicode(path) else Path(path).as_uri()


def from_text(text: str) -> str:
    """The path that was written so."""
    if text.startswith(_SCHEME):
        path = os.fsdecode(unquote_to_bytes(text.removeprefix(_SCHEME)))
        if not _is_unicode(path):
            return path
    return text


def shown(path: str) -> str:
    """For people to read: what is no Unicode as question marks."""
    return path.encode("utf-8", "replace").decode()


def _is_unicode(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
