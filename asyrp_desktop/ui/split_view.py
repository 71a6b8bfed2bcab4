"""Before and after in one view, with a handle between them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractSlider, QWidget

from .engine_protocol import Layers
from .photo_view import Caption, PhotoItem, PhotoView
from .view_state import ViewState

GRIP = 15  # radius in pixels


class SplitView(PhotoView):
    """The original left of the handle, the edit right of it. The handle keeps its place while the photo moves."""

    def __init__(self, state: ViewState) -> None:
        super().__init__(state, self.tr("Original"))
        self.after = PhotoItem()
        self.scene().addItem(self.after)
        self.after_caption = Caption(self.tr("Edited"), self)
        self.handle = SplitHandle(self)
        self.handle.valueChanged.connect(self._place)

    def show_after(self, layers: Layers) -> None:
        self.after.show_layers(layers, self._state.photo)

    def say_after(self, text: str) -> None:
        self.after_caption.say(text)
        self._place()

    def _follow(self) -> None:
        super()._follow()
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        x = round(self.viewport().width() * self.handle.value() / self.handle.maximum())
        self.handle.setGeometry(x - GRIP - 2, 0, 2 * GRIP + 4, self.viewport().height())
        self.after_caption.move(self.viewport().width() - self.after_caption.width() - 12, 12)
        # A caption says what lies below it: it leaves where the handle has taken that away.
        self.caption.setVisible(x > self.caption.geometry().right() + 6)
        self.after_caption.setVisible(x < self.after_caption.x() - 6)
        self.after.show_from(self.mapToScene(QPoint(x, 0)).x())


class SplitHandle(QAbstractSlider):
    """A slider across the whole view, so that keys and screen readers know how to move it."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view)
        self._view = view
        self.setObjectName("splitHandle")
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setRange(0, 1000)
        self.setSingleStep(20)
        self.setPageStep(100)
        self.setValue(500)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setAccessibleName(self.tr("Divider between original and edit"))
        self.setToolTip(self.tr("Drag, or use the arrow keys"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(event.button() == Qt.MouseButton.LeftButton)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            x = self.mapToParent(event.position()).x()
            self.setValue(round(self.maximum() * x / self._view.width()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self.width() / 2, self.height() / 2)
        for width, colour in ((4.0, QColor(0, 0, 0, 90)), (2.0, QColor(255, 255, 255))):
            painter.setPen(QPen(colour, width))
            painter.drawLine(QPointF(middle.x(), 0), QPointF(middle.x(), self.height()))
        ring = self.palette().highlight().color() if self.hasFocus() else QColor(0, 0, 0, 110)
        painter.setPen(QPen(ring, 3 if self.hasFocus() else 1.5))
        painter.setBrush(QColor(255, 255, 255))
        painter.drawEllipse(middle, GRIP - 2, GRIP - 2)
        painter.setPen(QPen(QColor(60, 66, 74), 2))
        for side in (-1, 1):
            tip = middle + QPointF(side * 7.5, 0)
            painter.drawPolyline([tip + QPointF(-side * 3.5, -4), tip, tip + QPointF(-side * 3.5, 4)])
