"""Cameras' raw files: what a sensor saw, to be developed before it is a photo."""

from __future__ import annotations

from asyrp_desktop.core.errors import PhotoError

# Of those that are no TIFFs, or say that they are raw before they go on as one.
_STARTS = (b"FUJIFILMCCD-RAW", b"IIRO", b"IIRS", b"MMOR", b"IIU\0", b"FOVb", b"\0MRM")
_CANON = b"CR\x02"  # at 8
_CANON_3 = b"ftypcrx "  # at 4
_CANON_1 = b"HEAPCCDR"  # at 6
# Of TIFFs that may not say so at all.
SUFFIXES = {
    *(".3fr", ".ari", ".arw", ".bay", ".cap", ".cr2", ".cr3", ".crw", ".dcr", ".dng", ".eip", ".erf", ".fff", ".gpr"),
    *(".iiq", ".k25", ".kdc", ".mef", ".mos", ".mrw", ".nef", ".nrw", ".orf", ".pef", ".ptx", ".raf", ".raw", ".rw2"),
    *(".rwl", ".sr2", ".srf", ".srw", ".x3f"),
}


def is_raw(data: bytes) -> bool:
    """By the first bytes of a file; a TIFF may be one for other reasons, see `tiff_page`."""
    canon = data[8:11] == _CANON or data[4:12] == _CANON_3 or data[6:14] == _CANON_1
    return canon or data.startswith(_STARTS)


def is_name_of_raw(suffix: str) -> bool:
    return suffix.lower() in SUFFIXES


def raw_file(name: str) -> PhotoError:
    return PhotoError(
        f"{name} is a camera's raw file, not a finished picture.",
        "Develop it in a program for raw files, and save it as TIFF or JPEG.",
    )
