"""Keeps the edit of the open photo as it grows, so that nothing is lost, whatever happens."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QIODevice, QObject, Qt, QThreadPool, QTimer
from PySide6.QtGui import QImage

from asyrp_desktop.core.errors import AsyrpError
from asyrp_desktop.core.values import Edit
from asyrp_desktop.models import kept_edits

_log = logging.getLogger(__name__)

REST_MS = 700
THUMBNAIL = 96  # pixels, the longer side


class _Open(NamedTuple):
    """The photo whose edit is kept."""

    photo: Path
    digest: str
    model: str


class Keeper(QObject):
    """Of one photo at a time. Files are written on one thread of its own, in their order."""

    def __init__(self, picture: Callable[[], QImage]) -> None:
        """picture: what the edit looks like now."""
        super().__init__()
        self._picture = picture
        self._open: _Open | None = None
        self._edit = Edit()
        self._kept = Edit()
        self._begins = True  # what was kept of the photo is not of this edit
        self._thread = QThreadPool(self, maxThreadCount=1)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.keep_now)

    def show_photo(self, photo: Path, digest: str, model: str, edit: Edit) -> None:
        """edit: of it that is kept, and goes on."""
        self.leave_photo()
        self._open = _Open(photo, digest, model)
        self._edit = self._kept = _worthy(edit)
        self._begins = not edit.worth_keeping

    def begin_anew(self) -> None:
        """What is set from now on does not go on with what was kept of the photo."""
        self.keep_now()
        self._edit = self._kept = Edit()
        self._begins = True

    def set_edit(self, edit: Edit) -> None:
        """Keep this one, once the hand rests."""
        edit = _worthy(edit)
        if self._open is not None and edit != self._edit:
            self._edit = edit
            self._rest.start()

    def show_picture(self, picture: QImage) -> None:
        """What the edit truly looks like, which may come after it was kept."""
        if self._open is not None and self._edit == self._kept and self._kept.worth_keeping:
            digest = self._open.digest
            self._do(lambda: kept_edits.keep_thumbnail(digest, _as_png(picture)))

    def keep_now(self) -> None:
        self._rest.stop()
        if self._open is None or self._edit == self._kept:
            return
        open_, edit, self._kept = self._open, self._edit, self._edit
        begins, self._begins = self._begins, not edit.worth_keeping
        picture = self._picture()
        self._do(lambda: _keep(open_, edit, picture, begins))

    def leave_photo(self) -> None:
        """Another one comes; the edit of this one stays under way."""
        self.keep_now()
        self._open = None

    def close_photo(self, digest: str) -> None:
        """The photo is left in good order."""
        if self._open is not None and self._open.digest == digest:
            self.leave_photo()
        self._do(lambda: kept_edits.mark_closed(digest))

    def stop(self) -> None:
        """All photos are left in good order. Returns when all is written."""
        self.leave_photo()
        self._do(kept_edits.mark_all_closed)
        self._thread.waitForDone()

    def _do(self, work: Callable[[], object]) -> None:
        self._thread.start(lambda: _logged(work))


def _logged(work: Callable[[], object]) -> None:
    try:
        work()
    # A full disk, say. The edit itself goes on; whoever looks for the reason finds it in the log.
    except (OSError, AsyrpError):
        _log.exception("an edit is not kept")


def _keep(open_: _Open, edit: Edit, picture: QImage, begins: bool) -> None:
    if not edit.worth_keeping:
        kept_edits.forget(open_.digest)
        kept_edits.mark_closed(open_.digest)
        return
    file = kept_edits.described(*open_, edit)
    if begins:
        kept_edits.set_aside(file)
    kept_edits.mark_open(open_.digest)
    kept_edits.keep(file, _as_png(picture))


def _worthy(edit: Edit) -> Edit:
    return edit if edit.worth_keeping else Edit()


def _as_png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    picture.scaled(THUMBNAIL, THUMBNAIL, keep, smooth).save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
