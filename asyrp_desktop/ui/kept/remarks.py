"""Why a kept edit may look otherwise than it did."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QCoreApplication

from asyrp_desktop.core.edit_file import EditFile
from asyrp_desktop.core.errors import AsyrpError
from asyrp_desktop.models import kept_edits
from asyrp_desktop.ui.language import told


def remarks(kept: EditFile, digest: str, sliders: Collection[str]) -> list[str]:
    """One sentence each. digest: SHA-256 of the photo's file as it is now. sliders: names of the directions in use."""
    found = [] if kept.digest == digest else [_tr("The photo was changed since.")]
    try:
        now = kept_edits.described(kept.photo, digest, kept.model, kept.edit)
    except AsyrpError as error:
        return [*found, told(error)]
    gone = sorted(kept.directions.keys() - now.directions.keys())
    idle = sorted({name for one in kept.edit.strengths for name in one} - set(sliders) - set(gone))
    others = [name for name, mark in now.directions.items() if kept.directions.get(name) != mark]
    if gone:
        found.append(_tr("Directions that are gone: {names}.").format(names=", ".join(gone)))
    if idle:
        found.append(_tr("Directions that have no slider: {names}.").format(names=", ".join(idle)))
    if others:
        found.append(_tr("Directions that were made anew: {names}.").format(names=", ".join(others)))
    return found


def _tr(text: str) -> str:
    return QCoreApplication.translate("remarks", text)
