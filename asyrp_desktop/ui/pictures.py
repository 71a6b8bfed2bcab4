"""Pictures of files, read beside the window's thread."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFile, QIODevice, QObject, QRunnable, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QIcon, QImage, QImageReader, QPixmap

from asyrp_desktop.core.files import open_file

THUMBNAIL = QSize(48, 48)
_ICON = QSize(96, 96)  # of a menu, for dense screens
_KEPT = 1000  # thumbnails, of 9 KB each
_WAITING = 60  # thumbnails asked for and not yet read: about what is in sight
_MAGIC = (
    (b"\xff\xd8", b"jpeg"),
    (b"\x89PNG", b"png"),
    (b"BM", b"bmp"),
    (b"II*\x00", b"tiff"),
    (b"MM\x00*", b"tiff"),
    (b"GIF8", b"gif"),
    (b"II+\x00", b"tiff"),
    (b"MM\x00+", b"tiff"),
)
_BRANDS = {  # of ISO base media files
    **dict.fromkeys((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"), b"heic"),
    **dict.fromkeys((b"mif1", b"msf1"), b"heif"),
    **dict.fromkeys((b"avif", b"avis"), b"avif"),
}


class Thumbnails(QObject):
    """Of whatever rows are in sight: the latest asked for is read first, and what has scrolled by is forgotten."""

    ready = Signal(str)  # the file
    _read = Signal(str, QImage)

    def __init__(self, size: QSize = THUMBNAIL) -> None:
        super().__init__()
        self._size = size
        self._kept: OrderedDict[str, QIcon] = OrderedDict()
        self._waiting: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()
        self._pool = QThreadPool(maxThreadCount=1)
        self._read.connect(self._keep)
        self._empty = QIcon(_blank(size))

    def of(self, file: str) -> QIcon:
        """An empty one at first; `ready` tells when there is another."""
        if file in self._kept:
            self._kept.move_to_end(file)
            return self._kept[file]
        with self._lock:
            if file not in self._waiting:
                self._pool.start(_Call(self._read_latest))
            self._waiting[file] = None
            self._waiting.move_to_end(file)
            while len(self._waiting) > _WAITING:
                self._waiting.popitem(last=False)
        return self._empty

    def stop(self) -> None:
        with self._lock:
            self._waiting.clear()
        self._pool.waitForDone()

    def _read_latest(self) -> None:
        with self._lock:
            if not self._waiting:
                return
            file, _ = self._waiting.popitem()
        self._read.emit(file, read_picture(file, self._size))

    def _keep(self, file: str, picture: QImage) -> None:
        self._kept[file] = _icon(QPixmap.fromImage(picture)) if not picture.isNull() else self._empty
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        self.ready.emit(file)


class PairReader(QObject):
    """Reads a photo and its result; only the pair asked for last is told of."""

    read = Signal(str, QImage, QImage)  # the photo's file, before, after; null where they cannot be read

    def __init__(self, size: QSize) -> None:
        super().__init__()
        self._size = size
        self._wanted = 0
        self._pool = QThreadPool(maxThreadCount=1)

    def ask(self, before: str, after: str) -> None:
        self._wanted += 1
        self._pool.clear()
        number = self._wanted
        self._pool.start(_Call(lambda: self._do(number, before, after)))

    def stop(self) -> None:
        self._wanted += 1
        self._pool.waitForDone()

    def _do(self, number: int, before: str, after: str) -> None:
        pair = read_picture(before, self._size), read_picture(after, self._size) if after else QImage()
        if number == self._wanted:
            self.read.emit(before, *pair)


def read_picture(file: str, size: QSize) -> QImage:
    """Upright, no larger than size; a null picture where it cannot be read.

    Only in the formats of photos, and of these only in those that Qt knows here. Asked for any other, Qt would try all
    its plugins on what a stranger made: that for SVG opens further files, and takes a lock while Python's is held; the
    window's thread, deleting an object, takes them the other way round, and both would wait for ever.
    """
    try:
        with open_file(Path(file)) as opened:
            kind = _kind(opened.read(12))
            device = QFile()
            if not kind or not device.open(opened.fileno(), QIODevice.OpenModeFlag.ReadOnly):
                return QImage()
            device.seek(0)
            return _read(QImageReader(device, kind), size)
    except OSError:
        return QImage()


def read_icon(file: Path) -> QIcon:
    """An empty one where it cannot be read."""
    return QIcon(QPixmap.fromImage(read_picture(str(file), _ICON)))


def _read(reader: QImageReader, size: QSize) -> QImage:
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    whole = reader.size()
    if whole.isValid() and (whole.width() > size.width() or whole.height() > size.height()):
        # While it is decoded: a JPEG is read at an eighth of its size many times as fast.
        reader.setScaledSize(whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


def _kind(head: bytes) -> bytes:
    """The format by how a file begins, whatever it is called; empty for others than those of photos."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return b"webp"
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], b"")
    return next((kind for magic, kind in _MAGIC if head.startswith(magic)), b"")


def _icon(pixmap: QPixmap) -> QIcon:
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)  # a photo is not to be tinted
    return icon


def _blank(size: QSize) -> QPixmap:
    pixmap = QPixmap(size)
    pixmap.fill(Qt.GlobalColor.transparent)
    return pixmap


class _Call(QRunnable):
    def __init__(self, call: Callable[[], None]) -> None:
        super().__init__()
        self._call = call

    def run(self) -> None:
        self._call()
