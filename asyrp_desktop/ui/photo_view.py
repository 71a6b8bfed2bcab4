"""A view of the photo. All views follow one ViewState, in photo coordinates, whatever the size of their pictures."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QShowEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsItem,
    QGraphicsScene,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)

from .engine_protocol import Layers
from .faces.hand import Hand
from .plain_text import PlainLabel
from .view_state import ZOOM_STEP, ViewState

# Above so many view pixels per picture pixel, single pixels are shown as they are.
SHARP_FROM = 4.0
KEY_PAN = 60.0  # view pixels
CLICK = 4.0  # view pixels that the mouse may stray in a click
_FAR = 1e6  # photo pixels around the scene, so that Qt never holds the view back: ViewState alone does


class PhotoItem(QGraphicsItem):
    """A picture stretched over the photo's rectangle, from its layer that suits the zoom."""

    def __init__(self) -> None:
        super().__init__()
        self._layers = Layers(())
        self._rect = QRectF()
        self._left_edge = float("-inf")

    def show_layers(self, layers: Layers, size: QSizeF) -> None:
        self.prepareGeometryChange()
        self._layers, self._rect = layers, QRectF(QPointF(0, 0), size)
        self.update()

    def show_from(self, left_edge: float) -> None:
        """Hide what lies left of this x."""
        self._left_edge = left_edge
        self.update()

    @property
    def layers(self) -> Layers:
        return self._layers

    def boundingRect(self) -> QRectF:
        return self._rect

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if not self._layers.images:
            return
        scale = painter.deviceTransform().m11()
        image = self._suiting(scale)
        magnified = scale * self._rect.width() / image.width()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, magnified < SHARP_FROM)
        if self._left_edge > self._rect.left():
            painter.setClipRect(self._rect.adjusted(self._left_edge, 0, 0, 0))
        painter.drawImage(self._rect, image)

    def _suiting(self, scale: float) -> QImage:
        """The smallest layer that still has a pixel for each of the screen's."""
        seen = scale * self._rect.width()
        return next((image for image in reversed(self._layers.images) if image.width() >= seen), self._layers.images[0])


class PhotoView(QGraphicsView):
    """Wheel zooms at the cursor, dragging pans, a double click goes to a face and back; keys do the same."""

    def __init__(self, state: ViewState, caption: str) -> None:
        scene = QGraphicsScene()
        super().__init__(scene)
        self._scene = scene  # the view does not own it
        self._state = state
        self._dragged_from: QPointF | None = None
        self.item = PhotoItem()
        scene.addItem(self.item)
        self._pressed_at = QPointF()
        self._hand: Hand | None = None
        self._held = False  # the hand has hold of something
        self.caption = Caption(caption, self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setMinimumSize(160, 160)
        self.setAcceptDrops(False)  # the window takes them
        self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        self.setSceneRect(-_FAR, -_FAR, 2 * _FAR, 2 * _FAR)
        state.changed.connect(self._follow)

    def show_layers(self, layers: Layers) -> None:
        self.item.show_layers(layers, self._state.photo)

    def lay_over(self, marks: QGraphicsItem, hand: Hand) -> None:
        """What is drawn over the photo, and the hand that acts on it."""
        self._scene.addItem(marks)
        self._hand = hand
        self.setMouseTracking(True)

    def _follow(self) -> None:
        self.setTransform(QTransform.fromScale(self._state.scale, self._state.scale))
        self.centerOn(self._state.centre)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.caption.move(12, 12)
        self._tell_size()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell_size()

    def _tell_size(self) -> None:
        # A view that is hidden behind another keeps whatever size it had.
        if self.isVisible():
            self._state.set_viewport(QSizeF(self.viewport().size()))
        self._follow()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turns = event.angleDelta().y() / 120
        self._state.zoom(ZOOM_STEP**turns, self.mapToScene(event.position().toPoint()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        self._pressed_at = event.position()
        if left and self._hand is not None and self._hand.press(self._at(event), 1 / self._state.scale):
            self._held = True
        elif left or event.button() == Qt.MouseButton.MiddleButton:
            self._dragged_from = event.position()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is not None:
            moved = event.position() - self._dragged_from
            self._dragged_from = event.position()
            self._state.pan(moved.x(), moved.y())
        elif self._hand is None:
            return
        elif self._held:
            self._hand.drag(self._at(event))
        else:
            self._hand.hover(self._at(event))
            shape = self._hand.cursor(self._at(event), 1 / self._state.scale)
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor if shape is None else shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        panned = self._dragged_from is not None
        self._dragged_from = None
        if self._hand is not None and self._held:
            self._held = False
            self._hand.release()
        elif panned:
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
            strayed = event.position() - self._pressed_at
            if self._hand is not None and strayed.manhattanLength() <= CLICK:
                self._hand.click(self._at(event))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._hand is not None:
            self._hand.hover(None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        area = self._hand.area_at(self._at(event)) if self._hand else None
        if area is not None and self._state.fitted:
            self._state.look_at(area)
        elif area is None and self._hand and self._hand.cursor(self._at(event), 1 / self._state.scale) is not None:
            self.mousePressEvent(event)  # on a handle, or with the brush, it is two clicks
        else:
            self._state.fit()

    def _at(self, event: QMouseEvent) -> QPointF:
        """Where in the photo, to less than a view pixel."""
        return self.viewportTransform().inverted()[0].map(event.position())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._hand is not None and self._hand.key(event):
            return
        pans = {
            Qt.Key.Key_Left: (KEY_PAN, 0),
            Qt.Key.Key_Right: (-KEY_PAN, 0),
            Qt.Key.Key_Up: (0, KEY_PAN),
            Qt.Key.Key_Down: (0, -KEY_PAN),
        }
        key = Qt.Key(event.key())
        if key in pans:
            self._state.pan(*pans[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._state.zoom(ZOOM_STEP)
        elif key == Qt.Key.Key_Minus:
            self._state.zoom(1 / ZOOM_STEP)
        else:
            super().keyPressEvent(event)


class Caption(PlainLabel):
    """A small label that floats over a view, and lets the mouse through."""

    def __init__(self, text: str, view: QWidget) -> None:
        super().__init__(text, view)
        self.setProperty("role", "caption")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.adjustSize()

    def say(self, text: str) -> None:
        self.setText(text)
        self.adjustSize()
