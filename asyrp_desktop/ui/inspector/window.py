"""The inspector: the course of the reverse process, what it was read off, and what the photo looks like on its way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from asyrp_desktop.core.progress import Report
from asyrp_desktop.core.values import DEFAULT_STEPS, Course, DirectionInfo
from asyrp_desktop.models.curves import Curves, curves
from asyrp_desktop.ui.desk import Desk
from asyrp_desktop.ui.engine_protocol import Busy, EditTraced, Failed
from asyrp_desktop.ui.number_field import IntegerField, NumberField
from asyrp_desktop.ui.plain_text import PlainLabel
from asyrp_desktop.ui.strengths import StrengthSet, new_gesture

from .curves_plot import CurvesPlot
from .way_view import WayView

STEPS = (4, 200)


class InspectorWindow(QWidget):
    """Follows a StrengthSet and a desk. What it sets is a part of the edit, and is undone as the rest."""

    problem = Signal(object)

    def __init__(
        self,
        desk: Desk,
        strengths: StrengthSet,
        directions: Callable[[], Sequence[DirectionInfo]],
        model: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("inspectorWindow")
        self.setWindowTitle(self.tr("Inspector"))
        self.setMinimumSize(760, 560)
        self.resize(880, 680)
        self._desk, self._strengths, self._directions = desk, strengths, directions
        self._curves = Curves()
        self._plot = CurvesPlot()
        self._plot.t_edit_moved.connect(lambda t, gesture: self._set(gesture, t_edit=t))
        self._plot.t_boost_moved.connect(lambda t, gesture: self._set(gesture, t_boost=t))
        self._t_edit = self._box("tEditBox", 0, 0, lambda t: self._set(new_gesture(), t_edit=t))
        self._t_boost = self._box("tBoostBox", 0, 0, lambda t: self._set(new_gesture(), t_boost=t))
        self._steps = self._box("stepsBox", *STEPS, lambda n: self._set(new_gesture(), steps=n))
        self._eta = NumberField("etaBox", 0.0, 1.0)
        self._eta.setSingleStep(0.1)
        self._eta.setKeyboardTracking(False)
        self._eta.valueChanged.connect(lambda eta: self._set(new_gesture(), eta=round(eta, 2)))
        self._rendering = QComboBox()
        self._rendering.setObjectName("renderingBox")
        for text, rendering in (
            (self.tr("As the direction says"), None),
            (self.tr("Move pixels"), "motion"),
            (self.tr("Redraw"), "redraw"),
        ):
            self._rendering.addItem(text, rendering)
        self._rendering.activated.connect(lambda _: self._set(new_gesture(), rendering=self._rendering.currentData()))
        self._usual = QPushButton(self.tr("As the model says"))
        self._usual.setObjectName("usualCourseButton")
        self._usual.clicked.connect(lambda: self._set_course(Course(), new_gesture()))
        self._told = _muted()
        self._told.setObjectName("courseMeaning")
        self._way = WayView()
        self._hint = _muted()
        self._hint.setObjectName("wayHint")
        self._look = QPushButton(self.tr("Look at the way"))
        self._look.setObjectName("traceButton")
        self._look.setToolTip(self.tr("Render the edit once more, and keep what each step takes for the photo"))
        self._look.clicked.connect(self._trace)
        self._stop = QPushButton(self.tr("Cancel"))
        self._stop.setObjectName("cancelTraceButton")
        self._stop.clicked.connect(desk.cancel_trace)
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._tracing = False
        self._lay_out()
        strengths.changed.connect(self._follow)
        desk.ready_changed.connect(self._follow)
        desk.edit_shown.connect(self._forget_way)
        desk.progressed.connect(self._on_progress)  # no lambda: it would outlive this window with the desk
        desk.trace_ended.connect(self._on_trace)
        self.use_model(model)

    def use_model(self, model: str) -> None:
        """The curves of another base model."""
        self._curves = curves(model)
        last = self._curves.timesteps - 1
        self._plot.show_curves(self._curves.calibration, last)
        for box in (self._t_edit, self._t_boost):
            with QSignalBlocker(box):
                box.setMaximum(last)
        with QSignalBlocker(self._steps):
            self._steps.setMaximum(min(STEPS[1], self._curves.timesteps))
        self._forget_way()
        self._follow()

    def stop(self) -> None:
        self._desk.cancel_trace()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._desk.cancel_trace()

    def _box(self, name: str, low: int, high: int, tell: Callable[[int], None]) -> IntegerField:
        box = IntegerField(name, low, high)
        box.setKeyboardTracking(False)
        box.valueChanged.connect(tell)
        return box

    def _lay_out(self) -> None:
        form = QGridLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for row, (text, box, meaning) in enumerate(
            (
                ("t_&edit", self._t_edit, self.tr("Smallest timestep at which h is shifted")),
                ("t_&boost", self._t_boost, self.tr("Timestep below which the photo's own noise is added back")),
                ("et&a", self._eta, self.tr("How much of that noise")),
                (self.tr("&Steps"), self._steps, self.tr("Of the whole way; another number inverts the photo anew")),
                (
                    self.tr("&Rendering"),
                    self._rendering,
                    self.tr(
                        "Move pixels: the photo's own, as the two predicted x0 at the end of the edit interval say. "
                        "Redraw: through all steps, for what the photo has nothing of, such as glasses"
                    ),
                ),
            )
        ):
            label = PlainLabel(text)
            label.setBuddy(box)
            box.setAccessibleName(f"{text.replace('&', '')}: {meaning}")
            box.setToolTip(meaning)
            form.addWidget(label, row, 0)
            form.addWidget(box, row, 1)
        form.addWidget(self._usual, 5, 0, 1, 2)
        form.setRowStretch(6, 1)
        above = QHBoxLayout()
        above.setSpacing(20)
        above.addWidget(self._plot, 1)
        above.addLayout(form)
        heading = PlainLabel(self.tr("Predicted x0 on the way"))
        heading.setProperty("role", "title")
        asking = QHBoxLayout()
        asking.addWidget(heading, 1)
        asking.addWidget(self._bar)
        asking.addWidget(self._stop)
        asking.addWidget(self._look)
        self._bar.setFixedWidth(160)
        page = QWidget()
        page.setObjectName("modelList")
        column = QVBoxLayout(page)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addLayout(above, 3)
        column.addWidget(self._told)
        column.addLayout(asking)
        column.addWidget(self._hint)
        column.addWidget(self._way, 2)
        scroll = QScrollArea()
        scroll.setObjectName("modelScroll")
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)

    # What the user asks for

    def _set(self, gesture: int, **what: float | str | None) -> None:
        self._set_course(replace(self._strengths.scope.course, **what), gesture)

    def _set_course(self, course: Course, gesture: int) -> None:
        text = self.tr("change of the course")
        self._strengths.set_scope(replace(self._strengths.scope, course=course), gesture, text)

    def _trace(self) -> None:
        self._tracing = True
        self._desk.trace()
        self._follow()

    # What the desk and the strengths tell

    def _forget_way(self) -> None:
        self._way.show_way(None)
        self._follow()

    def _on_progress(self, report: Report) -> None:
        self._bar.setValue(round(report.fraction * 1000))

    def _on_trace(self, ending: object) -> None:
        self._tracing = False
        if isinstance(ending, EditTraced):
            self._way.show_way(ending)
        elif isinstance(ending, Failed):
            self.problem.emit(ending.problem)
        self._follow()

    def _follow(self) -> None:
        course = self._strengths.scope.course
        t_edit = self._t_edit_in_use() if course.t_edit is None else course.t_edit
        t_boost = self._curves.t_boost if course.t_boost is None else course.t_boost
        ready = self._desk.ready
        if not ready and self._way.columns:
            self._way.show_way(None)  # another photo's, or none
        with (
            QSignalBlocker(self._t_edit),
            QSignalBlocker(self._t_boost),
            QSignalBlocker(self._eta),
            QSignalBlocker(self._steps),
            QSignalBlocker(self._rendering),
        ):
            self._rendering.setCurrentIndex(self._rendering.findData(course.rendering))
            self._t_edit.setValue(t_edit)
            self._t_boost.setValue(t_boost)
            self._eta.setValue(course.eta)
            self._steps.setValue(course.steps or DEFAULT_STEPS)
        self._plot.show_lines(t_edit, t_boost)
        for widget in (self._plot, self._t_edit, self._t_boost, self._eta, self._steps, self._rendering):
            widget.setEnabled(self._desk.has_photo)
        self._usual.setEnabled(course != Course())
        self._told.setText(self._measures(t_edit, t_boost))
        self._look.setEnabled(ready and self._strengths.edit.changes and not self._tracing)
        self._look.setVisible(not self._tracing)
        for widget in (self._stop, self._bar):
            widget.setVisible(self._tracing)
        self._hint.setVisible(not self._way.columns)
        self._hint.setText(self._next_step())

    def _t_edit_in_use(self) -> int:
        """Of the directions that are set, else of all that could be."""
        every = {one.name: one.t_edit for one in self._directions()}
        used = [every[name] for name in self._strengths.current if name in every]
        return min(used or every.values(), default=self._curves.timesteps // 2)

    def _measures(self, t_edit: int, t_boost: int) -> str:
        known = self._curves.calibration
        if known is None:
            return self.tr("This model was not calibrated: its curves are not known.")
        strength, deficiency = (
            float(np.interp(t, known.timesteps, curve))
            for t, curve in ((t_edit, known.predicted), (t_boost, known.noisy))
        )
        return self.tr(
            "At t_edit the predicted x0 is {strength:.2f} away from the photo (editing strength), at t_boost the noisy "
            "photo {deficiency:.2f} (quality deficiency); both by {measure}. h is shifted from t_edit up; below "
            "t_boost noise is added back. A smaller t_edit changes more, and keeps less."
        ).format(strength=strength, deficiency=deficiency, measure=known.measure)

    def _next_step(self) -> str:
        if not self._desk.has_photo:
            return self.tr("Open a photo: then its way can be looked at, and the lines above can be moved.")
        if not self._strengths.edit.changes:
            return self.tr("Move a slider: then the way of the edit can be looked at.")
        if self._tracing:
            return self.tr("The edit is being rendered.") if self._desk.busy is Busy.VARYING else self.tr("Soon…")
        return self.tr(
            "What each step takes for the photo, from noise on: of the edit and of the photo itself. At the right, "
            "what is read off the last: how the photo's pixels move (the hue tells where to), and what is added."
        )


def _muted() -> PlainLabel:
    label = PlainLabel()
    label.setProperty("role", "muted")
    label.setWordWrap(True)
    return label
