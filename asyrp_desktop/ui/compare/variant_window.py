"""What the grid's and the morph's window have in common: many strengths of the open photo, rendered and saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QImage, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from asyrp_desktop.core.errors import AsyrpError
from asyrp_desktop.core.progress import Progress
from asyrp_desktop.core.values import DirectionInfo, Picture
from asyrp_desktop.core.variants import Strengths, VariantOrder
from asyrp_desktop.photo.provenance import Provenance
from asyrp_desktop.ui.engine_protocol import Failed, Progressed, Source, Stopped, VariantRendered, VariantsRendered
from asyrp_desktop.ui.engine_thread import to_layers
from asyrp_desktop.ui.filmstrip.open_photos import OpenPhotos
from asyrp_desktop.ui.language import problem_of
from asyrp_desktop.ui.notice_bar import NoticeBar
from asyrp_desktop.ui.plain_text import PlainLabel
from asyrp_desktop.ui.task_thread import Done, Task, TaskEvent, TaskThread

SIDE_WIDTH = 290


@dataclass(frozen=True)
class Made:
    """What is to be saved, taken at one moment: the page can be used while a dialog is open and a file is written."""

    check: Callable[[Path, bool], None]  # whether it may be written there, over what is there; raises AsyrpError
    write: Callable[[Path, Progress], None]  # on the thread; raises AsyrpError, Cancelled


class Stage(Enum):
    """What the window does. There is no other record of it."""

    PLANNING = auto()
    RENDERING = auto()
    SAVING = auto()


class VariantWindow(QWidget):
    def __init__(self, photos: OpenPhotos, directions: Sequence[DirectionInfo], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setMinimumSize(820, 560)
        self._photos, self._desk, self._strengths = photos, photos.desk, photos.strengths
        self._directions = list(directions)
        self._thread = TaskThread(type(self).__name__)
        self._stage = Stage.PLANNING
        self._order: VariantOrder | None = None  # rendered last, or under way
        self._source: Source | None = None  # of the photo that it is of
        self._pictures: dict[int, Picture] = {}
        self._provenance: Provenance | None = None  # once all pictures are there

        self._notice = NoticeBar()
        self._subject = QComboBox()
        self._subject.setObjectName("subjectBox")
        self._subject.addItem(self.tr("The face"), True)
        self._subject.addItem(self.tr("The whole photo"), False)
        self._size = QComboBox()
        self._size.setObjectName("sizeBox")
        self._make = self._button("makeButton", self.tr("Make"), self._make_it, "primary")
        self._cancel = self._button("cancelVariantsButton", self.tr("Cancel"), self._cancel_it)
        self._save = self._button("saveVariantsButton", self.tr("Save…"), self._ask_where_to)
        saving = QAction(self)
        saving.setShortcut(QKeySequence.StandardKey.Save)
        saving.triggered.connect(self._save.click)
        self.addAction(saving)
        self._status = PlainLabel()
        self._status.setObjectName("variantStatus")
        self._status.setProperty("role", "muted")
        self._status.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._desk.ready_changed.connect(self._follow)
        self._desk.variant_rendered.connect(self._on_rendered)
        self._desk.variants_ended.connect(self._on_ended)
        self._thread.happened.connect(self._on_saved)

    def set_directions(self, directions: Sequence[DirectionInfo]) -> None:
        """Others than before."""
        self._directions = list(directions)
        self._offer_directions()
        self._follow()

    @property
    def running(self) -> bool:
        return self._stage is not Stage.PLANNING

    def stop(self) -> None:
        """Cancel what runs and wait until it has ended."""
        self._cancel_it()
        self._thread.stop()

    # What the two windows differ in

    def _offer_directions(self) -> None:
        raise NotImplementedError

    def _plan_settings(self) -> tuple[Strengths, ...]:
        """Of the plan as it is set. Raises VariantError where it cannot be made."""
        raise NotImplementedError

    def _begin(self) -> None:
        """Show places for the pictures that are to come."""
        raise NotImplementedError

    def _show_picture(self, number: int, image: QImage) -> None:
        raise NotImplementedError

    def _possible(self) -> bool:
        """Whether there is something to make."""
        return bool(self._directions)

    def _ask_where(self) -> tuple[Path, bool] | None:
        """A place for what was made, and whether a file that is there may be replaced."""
        raise NotImplementedError

    def _made(self, provenance: Provenance) -> Made:
        raise NotImplementedError

    # How they are alike

    def _lay_out(self, form: QWidget, pictures: QWidget) -> None:
        side = QFrame()
        side.setObjectName("variantSide")
        side.setFixedWidth(SIDE_WIDTH)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self._make, self._cancel, self._save):
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(side)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(form)
        column.addLayout(buttons)
        column.addWidget(self._bar)
        column.addWidget(self._status)
        column.addStretch(1)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(side)
        middle.addWidget(pictures, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._notice)
        whole.addLayout(middle, 1)
        self._offer_directions()
        self._follow()

    def _button(self, name: str, text: str, does: Callable[[], None], role: str = "") -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        if role:
            button.setProperty("role", role)
        button.clicked.connect(does)
        return button

    def _make_it(self) -> None:
        self._notice.hide()
        try:
            settings = self._plan_settings()
        except AsyrpError as error:
            self._notice.show_problem(problem_of(error))
            return
        self._pictures, self._provenance = {}, None
        self._source = self._photos.current.source if self._photos.current else None
        self._order = VariantOrder(settings, self._size.currentData(), self._subject.currentData())
        self._begin()
        self._enter(Stage.RENDERING)
        self._desk.vary(self._order)

    def _cancel_it(self) -> None:
        if self._stage is Stage.RENDERING:
            self._desk.cancel_variants()
        for task in self._thread.tasks:
            self._thread.cancel(task)

    def _ask_where_to(self) -> None:
        assert self._provenance is not None
        made = self._made(self._provenance)
        if answer := self._ask_where():
            self._write(made, *answer)

    def save_to(self, path: Path, replace: bool = True) -> None:
        """Write what was made. replace: whether a file that is there may be replaced; never the original."""
        assert self._provenance is not None
        self._write(self._made(self._provenance), path, replace)

    def _write(self, made: Made, path: Path, replace: bool) -> None:
        self._notice.hide()
        try:
            made.check(path, replace)
        except AsyrpError as error:
            self._notice.show_problem(problem_of(error))
            return
        self._enter(Stage.SAVING)
        self._thread.ask(Task(path, lambda progress, _: made.write(path, progress)))

    def _on_rendered(self, order: VariantOrder, variant: VariantRendered) -> None:
        if order is self._order:
            self._pictures[variant.number] = variant.picture
            self._show_picture(variant.number, to_layers([variant.picture]).images[0])
            self._follow()

    def _on_ended(self, order: VariantOrder, ending: VariantsRendered | Stopped | Failed) -> None:
        if order is not self._order:
            return
        if isinstance(ending, VariantsRendered):
            self._provenance = ending.provenance
        elif isinstance(ending, Failed):
            self._notice.show_problem(ending.problem)
        self._enter(Stage.PLANNING)

    def _on_saved(self, task: Task, event: TaskEvent) -> None:
        match event:
            case Progressed(report):
                self._bar.setValue(round(report.fraction * self._bar.maximum()))
                return
            case Failed(problem):
                self._notice.show_problem(problem)
        self._enter(Stage.PLANNING)
        if isinstance(event, Done):
            self._status.setText(self.tr("Saved: {path}").format(path=task.request))

    def _enter(self, stage: Stage) -> None:
        self._stage = stage
        self._bar.setValue(0)
        self._follow()

    def _follow(self) -> None:
        planning = self._stage is Stage.PLANNING
        ready = self._desk.ready
        self._make.setVisible(planning)
        self._make.setEnabled(ready and self._possible())
        self._cancel.setVisible(not planning)
        self._save.setEnabled(planning and self._provenance is not None)
        self._bar.setVisible(not planning)
        total = len(self._order.settings) if self._order else 0
        if self._stage is Stage.RENDERING:
            self._bar.setRange(0, total)
            self._bar.setValue(len(self._pictures))
            self._status.setText(self.tr("Pictures: {n} of {total}").format(n=len(self._pictures), total=total))
        elif self._stage is Stage.SAVING:
            self._bar.setRange(0, 1000)
            self._status.setText(self.tr("Saving…"))
        else:
            self._status.setText(self._hint())

    def _hint(self) -> str:
        if not self._desk.ready:
            return self.tr("Open a photo first.")
        return ""
