"""The strengths that the user has set, and every way back to earlier ones. Parameters only: pictures follow."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

_gestures = itertools.count(1)


def new_gesture() -> int:
    """A number for one movement of the hand: changes that share it are undone together."""
    return next(_gestures)


class StrengthSet(QObject):
    """Strength by direction name, with undo."""

    changed = Signal()

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__()
        self._values = dict.fromkeys(names, 0.0)
        self._saved: dict[str, float] = {}
        self.stack = QUndoStack(self)

    def __getitem__(self, name: str) -> float:
        return self._values[name]

    def know(self, names: Iterable[str]) -> None:
        """The directions are others now. Those that stay keep their strengths."""
        self._values = {name: self._values.get(name, 0.0) for name in names}
        self.changed.emit()

    @property
    def current(self) -> dict[str, float]:
        """Without zeros."""
        return {name: value for name, value in self._values.items() if value}

    @property
    def unsaved(self) -> bool:
        """Whether leaving would lose something: a photo that is back at its original has nothing to lose."""
        return bool(self.current) and self.current != self._saved

    def set(self, name: str, value: float, gesture: int) -> None:
        if value != self._values[name]:
            text = QCoreApplication.translate("StrengthSet", "change of a slider")
            self.stack.push(_SetStrengths(self, {name: value}, gesture, text))

    def set_together(self, values: Mapping[str, float]) -> None:
        """Several sliders, as one step."""
        after = {name: value for name, value in values.items() if name in self._values}
        if any(self._values[name] != value for name, value in after.items()):
            text = QCoreApplication.translate("StrengthSet", "change of several sliders")
            self.stack.push(_SetStrengths(self, after, new_gesture(), text))

    def reset_all(self) -> None:
        if self.current:
            text = QCoreApplication.translate("StrengthSet", "reset of all sliders")
            self.stack.push(_SetStrengths(self, dict.fromkeys(self.current, 0.0), new_gesture(), text))

    def mark_saved(self, strengths: Mapping[str, float]) -> None:
        self._saved = dict(strengths)
        self.changed.emit()

    def forget(self) -> None:
        """For another photo: all zero, nothing to undo."""
        self.stack.clear()
        self._saved = {}
        self.apply(dict.fromkeys(self._values, 0.0))

    def apply(self, values: Mapping[str, float]) -> None:
        """Set without a way back; for the undo commands."""
        # A direction may have lost its slider since.
        self._values.update({name: value for name, value in values.items() if name in self._values})
        self.changed.emit()


class _SetStrengths(QUndoCommand):
    def __init__(self, strengths: StrengthSet, after: Mapping[str, float], gesture: int, text: str) -> None:
        super().__init__(text)
        self._strengths = strengths
        self._before = {name: strengths[name] for name in after}
        self._after = dict(after)
        self._gesture = gesture

    def redo(self) -> None:
        self._strengths.apply(self._after)

    def undo(self) -> None:
        self._strengths.apply(self._before)

    def id(self) -> int:
        return 1

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _SetStrengths) or other._gesture != self._gesture:
            return False
        for name, value in other._before.items():
            self._before.setdefault(name, value)
        self._after |= other._after
        # A drag that ends where it began leaves no step.
        self.setObsolete(self._after == self._before)
        return True
