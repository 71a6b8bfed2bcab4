"""The batch window: it joins the form, the table, a look at one photo, and the thread that does the work."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt, QUrl
from PySide6.QtGui import QCloseEvent, QDesktopServices, QDragEnterEvent, QDropEvent, QImage, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from asyrp_desktop.batch.manifest import PhotoRow, State
from asyrp_desktop.batch.news import Checking, Ended, News, NoRoom, Noticed, Planned, Tally
from asyrp_desktop.batch.order import BatchOrder
from asyrp_desktop.batch.report import default_report
from asyrp_desktop.core.errors import AsyrpError
from asyrp_desktop.core.values import DirectionInfo
from asyrp_desktop.ui.engine_protocol import Layers, Problem
from asyrp_desktop.ui.language import problem_of
from asyrp_desktop.ui.notice_bar import NoticeBar
from asyrp_desktop.ui.split_view import SplitView
from asyrp_desktop.ui.view_state import ViewState

from ..pictures import THUMBNAIL, PairReader, Thumbnails
from ..plain_text import PlainLabel
from .batch_thread import BatchEnded, BatchThread
from .order_form import OrderForm, Strengths
from .photo_table import PHOTO, SECONDS, STATUS, PhotoTable, StateFilter
from .protocol import BatchWork

SHOWN = QSize(1600, 1600)

_WAITING = (State.PENDING, State.RUNNING)


class BatchWindow(QWidget):
    """sliders: the strengths as they stand in the main window. directions: what the sliders are for."""

    def __init__(
        self,
        work: BatchWork,
        sliders: Callable[[], Strengths],
        directions: Callable[[], Sequence[DirectionInfo]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("batchWindow")
        self.setWindowTitle(self.tr("Batch"))
        self.setMinimumSize(900, 640)
        self.resize(1120, 780)
        self.setAcceptDrops(True)
        self._thread = BatchThread(work)
        self._order: BatchOrder | None = None
        self._tally: Tally | None = None
        self._paused = self._no_room = False

        self._notice = NoticeBar()
        self._form = OrderForm(work, sliders, directions)
        self._thumbnails = Thumbnails()
        self._table = PhotoTable(self._thumbnails)
        self._filter = StateFilter(self._table)
        self._view = _table_view(self._filter)
        self._pairs = PairReader(SHOWN)
        self._state = ViewState()
        self._split = SplitView(self._state)
        self._split.setAccessibleName(self.tr("Photo before and after"))
        self._lay_out()
        self._connect()
        self._follow()

    def add(self, places: list[str]) -> None:
        """Photos and folders that are to be edited."""
        self._form.add_inputs(places)

    def renew(self) -> None:
        """The base model is another, with other sliders and presets."""
        self._form.offer_changes()

    def stop(self) -> None:
        """Cancel what runs, and wait until it has ended."""
        self._thread.stop()
        self._thumbnails.stop()
        self._pairs.stop()

    @property
    def running(self) -> bool:
        return self._thread.running

    def _lay_out(self) -> None:
        self._filters = QButtonGroup(self)
        filters = QHBoxLayout()
        filters.setContentsMargins(16, 6, 16, 6)
        for number, (name, _, _) in enumerate(self._kinds()):
            button = QToolButton()
            button.setObjectName(f"filter:{name}")
            button.setCheckable(True)
            button.setChecked(number == 0)
            self._filters.addButton(button, number)
            filters.addWidget(button)
        filters.addStretch(1)
        self._open = self._button("openResultButton", self.tr("Open result"), self._open_result)
        filters.addWidget(self._open)

        self._look = QFrame()
        self._look.setMinimumWidth(260)
        look = QVBoxLayout(self._look)
        look.setContentsMargins(0, 0, 0, 0)
        look.addWidget(self._split)
        self._pages = QStackedWidget()
        self._pages.addWidget(_invitation())
        self._pages.addWidget(self._view)
        self._middle = QSplitter(Qt.Orientation.Horizontal)
        self._middle.addWidget(self._pages)
        self._middle.addWidget(self._look)
        self._middle.setChildrenCollapsible(False)
        self._look.hide()

        self._bar = QProgressBar()
        self._bar.setObjectName("batchProgress")
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Progress of the batch"))
        self._status = PlainLabel()
        self._status.setObjectName("batchStatus")
        self._report = self._button("openReportButton", self.tr("Open report"), self._open_report)
        self._retry = self._button("retryFailedButton", self.tr("Try failed again"), self._start_again)
        self._pause = self._button("pauseButton", "", self._pause_or_resume)
        self._cancel = self._button("cancelBatchButton", self.tr("Cancel"), self._thread.cancel)
        self._go = self._button("startButton", self.tr("Start"), self._start_anew)
        self._go.setProperty("role", "primary")
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 12)
        foot.setSpacing(8)
        foot.addWidget(self._status, 1)
        for button in (self._report, self._retry, self._cancel, self._pause, self._go):
            foot.addWidget(button)

        column = QVBoxLayout(self)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._notice)
        column.addWidget(self._form)
        column.addLayout(filters)
        column.addWidget(self._middle, 1)
        column.addWidget(self._bar)
        column.addLayout(foot)
        self._form.setFocus()

    def _connect(self) -> None:
        self._form.changed.connect(self._follow)
        self._form.problem.connect(self._notice.show_problem)
        self._filters.idClicked.connect(self._show_kind)
        self._thread.told.connect(self._hear)
        self._thread.ended.connect(self._on_ended)
        self._view.selectionModel().currentRowChanged.connect(self._show_current)
        self._view.doubleClicked.connect(self._open_result)
        self._pairs.read.connect(self._show_pair)

    # At work

    def _start_anew(self) -> None:
        try:
            order = self._form.order()
        except AsyrpError as error:
            self._notice.show_problem(problem_of(error))
            return
        self._start(order, retry_failed=False)

    def _start_again(self) -> None:
        """What failed, as it was ordered, whatever the form says by now."""
        assert self._order is not None
        self._start(self._order, retry_failed=True)

    def _start(self, order: BatchOrder, retry_failed: bool) -> None:
        self._notice.hide()
        self._order, self._tally = order, None
        self._paused = self._no_room = False
        self._bar.setRange(0, 0)
        self._thread.start(order, retry_failed)
        self._follow()
        self._status.setText(self.tr("Looking for photos…"))

    def _pause_or_resume(self) -> None:
        self._paused = not self._paused
        (self._thread.pause if self._paused else self._thread.resume)()
        self._follow()

    def _hear(self, news: list[News]) -> None:
        self._table.hear(news)
        current = self._current()
        for one in news:
            match one:
                case Planned(_, tally) | Ended(_, tally):
                    self._tally = tally
                case Checking(done, total):
                    self._status.setText(
                        self.tr("Checking what was done before: {done} of {total}").format(done=done, total=total)
                    )
                case NoRoom(waiting):
                    self._no_room = waiting
                    full = Problem(self.tr("The disk is full."), self.tr("Make room, and the batch goes on."))
                    self._notice.show_problem(full) if waiting else self._notice.hide()
                case Noticed(text):
                    self._notice.show_problem(Problem(text))
        if any(isinstance(one, Ended) and current and one.row.id == current.id for one in news):
            self._show_current()
        self._follow()

    def _on_ended(self, ending: BatchEnded) -> None:
        if ending.problem:
            self._notice.show_problem(ending.problem)
        self._tally = ending.tally or self._tally
        self._follow()

    def _follow(self) -> None:
        """Show what can be done now, and how things stand."""
        running, tally = self.running, self._tally
        self._pages.setCurrentIndex(1 if self._table.rowCount() else 0)
        self._form.setEnabled(not running)
        self._go.setVisible(not running)
        self._go.setEnabled(self._form.ready)
        self._pause.setVisible(running)
        self._pause.setText(self.tr("Resume") if self._paused else self.tr("Pause"))
        self._cancel.setVisible(running)
        self._retry.setVisible(not running and bool(tally and tally.failed))
        self._report.setVisible(not running and tally is not None)
        self._bar.setVisible(running)
        current = self._current()
        self._open.setEnabled(bool(current and current.state is State.DONE))
        if tally:
            self._bar.setRange(0, max(1, tally.total))
            self._bar.setValue(tally.ended)
        if not running:
            self._status.setText(self._in_words(tally) if tally else self._form.why_not_ready)
        elif tally:
            self._status.setText(self._progress(tally))
        for number, (_, text, states) in enumerate(self._kinds()):
            count = _count(tally, states) if tally else 0
            self._filters.button(number).setText(f"{text} {count}" if tally else text)

    def _progress(self, tally: Tally) -> str:
        words = [self.tr("Photos: {ended} of {total}").format(ended=tally.ended, total=tally.total)]
        if tally.faces:
            words.append(self.tr("Faces: {n}").format(n=tally.faces))
        if tally.photos_per_minute is not None:
            words.append(self.tr("{n:.3g} a minute").format(n=tally.photos_per_minute))
        if self._paused:
            words.append(self.tr("paused"))
        elif self._no_room:
            words.append(self.tr("waiting for room on the disk"))
        elif tally.seconds_left is not None:
            words.append(self.tr("about {n} min left").format(n=max(1, math.ceil(tally.seconds_left / 60))))
        return ", ".join(words)

    def _kinds(self) -> tuple[tuple[str, str, tuple[State, ...]], ...]:
        """Filters: their names, texts, and what they let through; nothing for everything."""
        return (
            ("all", self.tr("All"), ()),
            ("done", self.tr("Done"), (State.DONE,)),
            ("failed", self.tr("Failed"), (State.FAILED,)),
            ("skipped", self.tr("Skipped"), (State.SKIPPED,)),
            ("waiting", self.tr("Waiting"), _WAITING),
            ("cancelled", self.tr("Cancelled"), (State.CANCELLED,)),
        )

    def _show_kind(self, number: int) -> None:
        self._filter.show_states(self._kinds()[number][2])
        self._show_current()

    # One photo

    def _current(self) -> PhotoRow | None:
        index = self._view.currentIndex()
        return self._filter.row(index) if index.isValid() else None

    def _show_current(self) -> None:
        row = self._current()
        if row is None:
            self._look.hide()
        elif self._look.isHidden():
            self._look.show()
            whole = self._middle.width()
            self._middle.setSizes([whole - whole * 2 // 5, whole * 2 // 5])
        self._open.setEnabled(bool(row and row.state is State.DONE))
        if row:
            self._pairs.ask(row.source, row.output if row.state is State.DONE else "")

    def _show_pair(self, source: str, before: QImage, after: QImage) -> None:
        row = self._current()
        if row is None or row.source != source or before.isNull():
            self._look.hide()
            return
        self._state.set_photo(before.width(), before.height())
        self._split.show_layers(Layers((before,)))
        self._split.show_after(Layers((after if not after.isNull() else before,)))
        self._split.say_after(self.tr("Edited") if not after.isNull() else self.tr("Not edited"))

    def _open_result(self) -> None:
        row = self._current()
        if row and row.state is State.DONE:
            QDesktopServices.openUrl(QUrl.fromLocalFile(row.output))

    def _open_report(self) -> None:
        if self._order:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(default_report(self._order).absolute())))

    # Coming and going

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self.running and any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.add([str(Path(url.toLocalFile())) for url in event.mimeData().urls() if url.isLocalFile()])

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._form.offer_changes()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.running and not self._may_stop():
            event.ignore()
            return
        self.stop()
        event.accept()

    def _in_words(self, tally: Tally) -> str:
        counts = (
            (self.tr("done: {n}"), tally.done),
            (self.tr("skipped: {n}"), tally.skipped),
            (self.tr("failed: {n}"), tally.failed),
            (self.tr("cancelled: {n}"), tally.cancelled),
        )
        each = ", ".join(text.format(n=count) for text, count in counts if count)
        return self.tr("Photos: {n}").format(n=tally.total) + (f" ({each})" if each else "")

    def _may_stop(self) -> bool:
        button = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self,
            self.tr("Batch at work"),
            self.tr("Stop the batch? What is done stays, and the same batch goes on where it stopped."),
            button.Yes | button.No,
            button.No,
        )
        return answer == button.Yes

    def _button(self, name: str, text: str, clicked: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.clicked.connect(lambda: clicked())
        return button


def _invitation() -> QWidget:
    """What is seen before there are rows."""
    page = QFrame()
    page.setProperty("role", "card")
    title = PlainLabel(QCoreApplication.translate("BatchWindow", "Drop folders or photos here"))
    title.setProperty("role", "headline")
    hint = PlainLabel(
        QCoreApplication.translate(
            "BatchWindow",
            "One change for all of them, unattended. A photo that cannot be edited stops none of the others,\n"
            "and a batch that was stopped goes on where it was.",
        )
    )
    hint.setProperty("role", "muted")
    column = QVBoxLayout(page)
    column.addStretch(1)
    for label in (title, hint):
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(label)
    column.addStretch(1)
    around = QWidget()
    QVBoxLayout(around).addWidget(page)
    return around


def _table_view(model: StateFilter) -> QTableView:
    view = QTableView()
    view.setObjectName("batchTable")
    view.setAccessibleName(QCoreApplication.translate("BatchWindow", "Photos of the batch"))
    view.setModel(model)
    view.setIconSize(THUMBNAIL)
    view.setShowGrid(False)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setTabKeyNavigation(False)
    view.setSortingEnabled(True)
    view.sortByColumn(-1, Qt.SortOrder.AscendingOrder)  # the batch's own order, until another is asked for
    # All rows alike: the view asks none of them for its size.
    vertical, header = view.verticalHeader(), view.horizontalHeader()
    vertical.hide()
    vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    vertical.setDefaultSectionSize(THUMBNAIL.height() + 8)
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setStretchLastSection(True)
    header.setMinimumSectionSize(60)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    for column, width in ((PHOTO, 230), (STATUS, 90), (SECONDS, 70)):
        view.setColumnWidth(column, width)
    return view


def _count(tally: Tally, states: tuple[State, ...]) -> int:
    if not states:
        return tally.total
    return {
        State.DONE: tally.done,
        State.FAILED: tally.failed,
        State.SKIPPED: tally.skipped,
        State.CANCELLED: tally.cancelled,
    }.get(states[0], tally.total - tally.ended)
