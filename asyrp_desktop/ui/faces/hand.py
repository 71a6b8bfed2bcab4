"""What mouse and keys do to the marks over a photo. All views share one hand; what they do not want of it pans."""

from __future__ import annotations

import math

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent

from asyrp_desktop.core.values import Stroke

from ..strengths import new_gesture
from .marks import Marks
from .movable_square import CORNERS, Corner, MovableSquare

GRASP = 11.0  # view pixels around a corner, within which it is taken hold of
STEP = 0.03  # of the square's side, for a key
DENSITY = 0.15  # of the brush's radius, between two points of a stroke

Shape = Qt.CursorShape


class Hand(QObject):
    """Points are in photo pixels; a pixel: the photo pixels that a view pixel spans."""

    picked = Signal(object)  # place of a box, or None for all
    square_moved = Signal(object, int)  # MovableSquare, gesture
    stroke_drawn = Signal(object)  # Stroke

    def __init__(self, marks: Marks) -> None:
        super().__init__()
        self._marks = marks
        self.radius = 1.0  # of the brush
        self.erasing = False
        self._corner: Corner | None = None
        self._held: MovableSquare | None = None  # as it was when it was taken hold of
        self._from = QPointF()
        self._gesture = 0

    def press(self, at: QPointF, pixel: float) -> bool:
        """Whether it takes hold of something: until `release`, what moves is `drag`."""
        marks = self._marks
        if marks.painting:
            marks.stroke = Stroke(((at.x(), at.y()),), self.radius, self.erasing)
            marks.renew()
            return True
        if marks.square is None or not marks.visible:
            return False
        self._corner = self._corner_at(at, pixel)
        if self._corner is None and not marks.square.holds(at.x(), at.y()):
            return False
        self._held, self._from, self._gesture = marks.square, at, new_gesture()
        return True

    def drag(self, at: QPointF) -> None:
        marks = self._marks
        if marks.stroke is not None:
            self.hover(at)
            x, y = marks.stroke.points[-1]
            if math.hypot(at.x() - x, at.y() - y) >= DENSITY * self.radius:
                marks.stroke = marks.stroke._replace(points=(*marks.stroke.points, (at.x(), at.y())))
                marks.renew()
        elif self._held is not None:
            width, height = marks.photo.width(), marks.photo.height()
            if self._corner is None:
                moved = at - self._from
                square = self._held.moved(moved.x(), moved.y(), width, height)
            else:
                square = self._held.dragged(self._corner, at.x(), at.y(), width, height)
            self.square_moved.emit(square, self._gesture)

    def release(self) -> None:
        stroke, self._marks.stroke, self._held = self._marks.stroke, None, None
        if stroke is not None:
            self.stroke_drawn.emit(stroke)

    def click(self, at: QPointF) -> None:
        """Where nothing was taken hold of, and the photo not moved."""
        box = self._marks.box_at(at) if self._marks.visible else None
        if box is not None:
            self.picked.emit(box)

    def area_at(self, at: QPointF) -> QRectF | None:
        """Around the face there."""
        return self._marks.area_at(at)

    def hover(self, at: QPointF | None) -> None:
        """The mouse is there; None: it has left."""
        if self._marks.painting:
            self._marks.brush = (at, self.radius) if at is not None else None
            self._marks.renew()

    def cursor(self, at: QPointF, pixel: float) -> Shape | None:
        """What the mouse would do there; None: pan."""
        marks = self._marks
        if marks.painting:
            return Shape.CrossCursor
        if not marks.visible:
            return None
        corner = self._corner_at(at, pixel)
        if corner is not None:
            return Shape.SizeFDiagCursor if corner[0] == corner[1] else Shape.SizeBDiagCursor
        if marks.square is not None and marks.square.holds(at.x(), at.y()):
            return Shape.SizeAllCursor
        if len(marks.boxes) > 1 and marks.box_at(at) is not None:
            return Shape.PointingHandCursor
        return None

    def key(self, event: QKeyEvent) -> bool:
        """Whether it meant the marks: numbers pick, arrows move the square and, with Shift, resize it."""
        marks, key = self._marks, Qt.Key(event.key())
        control = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if control or not marks.visible:
            return False
        if marks.boxes and Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            number = key - Qt.Key.Key_0
            if number <= len(marks.boxes):
                self.picked.emit(number - 1 if number else None)
            return True
        ways = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        if marks.square is None or key not in ways:
            return False
        if not event.isAutoRepeat():
            self._gesture = new_gesture()
        across, down = ways[key]
        step = STEP * marks.square.side
        width, height = marks.photo.width(), marks.photo.height()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            square = marks.square.grown((across - down) * step / 2, width, height)
        else:
            square = marks.square.moved(across * step, down * step, width, height)
        self.square_moved.emit(square, self._gesture)
        return True

    def _corner_at(self, at: QPointF, pixel: float) -> Corner | None:
        if self._marks.square is None:
            return None
        places = zip(CORNERS, self._marks.square.corners, strict=True)
        away = {corner: math.hypot(at.x() - x, at.y() - y) for corner, (x, y) in places}
        nearest = min(away, key=away.__getitem__)
        return nearest if away[nearest] <= GRASP * pixel else None
