"""Where in the photo the sliders count: which face, how far around it, or what is painted."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from asyrp_desktop.core.values import DEFAULT_REACH

from ..plain_text import PlainLabel
from ..strength_slider import UNITS, StrengthSlider
from ..strengths import StrengthSet
from .actions import PlaceActions

ACROSS = 8  # buttons of faces in a row
WIDEST = 0.5  # radius of the brush, in sides of what is edited


class PlacePanel(QWidget):
    """Follows a StrengthSet; its buttons are those of the actions."""

    reach_set = Signal(float, int)  # gesture
    local_set = Signal(bool)
    brush_set = Signal(float)  # radius, in sides of what is edited

    def __init__(self, strengths: StrengthSet, actions: PlaceActions) -> None:
        super().__init__()
        self.setObjectName("placePanel")
        self._strengths = strengths
        self._actions = actions

        kinds = QHBoxLayout()
        kinds.setSpacing(4)
        for action in (actions.faces, actions.square, actions.full):
            kinds.addWidget(_button(action), 1)

        self._faces = QGridLayout()
        self._faces.setSpacing(4)
        self._face_buttons = QButtonGroup(self)
        self._face_buttons.idClicked.connect(lambda number: strengths.pick(number or None))
        self._face_row = QWidget()
        self._face_row.setLayout(self._faces)
        self._faces.setContentsMargins(0, 0, 0, 0)

        self._reach = StrengthSlider(0.0, 1.0)
        self._reach.setObjectName("reachSlider")
        self._reach.setAccessibleName(self.tr("How far around the face the edit goes"))
        self._reach.setToolTip(self.tr("How far around the face the edit goes; double-click for the usual"))
        self._reach.valueChanged.connect(lambda value: self.reach_set.emit(value / UNITS, self._reach.gesture()))
        self._reach.reset_wanted.connect(lambda: self.reach_set.emit(DEFAULT_REACH, self._reach.gesture()))
        self._reach_row = _row(self.tr("Around it"), self._reach)

        tools = QHBoxLayout()
        tools.setSpacing(4)
        for action in (actions.paint, actions.erase, actions.clear):
            tools.addWidget(_button(action), 1)
        self._brush = StrengthSlider(0.0, WIDEST)
        self._brush.setObjectName("brushSlider")
        self._brush.setAccessibleName(self.tr("Size of the brush"))
        self._brush.valueChanged.connect(lambda value: self.brush_set.emit(value / UNITS))
        self._brush_row = _row(self.tr("Brush"), self._brush)
        self._local = QCheckBox(self.tr("Make the change itself only there"))
        self._local.setObjectName("localBox")
        self._local.setToolTip(
            self.tr("h-space is shifted only where it is painted, so that what is beside it is not drawn along")
        )
        self._local.toggled.connect(self.local_set)
        self._painted = PlainLabel(self.tr("Counts only where it is painted."))
        self._painted.setProperty("role", "muted")

        column = QVBoxLayout(self)
        column.setContentsMargins(16, 0, 16, 10)
        column.setSpacing(6)
        column.addLayout(kinds)
        column.addWidget(self._face_row)
        column.addWidget(self._reach_row)
        column.addLayout(tools)
        column.addWidget(self._brush_row)
        column.addWidget(self._local)
        column.addWidget(self._painted)
        for action in (actions.paint, actions.erase):
            action.toggled.connect(self.follow)
        strengths.changed.connect(self.follow)
        self.follow()

    def set_brush(self, size: float) -> None:
        """In sides of what is edited."""
        self._brush.setValue(round(size * UNITS))

    def follow(self) -> None:
        """Show what is set."""
        strengths, scope = self._strengths, self._strengths.scope
        self._fill_faces(strengths.faces)
        self._face_row.setVisible(strengths.faces > 1)
        picked = strengths.picked
        if strengths.faces > 1:
            chosen = self._face_buttons.button(picked[0] if len(picked) == 1 else 0)
            chosen.setChecked(True)
        self._reach_row.setVisible(strengths.faces > 0 and not scope.strokes)
        with QSignalBlocker(self._reach):
            self._reach.setValue(round(scope.reach * UNITS))
        painting = self._actions.paint.isChecked() or self._actions.erase.isChecked()
        self._brush_row.setVisible(painting)
        self._local.setVisible(painting or scope.local)
        self._painted.setVisible(bool(scope.strokes) and not painting)
        with QSignalBlocker(self._local):
            self._local.setChecked(scope.local)

    def _fill_faces(self, count: int) -> None:
        """A button for each, and one for all."""
        wanted = count + 1 if count > 1 else 0
        if len(self._face_buttons.buttons()) == wanted:
            return
        for button in self._face_buttons.buttons():
            self._face_buttons.removeButton(button)
            self._faces.removeWidget(button)
            button.hide()
            button.deleteLater()
        for place in range(wanted):
            number = (place + 1) % wanted  # all of them last
            button = QToolButton()
            button.setCheckable(True)
            button.setText(str(number) if number else self.tr("All"))
            button.setObjectName(f"face:{number}")
            name = self.tr("Face {n}").format(n=number) if number else self.tr("All faces")
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._face_buttons.addButton(button, number)
            self._faces.addWidget(button, place // ACROSS, place % ACROSS)


def _button(action: QAction) -> QToolButton:
    button = QToolButton()
    button.setDefaultAction(action)
    button.setObjectName(action.objectName().replace("Action", "Button"))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def _row(text: str, slider: StrengthSlider) -> QWidget:
    widget = QWidget()
    row = QHBoxLayout(widget)
    row.setContentsMargins(0, 0, 0, 0)
    label = PlainLabel(text)
    label.setBuddy(slider)
    label.setMinimumWidth(64)
    row.addWidget(label)
    row.addWidget(slider, 1)
    return widget
