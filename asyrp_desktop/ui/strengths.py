"""What the user has set, and every way back to earlier settings. Parameters only: pictures follow."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoGroup, QUndoStack

from asyrp_desktop.core.values import Edit, Scope
from asyrp_desktop.core.variants import Strengths

_gestures = itertools.count(1)

WHOLE = 0  # stands for a face where a square or the full picture is edited

Key = tuple[int, str]
"""A face, counted from 1, or WHOLE; and the name of a direction."""


HISTORY_BYTES = 8 << 20  # that the steps back of one photo may take
POINT_BYTES = 150  # of a stroke of the brush


def new_gesture() -> int:
    """A number for one movement of the hand: changes that share it are undone together."""
    return next(_gestures)


@dataclass(eq=False)
class PhotoSettings:
    """What is set on one photo, and the way back. For StrengthSet alone to change."""

    values: dict[Key, float] = field(default_factory=dict)  # without zeros
    aside: dict[Key, float] = field(default_factory=dict)  # of directions that have no slider now
    scope: Scope = field(default_factory=Scope)
    faces: int = 0  # that were found in the photo
    picked: int | None = 1  # None: all faces
    saved: Edit = field(default_factory=Edit)
    stack: QUndoStack = field(default_factory=QUndoStack)

    @property
    def regions(self) -> tuple[int, ...]:
        """What is edited: faces, or WHOLE."""
        faces = self.faces if self.scope.crop.kind == "auto" else 0
        return tuple(range(1, faces + 1)) or (WHOLE,)

    @property
    def edit(self) -> Edit:
        """All that is set on the photo."""
        return self._edit(self.values)

    @property
    def whole(self) -> Edit:
        """What is to be kept: also the strengths of directions that have no slider now."""
        return self._edit(self.values | self.aside)

    @property
    def unsaved(self) -> bool:
        """Whether leaving would lose something: a photo that is back at its original has nothing to lose."""
        edit = self.edit
        return edit.changes and edit != self.saved

    @property
    def chosen(self) -> tuple[int, ...]:
        """What of the regions the sliders act on."""
        return self.regions if self.picked is None or self.regions == (WHOLE,) else (self.picked,)

    @property
    def current(self) -> dict[str, float]:
        """Strengths of the first of the chosen, without zeros."""
        return _of(self.chosen[0], self.values)

    def _edit(self, values: Mapping[Key, float]) -> Edit:
        return Edit(self.scope, tuple(_of(face, values) for face in self.regions))


def _of(face: int, values: Mapping[Key, float]) -> dict[str, float]:
    return {name: value for (one, name), value in values.items() if one == face}


class StrengthSet(QObject):
    """Strengths by face and direction, and where in the photo they count, with undo. Of one photo at a time.

    What the sliders show and change are the picked faces.
    """

    changed = Signal()

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__()
        self._names = tuple(names)
        self.stacks = QUndoGroup(self)  # of all photos; undo goes back on the one that is held
        self.hold(PhotoSettings())

    def __getitem__(self, name: str) -> float:
        """Of the picked face; of the largest, where all are picked."""
        return self._on.values.get((self.picked[0], name), 0.0)

    def hold(self, settings: PhotoSettings) -> None:
        """Those of another photo from now on."""
        self._on = settings
        self.stacks.addStack(settings.stack)
        self.stacks.setActiveStack(settings.stack)
        self.know(self._names)

    @property
    def held(self) -> PhotoSettings:
        return self._on

    @property
    def stack(self) -> QUndoStack:
        return self._on.stack

    def know(self, names: Iterable[str]) -> None:
        """The directions are others now. One that comes back has the strengths that it had."""
        self._names = tuple(names)
        self._set_all({})

    def know_faces(self, count: int) -> None:
        """So many faces are in the photo."""
        self._on.faces = count
        if self._on.picked is not None and not 1 <= self._on.picked <= count:
            self._on.picked = 1
        self.changed.emit()

    def pick(self, face: int | None) -> None:
        """The sliders act on this face from now on; None: on all."""
        if face != self._on.picked:
            self._on.picked = face
            self.changed.emit()

    @property
    def faces(self) -> int:
        """How many are edited, each with its own strengths; 0 where a square or the full picture is."""
        return 0 if self.regions == (WHOLE,) else len(self.regions)

    @property
    def regions(self) -> tuple[int, ...]:
        return self._on.regions

    @property
    def picked(self) -> tuple[int, ...]:
        """What of the regions the sliders act on."""
        return self._on.chosen

    @property
    def needed(self) -> tuple[int, ...]:
        """Places in `regions` that are edited, or may be at the next move of a slider."""
        edited = {face for face, _ in self._on.values}
        return tuple(k for k, face in enumerate(self.regions) if face in self.picked or face in edited)

    @property
    def scope(self) -> Scope:
        return self._on.scope

    @property
    def current(self) -> dict[str, float]:
        """Of the first of the picked, without zeros."""
        return self._on.current

    @property
    def edit(self) -> Edit:
        return self._on.edit

    @property
    def each(self) -> Strengths:
        """Of each that is edited; none at all where nothing is changed."""
        edit = self.edit
        return edit.strengths if edit.changes else {}

    @property
    def unsaved(self) -> bool:
        return self._on.unsaved

    def set(self, name: str, value: float, gesture: int) -> None:
        """Of the picked faces."""
        text = QCoreApplication.translate("StrengthSet", "change of a slider")
        self._push({(face, name): value for face in self.picked}, gesture, text)

    def set_together(self, values: Mapping[str, float]) -> None:
        """Several sliders of all faces, as one step."""
        text = QCoreApplication.translate("StrengthSet", "change of several sliders")
        after = {(face, name): value for face in self.regions for name, value in values.items() if name in self._names}
        self._push(after, new_gesture(), text)

    def assume(self, values: Mapping[str, float], text: str, faces: Iterable[int] | None = None) -> None:
        """Exactly these strengths, as one step. text: see `set_scope`. faces: of the regions; else the picked."""
        chosen = self.picked if faces is None else tuple(faces)
        self._push(
            {(face, name): values.get(name, 0.0) for face in chosen for name in self._names}, new_gesture(), text
        )

    def reset_all(self) -> None:
        """All sliders of all faces."""
        text = QCoreApplication.translate("StrengthSet", "reset of all sliders")
        self._push(dict.fromkeys((key for key in self._all if key[0] in self.regions), 0.0), new_gesture(), text)

    def set_scope(self, scope: Scope, gesture: int, text: str) -> None:
        """text: what was changed, for the names of undo and redo."""
        if scope != self._on.scope:
            self._take_step(_SetScope(self, scope, gesture, text))

    def mark_saved(self, edit: Edit) -> None:
        self._on.saved = edit
        self.changed.emit()

    def restore(self, edit: Edit) -> None:
        """What was kept of the photo; the faces must be known."""
        self.stack.clear()
        self._on.scope, self._on.picked = edit.scope, 1
        self._on.values, self._on.aside = {}, {}
        regions = zip(self.regions, edit.strengths, strict=False)
        self._set_all({(face, name): value for face, one in regions for name, value in one.items()})

    def forget(self) -> None:
        """All zero, nothing to undo, nothing known."""
        self.stacks.removeStack(self._on.stack)
        self.hold(PhotoSettings())

    def apply(self, values: Mapping[Key, float]) -> None:
        """Set without a way back; for the undo commands. What they change is brought into sight."""
        touched = {face for face, name in values if name in self._names} & set(self.regions)
        if touched and not touched & set(self.picked):
            self._on.picked = min(touched)
        self._set_all(values)

    def apply_scope(self, scope: Scope) -> None:
        """Set without a way back; for the undo commands."""
        self._on.scope = scope
        self.changed.emit()

    @property
    def _all(self) -> dict[Key, float]:
        return self._on.values | self._on.aside

    def _set_all(self, values: Mapping[Key, float]) -> None:
        """On top of what is set. Directions that have no slider keep theirs aside."""
        each = {key: value for key, value in (self._all | dict(values)).items() if value}
        self._on.values = {key: value for key, value in each.items() if key[1] in self._names}
        self._on.aside = {key: value for key, value in each.items() if key not in self._on.values}
        self.changed.emit()

    def _push(self, after: dict[Key, float], gesture: int, text: str) -> None:
        before = {key: self._all.get(key, 0.0) for key in after}
        if before != after:
            self._take_step(_SetStrengths(self, before, after, gesture, text))

    def _take_step(self, step: _Step) -> None:
        stack = self.stack
        stack.push(step)
        steps = [stack.command(k) for k in range(stack.count())]
        kept = steps[_first_within(HISTORY_BYTES, [step.size for step in steps if isinstance(step, _Step)]) :]
        if len(kept) < len(steps):
            # Qt lets the oldest go by their number alone.
            again = [step.again() for step in kept if isinstance(step, _Step)]
            stack.clear()
            for step in again:
                step.done = True
                stack.push(step)


def _first_within(most: int, sizes: Sequence[int]) -> int:
    """Where the newest begin that together are no larger than half of `most`; 0 as long as all are within `most`."""
    if sum(sizes) <= most:
        return 0
    first, left = len(sizes) - 1, most // 2 - sizes[-1]
    while first and sizes[first - 1] <= left:
        first -= 1
        left -= sizes[first]
    return first


class _Step(QUndoCommand):
    """A step of the history."""

    size = 1 << 10  # bytes, about
    done = False  # it is pushed once more

    def again(self) -> _Step:
        """The same, to be pushed once more."""
        raise NotImplementedError

    def do(self) -> None:
        raise NotImplementedError

    def redo(self) -> None:
        if self.done:
            self.done = False
        else:
            self.do()


def _points(scope: Scope) -> int:
    return sum(len(stroke.points) for stroke in scope.strokes)


class _SetStrengths(_Step):
    def __init__(
        self, strengths: StrengthSet, before: dict[Key, float], after: dict[Key, float], gesture: int, text: str
    ) -> None:
        super().__init__(text)
        self._strengths = strengths
        self._before, self._after = before, after
        self._gesture = gesture

    def again(self) -> _Step:
        return _SetStrengths(self._strengths, self._before, self._after, self._gesture, self.text())

    def do(self) -> None:
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


class _SetScope(_Step):
    def __init__(self, strengths: StrengthSet, after: Scope, gesture: int, text: str) -> None:
        super().__init__(text)
        self._strengths = strengths
        self._before, self._after = strengths.scope, after
        self._gesture = gesture
        # What both have in common is held once.
        self.size += POINT_BYTES * abs(_points(self._after) - _points(self._before))

    def again(self) -> _Step:
        step = _SetScope(self._strengths, self._after, self._gesture, self.text())
        step._before, step.size = self._before, self.size
        return step

    def do(self) -> None:
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
