"""The marks as a view draws them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QGuiApplication, QImage, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from asyrp_desktop.core.values import Stroke

from ..engine_protocol import Corners
from .marks import Marks

HANDLE = 5.0  # half a handle's side, in view pixels
_WHITE, _DARK = QColor(255, 255, 255), QColor(0, 0, 0, 150)
_PAINT = QColor(240, 50, 90, 120)
_FINEST = 1024  # longest side of the picture of what is painted
_FAR = 1e6  # photo pixels: the square may reach past the photo


class MarksItem(QGraphicsItem):
    """Lies over the pictures of one view. Lines and numbers are as large on the screen at every zoom."""

    def __init__(self, marks: Marks) -> None:
        super().__init__()
        self._marks = marks
        self._drawn: tuple[QSizeF, tuple[Stroke, ...]] | None = None
        self._mask = QImage()
        self.setZValue(1)
        marks.changed.connect(self._on_change)

    def _on_change(self) -> None:
        self.update()

    def boundingRect(self) -> QRectF:
        return QRectF(-_FAR, -_FAR, 2 * _FAR, 2 * _FAR)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        marks = self._marks
        if marks.painting:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(QPointF(0, 0), marks.photo), self._painted())
        if not marks.visible and not marks.painting:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = widget.palette() if widget else QGuiApplication.palette()
        accent = palette.highlight().color()
        if marks.square is not None:
            self._draw_square(painter, marks.square.corners, accent)
        several = len(marks.boxes) > 1
        for number, corners in enumerate(marks.boxes):
            picked = several and number in marks.picked
            _draw_box(painter, corners, accent if picked else None)
            if several:
                on_ground = (palette.highlightedText().color(), accent) if picked else (_WHITE, _DARK)
                _draw_number(painter, corners[0], number + 1, *on_ground)
        if marks.painting and marks.brush:
            at, radius = marks.brush
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for colour, width in ((_DARK, 3.0), (_WHITE, 1.5)):
                painter.setPen(_pen(colour, width))
                painter.drawEllipse(at, radius, radius)

    def _draw_square(self, painter: QPainter, corners: Corners, accent: QColor) -> None:
        _draw_box(painter, corners, accent)
        half = HANDLE / painter.deviceTransform().m11() * painter.device().devicePixelRatioF()
        painter.setPen(_pen(accent, 1.5))
        painter.setBrush(_WHITE)
        for x, y in corners:
            painter.drawRect(QRectF(x - half, y - half, 2 * half, 2 * half))

    def _painted(self) -> QImage:
        """What is painted, with the stroke under way."""
        marks = self._marks
        scale = min(1.0, _FINEST / max(marks.photo.width(), marks.photo.height()))
        wanted = (marks.photo, marks.strokes)
        if self._drawn != wanted:
            size = (marks.photo * scale).toSize().expandedTo(QSizeF(1, 1).toSize())
            self._mask = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
            first = next(iter((*marks.strokes, *((marks.stroke,) if marks.stroke else ()))), None)
            self._mask.fill(_PAINT if first and first.erase else Qt.GlobalColor.transparent)
            _stroke(self._mask, marks.strokes, scale)
            self._drawn = wanted if marks.strokes else None  # what lies under a first stroke depends on it
        if marks.stroke is None:
            return self._mask
        mask = self._mask.copy()
        _stroke(mask, (marks.stroke,), scale)
        return mask


def _stroke(mask: QImage, strokes: Sequence[Stroke], scale: float) -> None:
    painter = QPainter(mask)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    # Paint replaces paint: twice over the same place is no thicker.
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    for stroke in strokes:
        colour = QColor(Qt.GlobalColor.transparent) if stroke.erase else _PAINT
        pen = QPen(colour, 2 * stroke.radius)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        points = [QPointF(x, y) for x, y in stroke.points]
        if len(points) == 1:
            painter.drawPoint(points[0])
        else:
            painter.drawPolyline(points)
    painter.end()


def _draw_box(painter: QPainter, corners: Corners, accent: QColor | None) -> None:
    polygon = QPolygonF([QPointF(x, y) for x, y in corners])
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if accent is None:
        painter.setPen(_pen(QColor(255, 255, 255, 150), 1, Qt.PenStyle.DashLine))
        painter.drawPolygon(polygon)
        return
    for colour, width in ((QColor(255, 255, 255, 200), 4.0), (accent, 2.0)):
        painter.setPen(_pen(colour, width))
        painter.drawPolygon(polygon)


def _draw_number(painter: QPainter, corner: tuple[float, float], number: int, colour: QColor, ground: QColor) -> None:
    painter.save()
    painter.translate(QPointF(*corner))
    scale = painter.device().devicePixelRatioF() / painter.deviceTransform().m11()
    painter.scale(scale, scale)
    font = QFont(painter.font())
    font.setPixelSize(12)
    font.setBold(True)
    painter.setFont(font)
    label = QRectF(-1, -20, 20, 18)  # above the box, which may be smaller
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(ground))
    painter.drawRoundedRect(label, 4, 4)
    painter.setPen(colour)
    painter.drawText(label, Qt.AlignmentFlag.AlignCenter, str(number))
    painter.restore()


def _pen(colour: QColor, width: float, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(colour, width, style)
    pen.setCosmetic(True)
    return pen
