"""The place of the edit in the photo: joins the marks, the hand, the panel and the actions to what is set."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QObject, QRectF, QSizeF, Signal
from PySide6.QtWidgets import QMainWindow

from asyrp_desktop.core.values import ALL_FACES, Crop, Stroke

from ..engine_protocol import Corners, Prepared
from ..strengths import StrengthSet, new_gesture
from .actions import PlaceActions
from .hand import Hand
from .marks import Marks
from .movable_square import MovableSquare
from .panel import PlacePanel

BRUSH = 0.12  # radius, in sides of what is edited


class Place(QObject):
    """Of one photo at a time."""

    look_wanted = Signal(QRectF)  # at this part of the photo

    def __init__(self, window: QMainWindow, strengths: StrengthSet, marks: Marks, hand: Hand) -> None:
        super().__init__(window)
        self._strengths, self._marks, self._hand = strengths, marks, hand
        self._faces: tuple[Corners, ...] = ()  # as they were found
        self._middle: Corners = ()  # of what is edited where no face was found
        self._brush = BRUSH
        self.actions = actions = PlaceActions(window)
        self.panel = PlacePanel(strengths, actions)
        self.panel.set_brush(BRUSH)
        actions.faces.triggered.connect(lambda: self._set_crop(ALL_FACES))
        actions.full.triggered.connect(lambda: self._set_crop(Crop("full")))
        actions.square.triggered.connect(self._choose_square)
        actions.next_face.triggered.connect(self._pick_next)
        actions.all_faces.triggered.connect(lambda: strengths.pick(None))
        actions.zoom.triggered.connect(self._look)
        actions.paint.toggled.connect(self._follow)
        actions.erase.toggled.connect(self._follow)
        actions.clear.triggered.connect(self._clear)
        self.panel.reach_set.connect(self._set_reach)
        self.panel.local_set.connect(self._set_local)
        self.panel.brush_set.connect(self._set_brush)
        hand.picked.connect(lambda box: strengths.pick(None if box is None else box + 1))
        hand.square_moved.connect(self._move_square)
        hand.stroke_drawn.connect(self._add_stroke)
        strengths.changed.connect(self._follow)
        self._follow()

    def show_photo(self, width: int, height: int) -> None:
        """Another photo, of which nothing is known yet."""
        self._marks.photo = QSizeF(width, height)
        self._faces = self._middle = ()
        for action in (self.actions.paint, self.actions.erase):
            action.setChecked(False)
        self._follow()

    def show_prepared(self, prepared: Prepared) -> None:
        """What of the photo is edited is known."""
        if self._strengths.scope.crop.kind == "auto":
            self._faces = prepared.regions if prepared.faces else ()
            self._middle = () if prepared.faces else prepared.regions[0]
            self._strengths.know_faces(len(self._faces))

    def show_marks(self, visible: bool) -> None:
        """The boxes and the square."""
        self._marks.visible = visible
        self._marks.renew()

    def _set_crop(self, crop: Crop) -> None:
        text = _tr("choice of what is edited")
        self._strengths.set_scope(replace(self._strengths.scope, crop=crop), new_gesture(), text)
        self._follow()  # the actions, where nothing was changed

    def _choose_square(self) -> None:
        square = self._square()
        if self._strengths.scope.crop.kind != "square" and square is not None:
            self._set_crop(square.crop)

    def _square(self) -> MovableSquare | None:
        """The one that is edited, or that lies where the edit is now."""
        crop, faces = self._strengths.scope.crop, self._faces
        if crop.square is not None:
            return MovableSquare(*crop.square)
        if crop.kind == "full":
            width, height = self._marks.photo.width(), self._marks.photo.height()
            side = min(width, height)
            return MovableSquare((width - side) / 2, (height - side) / 2, side)
        if faces:
            return MovableSquare.upright(faces[self._strengths.picked[0] - 1])
        return MovableSquare.upright(self._middle) if self._middle else None

    def _move_square(self, square: MovableSquare, gesture: int) -> None:
        scope = replace(self._strengths.scope, crop=square.crop)
        self._strengths.set_scope(scope, gesture, _tr("move of the square"))

    def _pick_next(self) -> None:
        picked, faces = self._strengths.picked, self._strengths.faces
        if faces:
            self._strengths.pick(picked[0] % faces + 1 if len(picked) == 1 else 1)

    def _look(self) -> None:
        if (area := self._marks.area) is not None:
            self.look_wanted.emit(area)

    def _set_reach(self, reach: float, gesture: int) -> None:
        scope = replace(self._strengths.scope, reach=reach)
        self._strengths.set_scope(scope, gesture, _tr("change of the reach"))

    def _set_local(self, local: bool) -> None:
        scope = replace(self._strengths.scope, local=local)
        self._strengths.set_scope(scope, new_gesture(), _tr("choice of where h is shifted"))

    def _set_brush(self, size: float) -> None:
        self._brush = size
        self._follow()

    def _add_stroke(self, stroke: Stroke) -> None:
        scope = self._strengths.scope
        text = _tr("erasing") if stroke.erase else _tr("painting")
        self._strengths.set_scope(replace(scope, strokes=(*scope.strokes, stroke)), new_gesture(), text)

    def _clear(self) -> None:
        scope = replace(self._strengths.scope, strokes=(), local=False)
        self._strengths.set_scope(scope, new_gesture(), _tr("clearing of what is painted"))

    def _follow(self) -> None:
        """Show what is set."""
        strengths, scope, actions, marks = self._strengths, self._strengths.scope, self.actions, self._marks
        kind = scope.crop.kind
        square = self._square()
        loose = kind == "auto" and bool(self._middle)
        known = square is not None
        actions.faces.setChecked(kind == "auto" and not loose)
        actions.square.setChecked(kind == "square" or loose)
        actions.full.setChecked(kind == "full")
        actions.faces.setEnabled(known and not self._middle)
        for action in (actions.square, actions.full, actions.paint, actions.erase):
            action.setEnabled(known)
        for action in (actions.next_face, actions.all_faces):
            action.setEnabled(strengths.faces > 1)
        actions.clear.setEnabled(bool(scope.strokes))
        marks.boxes = self._faces if kind == "auto" else ()
        marks.picked = frozenset(number - 1 for number in strengths.picked)
        marks.square = square if kind == "square" or loose else None
        marks.strokes = scope.strokes
        marks.painting = actions.paint.isChecked() or actions.erase.isChecked()
        self._hand.erasing = actions.erase.isChecked()
        self._hand.radius = max(self._brush * (square.side if square else 1.0), 1.0)
        actions.zoom.setEnabled(marks.area is not None)
        marks.renew()


def _tr(text: str) -> str:
    return QCoreApplication.translate("Place", text)
