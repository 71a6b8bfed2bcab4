"""Which part of the photo is seen, and how large: one state, shared by all views of the photo."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF, Signal

LARGEST = 32.0  # view pixels per photo pixel
AROUND = 1.5  # what is seen of an area that is looked at, in its own sizes
ZOOM_STEP = 1.25


class ViewState(QObject):
    """scale: view pixels per photo pixel. centre: the point of the photo in the middle of each view."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._photo = QSizeF(1, 1)
        self._viewport = QSizeF(1, 1)
        self._fitted = True
        self.scale = 1.0
        self.centre = QPointF(0.5, 0.5)

    @property
    def photo(self) -> QSizeF:
        return self._photo

    @property
    def _whole(self) -> float:
        return self._fitting(self._photo.width(), self._photo.height())

    @property
    def fitted(self) -> bool:
        """The whole photo is seen, whatever the size of the views."""
        return self._fitted

    def set_photo(self, width: float, height: float) -> None:
        self._photo = QSizeF(width, height)
        self.fit()

    def set_viewport(self, size: QSizeF) -> None:
        """The size of each view. Side by side they are alike."""
        if size.isEmpty() or size == self._viewport:
            return
        self._viewport = size
        if self._fitted:
            self.fit()
        else:
            self._look(self.scale, self.centre)

    def fit(self) -> None:
        self._fitted = True
        self._look(self._whole, QPointF(self._photo.width() / 2, self._photo.height() / 2))

    def look_at(self, area: QRectF) -> None:
        """Show this part of the photo, with something around it."""
        scale = self._fitting(AROUND * area.width(), AROUND * area.height())
        if scale <= self._whole:
            self.fit()
            return
        self.set_scale(scale)
        self._look(self.scale, area.center())

    def zoom(self, factor: float, anchor: QPointF | None = None) -> None:
        """anchor: the point of the photo that stays where it is in the view."""
        self.set_scale(self.scale * factor, anchor)

    def set_scale(self, scale: float, anchor: QPointF | None = None) -> None:
        smallest = min(self._whole, 1.0)
        scale = max(smallest, min(LARGEST, scale))
        self._fitted = scale <= smallest
        anchor = anchor or self.centre
        self._look(scale, anchor + (self.centre - anchor) * (self.scale / scale))

    def pan(self, dx: float, dy: float) -> None:
        """Move the photo by so many view pixels."""
        self._look(self.scale, self.centre - QPointF(dx, dy) / self.scale)

    def _fitting(self, width: float, height: float) -> float:
        """The scale at which so much of the photo fills the view."""
        margin = 12
        room = self._viewport.width() - 2 * margin, self._viewport.height() - 2 * margin
        return max(0.001, min(room[0] / width, room[1] / height))

    def _look(self, scale: float, centre: QPointF) -> None:
        self.scale = scale
        self.centre = QPointF(
            _within(centre.x(), self._photo.width(), self._viewport.width() / scale),
            _within(centre.y(), self._photo.height(), self._viewport.height() / scale),
        )
        self.changed.emit()


def _within(centre: float, photo: float, seen: float) -> float:
    """Keep the photo's edges outside the view, or the photo in its middle where it is smaller."""
    return photo / 2 if photo <= seen else max(seen / 2, min(photo - seen / 2, centre))
