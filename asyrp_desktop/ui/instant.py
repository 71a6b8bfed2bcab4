"""Sliders that show at once what they do: pictures made of keyframes, without the engine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from asyrp_desktop.core.values import Edit, Scope

from .engine_protocol import KeyframeRendered, Layers, RenderKeyframe

if TYPE_CHECKING:
    import numpy as np

    from asyrp_desktop.photo.keyframes import Keyframes

SMALLEST_LAYER = 512


class Instant:
    """The keyframes of one photo, for the scope that is set now."""

    def __init__(self) -> None:
        self._photo = Layers(())
        self._scope = Scope()
        self._names: Sequence[str] = ()
        self._keyframes: Keyframes | None = None
        self._picture: np.ndarray | None = None  # the photo in the keyframes' size
        self._settled: tuple[Edit, np.ndarray] | None = None  # a true edit that the keyframes have not met yet

    def foresee(self, names: Sequence[str]) -> None:
        """The directions whose sliders may be moved next, the likeliest first."""
        self._names = names

    def show_photo(self, layers: Layers) -> None:
        """Another photo, or the same for another model: nothing is known."""
        self._photo = layers
        self.clear()

    def set_scope(self, scope: Scope) -> None:
        if scope != self._scope:
            self._scope = scope
            self.clear()

    def clear(self) -> None:
        self._keyframes = self._picture = self._settled = None

    def settle(self, edit: Edit, layers: Layers) -> None:
        """A true edit is seen: what is shown as the hand goes on begins with it."""
        if edit.scope == self._scope and layers.changes is not None:
            self._settled = edit, layers.changes

    def missing(self, regions: Sequence[int]) -> RenderKeyframe | None:
        """What is worth computing next."""
        found = self._known().missing([(region, name) for name in self._names for region in regions])
        return None if found is None else RenderKeyframe(self._scope, *found[0], found[1])

    def add(self, request: RenderKeyframe, rendered: KeyframeRendered) -> None:
        if request.scope == self._scope:
            self._known().add((request.region, request.direction), request.strength, rendered.keyframe)
            if self._picture is None:
                self._picture = _pixels(self._photo, rendered.keyframe.width, rendered.keyframe.height)

    def layers(self, edit: Edit) -> Layers | None:
        """The photo with an edit; None where too little is known yet."""
        if self._picture is None or edit.scope != self._scope or not self._known().cover(edit.strengths):
            return None
        if self._settled is not None and self._known().cover(self._settled[0].strengths):
            settled, changes = self._settled
            self._known().meet(settled.strengths, changes)
            self._settled = None
        return _layers(self._known().changed(self._picture, edit.strengths))

    def _known(self) -> Keyframes:
        from asyrp_desktop.photo.keyframes import Keyframes

        if self._keyframes is None:
            self._keyframes = Keyframes()
        return self._keyframes


def _pixels(layers: Layers, width: int, height: int) -> np.ndarray:
    """(height, width, 3) uint8, from the smallest layer that is large enough."""
    import numpy as np

    image = next((one for one in reversed(layers.images) if one.width() >= width), layers.images[0])
    if image.width() != width or image.height() != height:
        image = image.scaled(width, height, mode=Qt.TransformationMode.SmoothTransformation)
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(height, image.bytesPerLine())
    return rows[:, : 3 * width].reshape(height, width, 3).copy()


def _layers(pixels: np.ndarray) -> Layers:
    height, width = pixels.shape[:2]
    rows = QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888)
    images = [rows.convertToFormat(QImage.Format.Format_RGB32)]
    while max(images[-1].width(), images[-1].height()) > SMALLEST_LAYER:
        half = images[-1].width() // 2, images[-1].height() // 2
        images.append(images[-1].scaled(*half, mode=Qt.TransformationMode.SmoothTransformation))
    return Layers(tuple(images))
