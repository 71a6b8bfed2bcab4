"""The training window: it joins the form, the curve, the previews and the trainer's thread."""

from __future__ import annotations

import math
from enum import Enum, auto

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from asyrp_desktop.core.progress import Report
from asyrp_desktop.core.training_plan import PromptCheck, TrainingPlan
from asyrp_desktop.ui.engine_protocol import Failed, Progressed, Stopped
from asyrp_desktop.ui.notice_bar import NoticeBar
from asyrp_desktop.ui.plain_text import PlainLabel
from asyrp_desktop.ui.task_thread import Done, Task, TaskEvent, TaskThread, Told

from .loss_curve import LossCurve
from .plan_form import PlanForm
from .previews import Previews
from .protocol import Discard, Keep, Look, ShownNews, Train, Trainer, TrainerRequest, task


class Stage(Enum):
    """What the window is for at the moment. There is no other record of it."""

    PLANNING = auto()
    TRAINING = auto()
    PAUSED = auto()
    ENDING = auto()  # stopped by hand: the step under way is still done
    STOPPED = auto()  # cancelled or failed; what was learned can be gone on with
    TRAINED = auto()
    KEEPING = auto()

    @property
    def at_work(self) -> bool:
        return self in (Stage.TRAINING, Stage.PAUSED, Stage.ENDING)


class TrainingWindow(QWidget):
    """model: the base model to train for."""

    kept = Signal(str)  # a new direction is in the library, of this name

    def __init__(self, trainer: Trainer, model: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("trainingWindow")
        self.setWindowTitle(self.tr("Train a direction"))
        self.setMinimumSize(900, 640)
        self.resize(1000, 700)
        self._trainer, self._model = trainer, model
        self._wanted_model = model
        self._thread = TaskThread("trainer")
        self._thread.happened.connect(self._on_event)
        self._stage = self._before = Stage.PLANNING
        self._plan: TrainingPlan | None = None  # looked at last, or in training
        self._trainable = False
        self._learned = False  # there is something that stopping could keep
        self._training: Task | None = None  # begun last

        self._notice = NoticeBar()
        self._form = PlanForm(trainer, model)
        self._form.changed.connect(self._forget_plan)
        self._form.settled.connect(self._look)
        self._curve = LossCurve()
        self._previews = Previews()
        self._lay_out()
        self._enter(Stage.PLANNING)

    def use_model(self, model: str) -> None:
        """The base model to train for from now on; a training under way ends with the one that it began with."""
        self._wanted_model = model
        if self._stage is Stage.PLANNING:
            self._enter(Stage.PLANNING)

    @property
    def running(self) -> bool:
        """Whether there is a training that is not kept yet."""
        return self._stage is not Stage.PLANNING

    def stop(self) -> None:
        """Cancel what runs and wait until it has ended. A training can be gone on with on another day."""
        self._thread.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stage is Stage.PLANNING:
            self._form.focus_target()

    def _lay_out(self) -> None:
        side = QScrollArea()
        side.setObjectName("planSide")
        side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        side.setWidget(self._form)
        side.setFrameShape(QFrame.Shape.NoFrame)
        side.setWidgetResizable(True)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setFixedWidth(self._form.width() + 12)

        self._hint = PlainLabel(
            self.tr(
                "Say what the photos show and what they are to become. The program learns, from its model alone, in "
                "which direction that lies; in the end there is a new slider for it.\n\n"
                "The window of your photos can be used meanwhile."
            )
        )
        self._hint.setWordWrap(True)
        self._hint.setProperty("role", "muted")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._outcome = PlainLabel()
        self._outcome.setObjectName("trainingOutcome")
        self._outcome.setWordWrap(True)
        self._results = QWidget()
        results = QVBoxLayout(self._results)
        results.setContentsMargins(0, 0, 0, 0)
        results.setSpacing(12)
        results.addWidget(self._outcome)
        results.addWidget(self._curve, 1)
        results.addWidget(self._previews)
        right = QVBoxLayout()
        right.setContentsMargins(20, 16, 20, 12)
        right.addWidget(self._hint)
        right.addWidget(self._results, 1)

        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(side)
        middle.addLayout(right, 1)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._notice)
        column.addLayout(middle, 1)
        self._bar = QProgressBar()
        self._bar.setObjectName("trainingProgress")
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress of the training"))
        column.addWidget(self._bar)
        column.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        self._status = PlainLabel()
        self._status.setObjectName("trainingStatus")
        self._name = QLineEdit()
        self._name.setObjectName("directionName")
        self._name.setAccessibleName(self.tr("Name of the direction"))
        self._name.setFixedWidth(200)
        self._name.textChanged.connect(self._follow_name)
        self._name.returnPressed.connect(self._keep_it)
        self._cancel = self._button("cancelTrainingButton", self.tr("Cancel"), self._cancel_it)
        self._end = self._button("stopAndKeepButton", self.tr("Stop and keep"), self._end_early)
        self._pause = self._button("pauseTrainingButton", "", self._pause_or_resume)
        self._drop = self._button("discardButton", self.tr("Discard"), self._discard_it)
        self._again = self._button("startOverButton", self.tr("Start over"), lambda: self._train(fresh=True))
        self._keep = self._button("keepButton", self.tr("Keep"), self._keep_it, "primary")
        self._go_on = self._button("goOnButton", self.tr("Go on"), lambda: self._train(fresh=False), "primary")
        self._start = self._button("trainButton", self.tr("Train"), lambda: self._train(fresh=True), "primary")
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 20, 12)
        foot.setSpacing(8)
        foot.addWidget(self._status, 1)
        for widget in (self._name, self._cancel, self._end, self._pause, self._drop, self._again):
            foot.addWidget(widget)
        for widget in (self._keep, self._go_on, self._start):
            foot.addWidget(widget)
        return foot

    def _button(self, name: str, text: str, does: object, role: str = "") -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        if role:
            button.setProperty("role", role)
        button.clicked.connect(does)
        return button

    # What the user asks for

    def _forget_plan(self) -> None:
        self._plan, self._trainable = None, False
        self._follow()

    def _look(self) -> None:
        """Ask what can be told of the plan, once it is complete."""
        if self._stage is not Stage.PLANNING:
            return
        self._plan, self._trainable = self._form.plan(), False
        self._follow()
        self._end_looks()
        if self._plan is not None:
            self._ask(Look(self._plan))

    def _ask(self, request: TrainerRequest) -> Task:
        asked = task(self._trainer, request)
        self._thread.ask(asked)
        return asked

    def _end_looks(self) -> None:
        """Nobody waits for what they would tell."""
        for one in self._thread.tasks:
            if isinstance(one.request, Look):
                self._thread.cancel(one)

    def _train(self, fresh: bool) -> None:
        assert self._plan is not None
        self._notice.hide()
        self._learned = False
        if fresh:
            self._curve.show_losses(())
            self._previews.show_rows(())
        self._end_looks()
        self._training = self._ask(Train(self._plan, fresh))
        self._enter(Stage.TRAINING)

    def _pause_or_resume(self) -> None:
        assert self._training is not None
        if self._stage is Stage.PAUSED:
            self._training.control.resume()
            self._enter(Stage.TRAINING)
        else:
            self._training.control.pause()
            self._enter(Stage.PAUSED)

    def _end_early(self) -> None:
        assert self._training is not None
        self._training.control.wind_up()
        self._enter(Stage.ENDING)

    def _cancel_it(self) -> None:
        assert self._training is not None
        self._enter(Stage.ENDING)
        self._thread.cancel(self._training)

    def _keep_it(self) -> None:
        name = self._name.text().strip()
        if self._stage is Stage.TRAINED and not self._trainer.name_problem(self._model, name):
            self._enter(Stage.KEEPING)
            self._ask(Keep(name))

    def _discard_it(self) -> None:
        assert self._plan is not None
        self._enter(Stage.KEEPING)
        self._ask(Discard(self._plan))

    # What the trainer tells

    def _on_event(self, task: Task, event: TaskEvent) -> None:
        match task.request:
            case Look(plan):
                # What can be told of a plan says nothing of a training that was begun meanwhile.
                if plan is self._plan and self._stage is Stage.PLANNING:
                    self._on_looked(event)
            case Train():
                self._on_training(event)
            case Keep(name):
                self._on_kept(event, self.tr("“{name}” is among your sliders.").format(name=name))
                if isinstance(event, Done):
                    self.kept.emit(name)
            case Discard():
                self._on_kept(event, self.tr("Discarded."))

    def _on_looked(self, event: TaskEvent) -> None:
        match event:
            case Told(PromptCheck() as check):
                self._trainable = not check.problem
                self._form.show_check(check)
            case Done(int() | float() as seconds):
                self._form.show_seconds(seconds)
            case Failed(problem):
                self._notice.show_problem(problem)
        self._follow()

    def _on_training(self, event: TaskEvent) -> None:
        match event:
            case Progressed(report):
                self._show_report(report)
            case Told(ShownNews(losses, previews)):
                self._curve.show_losses(losses)
                self._previews.show_rows(previews)
                self._learned = losses[-1].done > 0
                self._follow()
            case Done(tuple() as notes):
                self._on_trained(notes)
            case Stopped():
                self._outcome.setText(self.tr("Cancelled. What was learned so far is kept, and can be gone on with."))
                self._enter(Stage.STOPPED)
            case Failed(problem):
                self._notice.show_problem(problem)
                self._outcome.setText(self.tr("The training has ended early. Your directions are as they were."))
                self._enter(Stage.STOPPED)

    def _on_kept(self, event: TaskEvent, text: str) -> None:
        """Or discarded."""
        match event:
            case Done():
                self._outcome.setText(text)
                self._enter(Stage.PLANNING)
            case Failed(problem):
                self._notice.show_problem(problem)
                self._enter(self._before)  # nothing is lost: it can be kept once there is room, say

    def _on_trained(self, notes: tuple[str, ...]) -> None:
        assert self._plan is not None
        lines = [self.tr("Learned. Give it a name: it becomes a slider.")]
        if notes:
            lines.append(self.tr("Left out: {n}, such as {first}").format(n=len(notes), first=notes[0]))
        self._outcome.setText("\n".join(lines))
        self._name.setText(self._trainer.free_name(self._model, self._plan.name))
        self._enter(Stage.TRAINED)
        self._name.setFocus()
        self._name.selectAll()

    def _show_report(self, report: Report) -> None:
        self._bar.setValue(round(1000 * report.fraction))
        if self._stage is not Stage.TRAINING:
            return
        stages = {
            "reading photos": self.tr("Reading photos"),
            "drawing samples": self.tr("Drawing pictures"),
            "inverting": self.tr("Preparing pictures"),
            "training": self.tr("Learning"),
        }
        text = stages.get(report.stage, report.stage)
        if report.seconds_left is not None:
            text += " · " + self.tr("{n} min left").format(n=max(1, math.ceil(report.seconds_left / 60)))
        self._status.setText(text)

    # How it looks

    def _enter(self, stage: Stage) -> None:
        self._before, self._stage = self._stage, stage
        texts = {
            Stage.PAUSED: self.tr("Paused"),
            Stage.ENDING: self.tr("Ending…"),
            Stage.TRAINING: self.tr("Beginning…"),
        }
        self._status.setText(texts.get(stage, ""))
        if stage.at_work:
            self._outcome.setText("")
        self._pause.setText(self.tr("Resume") if stage is Stage.PAUSED else self.tr("Pause"))
        self._follow()
        if stage is Stage.PLANNING:
            self._plan = None
            self._model = self._wanted_model
            self._form.use_model(self._model)
            self._look()

    def _follow(self) -> None:
        stage = self._stage
        begun = stage is not Stage.PLANNING or bool(self._outcome.text())
        self._form.setEnabled(stage is Stage.PLANNING)
        self._hint.setVisible(not begun)
        self._results.setVisible(begun)
        self._outcome.setVisible(bool(self._outcome.text()))
        self._bar.setVisible(stage.at_work)
        at = {
            self._cancel: stage.at_work,
            self._end: stage.at_work,
            self._pause: stage.at_work,
            self._name: stage in (Stage.TRAINED, Stage.KEEPING),
            self._keep: stage in (Stage.TRAINED, Stage.KEEPING),
            self._drop: stage in (Stage.TRAINED, Stage.STOPPED, Stage.KEEPING),
            self._again: stage is Stage.STOPPED,
            self._go_on: stage is Stage.STOPPED,
            self._start: stage is Stage.PLANNING,
        }
        for widget, seen in at.items():
            widget.setVisible(seen)
            widget.setEnabled(stage not in (Stage.ENDING, Stage.KEEPING))
        self._start.setEnabled(self._trainable)
        self._end.setEnabled(self._learned and stage is not Stage.ENDING)
        self._follow_name()

    def _follow_name(self) -> None:
        if self._stage is Stage.TRAINED:
            problem = self._trainer.name_problem(self._model, self._name.text().strip())
            self._keep.setEnabled(not problem)
            self._status.setText(problem)
