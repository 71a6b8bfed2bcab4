"""The model window: it joins the cards, the import form and the threads that do the work."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QMenu,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from asyrp_desktop.core.errors import AsyrpError
from asyrp_desktop.core.model_shelf import Imported, ModelEntry, ModelState, Transfer
from asyrp_desktop.core.progress import Progress
from asyrp_desktop.ui.engine_protocol import Failed, Problem, Progressed, Stopped
from asyrp_desktop.ui.language import label, message, problem_of
from asyrp_desktop.ui.notice_bar import NoticeBar
from asyrp_desktop.ui.plain_text import PlainLabel, in_title, literal
from asyrp_desktop.ui.task_thread import Done, Task, TaskEvent, TaskThread, Tell, Told

from .calibration_choice import CalibrationChoice
from .card import ModelCard, megabytes
from .import_form import ImportForm
from .protocol import Bring, Calibrate, Download, Move, Remove, ShelfRequest, ShelfWork, Verify


class ModelWindow(QWidget):
    """model: the base model that is in use. Downloads have a thread of their own: nothing else waits for them."""

    use_wanted = Signal(str)  # name of a base model
    direction_brought = Signal()  # for the one that is in use

    def __init__(self, shelf: ShelfWork, model: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("modelWindow")
        self.setWindowTitle(self.tr("Models"))
        self.setMinimumSize(760, 560)
        self.resize(900, 760)
        self.setAcceptDrops(True)
        self._shelf, self._model = shelf, model
        self._downloads, self._workshop = TaskThread("downloads"), TaskThread("workshop")
        for thread in (self._downloads, self._workshop):
            thread.happened.connect(self._on_event)
        self._dropping: set[Task] = set()  # downloads that are called off: what came of them goes too
        self._cards: dict[str, ModelCard] = {}

        self._notice = NoticeBar()
        self._form = ImportForm(shelf)
        self._form.wanted.connect(self._ask)
        self._form.cancel_wanted.connect(self._leave_form)
        self._pages = QStackedWidget()
        self._lay_out()
        self.show_model(model)

    def show_model(self, name: str) -> None:
        """The base model that is in use now."""
        self._model = name
        self._renew()

    def bring(self, source: Path) -> None:
        """Ask what is to be known of a folder or file before it is imported."""
        if not self._form.busy:
            self._form.open(source)
        self._pages.setCurrentWidget(self._form)

    @property
    def running(self) -> bool:
        return bool(self._downloads.tasks or self._workshop.tasks)

    def stop(self) -> None:
        """Cancel what runs and wait until it has ended. Downloads go on another day where they stopped."""
        for thread in (self._downloads, self._workshop):
            thread.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._renew()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self._show_dropping(True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_dropping(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_dropping(False)
        local = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if local:
            event.acceptProposedAction()
            self.bring(Path(local[0]))

    def _lay_out(self) -> None:
        self._list = QVBoxLayout()
        self._list.setContentsMargins(20, 8, 20, 16)
        self._list.setSpacing(10)
        inner = QWidget()
        inner.setObjectName("modelList")
        inner.setLayout(self._list)
        scroll = QScrollArea()
        scroll.setObjectName("modelScroll")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._headings = {
            "base": self._heading(self.tr("Base models"), self.tr("What photos are edited with")),
            "critic": self._heading(self.tr("Text-image models"), self.tr("What prompts are understood with")),
        }
        for heading in self._headings.values():
            self._list.addWidget(heading)
        self._list.addStretch(1)

        bring = QPushButton(self.tr("Bring a model"))
        bring.setObjectName("bringButton")
        menu = QMenu(bring)
        menu.addAction(self.tr("A &folder…"), self._ask_folder).setObjectName("bringFolderAction")
        menu.addAction(self.tr("A checkpoint &file…"), self._ask_file).setObjectName("bringFileAction")
        bring.setMenu(menu)
        self._drop = PlainLabel(self.tr("or drop a folder or checkpoint here"))
        self._drop.setProperty("role", "muted")
        self._where = PlainLabel()
        self._where.setObjectName("modelHome")
        self._where.setProperty("role", "muted")
        self._where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._move = QPushButton(self.tr("Move…"))
        self._move.setObjectName("moveModelsButton")
        self._move.clicked.connect(self._ask_move)
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 8, 20, 12)
        foot.setSpacing(10)
        foot.addWidget(bring)
        foot.addWidget(self._drop)
        foot.addStretch(1)
        foot.addWidget(self._where)
        foot.addWidget(self._move)

        shelf = QWidget()
        column = QVBoxLayout(shelf)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addLayout(foot)
        self._shelf_page = shelf
        self._pages.addWidget(shelf)
        self._pages.addWidget(self._form)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._notice)
        whole.addWidget(self._pages, 1)

    def _heading(self, title: str, text: str) -> PlainLabel:
        heading = PlainLabel(f"<b>{title}</b> · {text}")
        heading.setTextFormat(Qt.TextFormat.RichText)
        heading.setProperty("role", "section")
        return heading

    # What the user asks for

    def _ask(self, request: ShelfRequest) -> None:
        self._notice.hide()
        thread = self._downloads if isinstance(request, Download) else self._workshop
        task = Task(request, lambda progress, tell: self._work(request, progress, tell))
        if isinstance(request, Bring):
            self._form.show_busy()
        elif card := self._card(request):
            card.show_waiting()
        thread.ask(task)
        self._follow()

    def _work(self, request: ShelfRequest, progress: Progress, tell: Tell) -> object:
        """On a thread of its own."""
        match request:
            case Download(name):
                return self._shelf.download(name, progress, tell)
            case Bring(order):
                return self._shelf.bring(order, self._model, progress)
            case Calibrate(wish):
                return self._shelf.calibrate(wish, progress)
            case Verify(name):
                return self._shelf.verify(name, progress)
            case Remove(name):
                return self._shelf.remove(name)
            case Move(folder):
                return self._shelf.move(folder, progress)

    def _call_off(self, name: str, drop: bool) -> None:
        """drop: of a download, what came of it, too."""
        for thread in (self._downloads, self._workshop):
            for task in thread.tasks:
                if _name(task.request) == name:
                    self._cards[name].show_ending()
                    if drop and isinstance(task.request, Download):
                        self._dropping.add(task)
                    thread.cancel(task)

    def _ask_removal(self, name: str) -> None:
        entry = self._entries[name]
        if entry.state is ModelState.INSTALLED:
            text = self.tr("Remove “{title}” from this computer? {size} are freed; its directions stay.")
            answer = QMessageBox.question(
                self,
                self.tr("Remove a model"),
                literal(text.format(title=label(entry.title), size=megabytes(entry.size))),
            )
            # It may have come into use while the question was open, by an edit that was opened.
            if answer != QMessageBox.StandardButton.Yes or name == self._model:
                return
        self._ask(Remove(name))

    def _ask_calibration(self, name: str) -> None:
        dialog = QDialog(self)
        dialog.setObjectName("calibrationDialog")
        title = label(self._entries[name].title)
        dialog.setWindowTitle(in_title(self.tr("Calibrate {title}").format(title=title)))
        choice = CalibrationChoice(optional=False)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        go = buttons.addButton(self.tr("Calibrate"), QDialogButtonBox.ButtonRole.AcceptRole)
        go.setProperty("role", "primary")
        choice.changed.connect(lambda: go.setEnabled(choice.complete))
        buttons.accepted.connect(dialog.accept)
        buttons.rejected.connect(dialog.reject)
        column = QVBoxLayout(dialog)
        column.addWidget(choice)
        column.addWidget(buttons)
        dialog.setMinimumWidth(480)
        if dialog.exec() and (wish := choice.wish(name)):
            self._ask(Calibrate(wish))

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("A model's folder"))
        if name:
            self.bring(Path(name))

    def _ask_file(self) -> None:
        filters = self.tr("Checkpoints (*.pt *.pth *.ckpt *.bin *.safetensors);;All files (*)")
        name, _ = QFileDialog.getOpenFileName(self, self.tr("A checkpoint"), "", filters)
        if name:
            self.bring(Path(name))

    def _ask_move(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("Where the models are to be kept"))
        if name:
            self._ask(Move(Path(name)))

    def _leave_form(self) -> None:
        for task in self._workshop.tasks:
            if isinstance(task.request, Bring):
                self._workshop.cancel(task)
                return
        self._pages.setCurrentWidget(self._shelf_page)

    # What the threads tell

    def _on_event(self, task: Task, event: TaskEvent) -> None:
        request = task.request
        card = self._card(request)
        match event:
            case Progressed(report):
                if isinstance(request, Bring):
                    self._form.show_report(report)
                elif isinstance(request, Move):
                    self._where.setText(self.tr("Moving… {done:.0%}").format(done=report.fraction))
                elif card:
                    card.show_report(report)
            case Told(Transfer() as transfer):
                if card:
                    card.show_transfer(transfer)
            case Done(result):
                self._on_ended(card)
                self._on_done(request, result)
            case Stopped():
                self._on_ended(card)
                if isinstance(request, Bring):
                    self._form.show_ended(None)
                elif task in self._dropping and self._entries[_name(request)].state is ModelState.PARTIAL:
                    self._ask(Remove(_name(request)))
            case Failed(problem):
                self._on_ended(card)
                self._on_failed(request, problem)
        if isinstance(event, Done | Stopped | Failed):
            self._dropping.discard(task)
            self._follow()

    def _on_ended(self, card: ModelCard | None) -> None:
        if card:
            card.show_idle()
        self._renew()

    def _on_done(self, request: object, result: object) -> None:
        if isinstance(request, Bring):
            self._form.show_ended(None)
            self._pages.setCurrentWidget(self._shelf_page)
            assert isinstance(result, Imported)
            if result.direction_of:
                text = self.tr("“{name}” is among its sliders.").format(name=result.name)
                self._cards[result.direction_of].show_answer(" ".join((text, *map(message, result.notes))))
                self.direction_brought.emit()
                return
            if request.calibration is not None:
                self._ask(Calibrate(request.calibration))
        card = self._card(request)
        if card is None:
            return
        match request:
            case Download() | Bring():
                assert isinstance(result, Imported)
                terms = self._entries[card.name].terms
                card.show_answer("\n".join(message(note) for note in result.notes if note != terms))
            case Verify(name):
                assert isinstance(result, list)
                if result:
                    text = self.tr("“{title}” is damaged: {files}.")
                    title = label(self._entries[name].title)
                    remedy = self.tr("Remove it, and download or bring it again.")
                    self._notice.show_problem(Problem(text.format(title=title, files=", ".join(result)), remedy))
                card.show_answer("" if result else self.tr("Every file is as it was installed."))
            case Calibrate():
                card.show_answer(self.tr("Calibrated: new directions will know their steps."))

    def _on_failed(self, request: object, problem: Problem) -> None:
        if isinstance(request, Bring):
            self._form.show_ended(problem)
        elif isinstance(request, Download) and (card := self._card(request)):
            card.show_answer(f"{problem.message} {problem.remedy}")
        else:
            self._notice.show_problem(problem)

    # How it looks

    def _renew(self) -> None:
        """What is on the shelf may be other than before."""
        try:
            self._entries = {entry.name: entry for entry in self._shelf.entries()}
        except AsyrpError as error:
            self._notice.show_problem(problem_of(error))
            return
        for name in set(self._cards) - set(self._entries):
            card = self._cards.pop(name)
            card.setParent(None)
            card.deleteLater()
        for kind, heading in self._headings.items():
            models = sorted((e for e in self._entries.values() if e.kind == kind), key=self._rank)
            first = self._list.indexOf(heading) + 1
            for number, entry in enumerate(models):
                card = self._cards.get(entry.name) or self._new_card(entry)
                card.show_entry(entry, entry.name == self._model)
                if self._list.indexOf(card) != first + number:
                    self._list.removeWidget(card)
                    self._list.insertWidget(first + number, card)
        self._follow()

    def _rank(self, entry: ModelEntry) -> bool:
        """Those that can be used first; in the shelf's order otherwise."""
        return not entry.usable

    def _new_card(self, entry: ModelEntry) -> ModelCard:
        name = entry.name
        self._cards[name] = card = ModelCard(entry)
        card.use_wanted.connect(lambda: self.use_wanted.emit(name))
        card.download_wanted.connect(lambda: self._ask(Download(name)))
        card.pause_wanted.connect(lambda: self._call_off(name, drop=False))
        card.cancel_wanted.connect(lambda: self._call_off(name, drop=True))
        card.calibration_wanted.connect(lambda: self._ask_calibration(name))
        card.verifying_wanted.connect(lambda: self._ask(Verify(name)))
        card.removal_wanted.connect(lambda: self._ask_removal(name))
        return card

    def _card(self, request: object) -> ModelCard | None:
        return self._cards.get(_name(request))

    def _follow(self) -> None:
        working = bool(self._downloads.tasks or self._workshop.tasks)
        # Nothing may be written to the old folder while it is being emptied.
        moving = any(isinstance(task.request, Move) for task in self._workshop.tasks)
        self._move.setEnabled(not working)
        self._pages.setEnabled(not moving)
        if not moving:
            total = sum(e.size if e.state is ModelState.INSTALLED else e.received for e in self._entries.values())
            self._where.setText(self.tr("{size} in {folder}").format(size=megabytes(total), folder=self._shelf.home()))

    def _show_dropping(self, dropping: bool) -> None:
        self._drop.setText(
            self.tr("Let go to bring it") if dropping else self.tr("or drop a folder or checkpoint here")
        )


def _name(request: object) -> str:
    return getattr(request, "name", "")
