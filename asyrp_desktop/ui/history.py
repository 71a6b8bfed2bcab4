"""True edits that were rendered, to be shown at once when the user comes back to them."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

from asyrp_desktop.core.values import Edit

from .engine_protocol import Layers

_Key = tuple[str, Edit, tuple[tuple[tuple[str, float], ...], ...]]


class History:
    """The pictures used last of all open photos, within so many bytes."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._bytes = 0
        self._kept: OrderedDict[_Key, Layers] = OrderedDict()

    def limit(self, most: int) -> None:
        self._most = most
        self._trim()

    def add(self, photo: str, edit: Edit, layers: Layers) -> None:
        """photo: its digest."""
        self._drop(_key(photo, edit))
        self._kept[_key(photo, edit)] = layers
        self._bytes += _size(layers)
        self._trim()

    def find(self, photo: str, edit: Edit) -> Layers | None:
        if (key := _key(photo, edit)) not in self._kept:
            return None
        self._kept.move_to_end(key)
        return self._kept[key]

    def clear(self) -> None:
        self._kept.clear()
        self._bytes = 0

    def _drop(self, key: _Key) -> None:
        if key in self._kept:
            self._bytes -= _size(self._kept.pop(key))

    def _trim(self) -> None:
        while self._bytes > self._most:
            self._drop(next(iter(self._kept)))


def _key(photo: str, edit: Edit) -> _Key:
    return photo, replace(edit, strengths=()), tuple(tuple(sorted(one.items())) for one in edit.strengths)


def _size(layers: Layers) -> int:
    changes = 0 if layers.changes is None else layers.changes.nbytes
    return changes + sum(image.sizeInBytes() for image in layers.images)
