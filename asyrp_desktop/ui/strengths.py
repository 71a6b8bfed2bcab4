"""What the user has set, and every way back to earlier settings. Parameters only: pictures follow."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from asyrp_desktop.core.values import Edit, Scope
from asyrp_desktop.core.variants import Strengths

_gestures = itertools.count(1)

WHOLE = 0  # stands for a face where a square or the full picture is edited

Key = tuple[int, str]
"""A face, counted from 1, or WHOLE; and the name of a direction."""


def new_gesture() -> int:
    """A number for one movement of the hand: changes that share it are undone together."""
    return next(_gestures)


class StrengthSet(QObject):
    """Strengths by face and direction, and where in the photo they count, with undo.

    What the sliders show and change are the picked faces.
    """

    changed = Signal()

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__()
        self._names = tuple(names)
        self._values: dict[Key, float] = {}  # without zeros
        self._scope = Scope()
        self._faces = 0  # that were found in the photo
        self._picked: int | None = 1  # None: all faces
        self._saved = Edit()
        self.stack = QUndoStack(self)

    def __getitem__(self, name: str) -> float:
        """Of the picked face; of the largest, where all are picked."""
        return self._values.get((self.picked[0], name), 0.0)

    def know(self, names: Iterable[str]) -> None:
        """The directions are others now. Those that stay keep their strengths."""
        self._names = tuple(names)
        self._values = {key: value for key, value in self._values.items() if key[1] in self._names}
        self.changed.emit()

    def know_faces(self, count: int) -> None:
        """So many faces are in the photo."""
        self._faces = count
        if self._picked and self._picked > count:
            self._picked = 1
        self.changed.emit()

    def pick(self, face: int | None) -> None:
        """The sliders act on this face from now on; None: on all."""
        if face != self._picked:
            self._picked = face
            self.changed.emit()

    @property
    def faces(self) -> int:
        """How many are edited, each with its own strengths; 0 where a square or the full picture is."""
        return self._faces if self._scope.crop.kind == "auto" else 0

    @property
    def regions(self) -> tuple[int, ...]:
        """What is edited: faces, or WHOLE."""
        return tuple(range(1, self.faces + 1)) or (WHOLE,)

    @property
    def picked(self) -> tuple[int, ...]:
        """What of the regions the sliders act on."""
        return self.regions if self._picked is None or not self.faces else (self._picked,)

    @property
    def needed(self) -> tuple[int, ...]:
        """Places in `regions` that are edited, or may be at the next move of a slider."""
        edited = {face for face, _ in self._values}
        return tuple(k for k, face in enumerate(self.regions) if face in self.picked or face in edited)

    @property
    def scope(self) -> Scope:
        return self._scope

    @property
    def current(self) -> dict[str, float]:
        """Of the first of the picked, without zeros."""
        return self._of(self.picked[0])

    @property
    def edit(self) -> Edit:
        """All that is set on the photo."""
        return Edit(self._scope, tuple(self._of(face) for face in self.regions))

    @property
    def each(self) -> Strengths:
        """Of each that is edited; none at all where nothing is changed."""
        edit = self.edit
        return edit.strengths if edit.changes else {}

    @property
    def unsaved(self) -> bool:
        """Whether leaving would lose something: a photo that is back at its original has nothing to lose."""
        edit = self.edit
        return edit.changes and edit != self._saved

    def set(self, name: str, value: float, gesture: int) -> None:
        """Of the picked faces."""
        text = QCoreApplication.translate("StrengthSet", "change of a slider")
        self._push({(face, name): value for face in self.picked}, gesture, text)

    def set_together(self, values: Mapping[str, float]) -> None:
        """Several sliders of all faces, as one step."""
        text = QCoreApplication.translate("StrengthSet", "change of several sliders")
        after = {(face, name): value for face in self.regions for name, value in values.items() if name in self._names}
        self._push(after, new_gesture(), text)

    def reset_all(self) -> None:
        """All sliders of all faces."""
        text = QCoreApplication.translate("StrengthSet", "reset of all sliders")
        self._push(dict.fromkeys((key for key in self._values if key[0] in self.regions), 0.0), new_gesture(), text)

    def set_scope(self, scope: Scope, gesture: int, text: str) -> None:
        """text: what was changed, for the names of undo and redo."""
        if scope != self._scope:
            self.stack.push(_SetScope(self, scope, gesture, text))

    def mark_saved(self, edit: Edit) -> None:
        self._saved = edit
        self.changed.emit()

    def restore(self, edit: Edit) -> None:
        """What was kept of the photo; the faces must be known. Directions that have no slider are left out."""
        self.stack.clear()
        self._scope, self._picked = edit.scope, 1
        self._values = {
            (face, name): value
            for face, one in zip(self.regions, edit.strengths, strict=False)
            for name, value in one.items()
            if name in self._names and value
        }
        self.changed.emit()

    def forget(self) -> None:
        """For another photo: all zero, nothing to undo."""
        self.stack.clear()
        self._saved, self._scope = Edit(), Scope()
        self._faces, self._picked = 0, 1
        self._values = {}
        self.changed.emit()

    def apply(self, values: Mapping[Key, float]) -> None:
        """Set without a way back; for the undo commands. What they change is brought into sight."""
        # A direction may have lost its slider since.
        known = {key: value for key, value in values.items() if key[1] in self._names}
        self._values = {key: value for key, value in (self._values | known).items() if value}
        touched = {face for face, _ in known}
        if not touched & set(self.picked):
            self._picked = min(touched, default=self._picked)
        self.changed.emit()

    def apply_scope(self, scope: Scope) -> None:
        """Set without a way back; for the undo commands."""
        self._scope = scope
        self.changed.emit()

    def _of(self, face: int) -> dict[str, float]:
        return {name: value for (one, name), value in self._values.items() if one == face}

    def _push(self, after: dict[Key, float], gesture: int, text: str) -> None:
        before = {key: self._values.get(key, 0.0) for key in after}
        if before != after:
            self.stack.push(_SetStrengths(self, before, after, gesture, text))


class _SetStrengths(QUndoCommand):
    def __init__(
        self, strengths: StrengthSet, before: dict[Key, float], after: dict[Key, float], gesture: int, text: str
    ) -> None:
        super().__init__(text)
        self._strengths = strengths
        self._before, self._after = before, after
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
        self._before = other._before | self._before
        self._after = self._after | other._after
        # A drag that ends where it began leaves no step.
        self.setObsolete(self._after == self._before)
        return True


class _SetScope(QUndoCommand):
    def __init__(self, strengths: StrengthSet, after: Scope, gesture: int, text: str) -> None:
        super().__init__(text)
        self._strengths = strengths
        self._before, self._after = strengths.scope, after
        self._gesture = gesture

    def redo(self) -> None:
        self._strengths.apply_scope(self._after)

    def undo(self) -> None:
        self._strengths.apply_scope(self._before)

    def id(self) -> int:
        return 2

    def mergeWith(self, other: QUndoCommand) -> bool:
        if not isinstance(other, _SetScope) or other._gesture != self._gesture:
            return False
        self._after = other._after
        self.setObsolete(self._after == self._before)
        return True
