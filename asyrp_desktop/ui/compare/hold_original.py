"""While a key or a button is held, the original is seen in the edit's place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

KEY = Qt.Key.Key_O


class HoldOriginal(QObject):
    """Listens to a window's keys and to one button; letting go elsewhere lets go, too."""

    held = Signal(bool)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._holding = False
        window.installEventFilter(self)

    def listen_to(self, button: QAbstractButton) -> None:
        """A mouse button or the space bar held on it."""
        button.pressed.connect(lambda: self._hold(True))
        button.released.connect(lambda: self._hold(False))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.WindowDeactivate:
            self._hold(False)
        if kind not in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) or not isinstance(event, QKeyEvent):
            return False
        pressed = kind == QEvent.Type.KeyPress
        # Let go, it may be with a modifier that was pressed meanwhile.
        ours = event.key() == KEY and (self._holding or not event.modifiers())
        if ours and not event.isAutoRepeat():
            self._hold(pressed)
        return ours

    def _hold(self, holding: bool) -> None:
        if holding is not self._holding:
            self._holding = holding
            self.held.emit(holding)
