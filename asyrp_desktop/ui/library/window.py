"""The library window: it joins the list, the filters, the detail view and the library's thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QItemSelectionModel, QMimeData, QSize, Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QListView,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from asyrp_desktop.core.direction_library import DirectionKey, LibraryEntry, Mark
from asyrp_desktop.core.errors import AsyrpError
from asyrp_desktop.engine.direction_file import SUFFIX
from asyrp_desktop.ui.engine_protocol import Failed, Problem
from asyrp_desktop.ui.language import problem_of, told
from asyrp_desktop.ui.look import explain
from asyrp_desktop.ui.notice_bar import NoticeBar
from asyrp_desktop.ui.plain_text import PlainLabel
from asyrp_desktop.ui.save_names import named
from asyrp_desktop.ui.task_thread import Done, Task, TaskEvent, TaskThread, Told

from .card_delegate import CARD, CardDelegate
from .detail import Detail
from .direction_model import ENTRY, DirectionFilter, DirectionModel
from .filter_bar import FilterBar
from .protocol import DirectionLibrary, Previewed, ShowPreviews, TakeIn, TakenIn, task


class LibraryWindow(QWidget):
    """model: the base model whose directions are seen at first."""

    changed = Signal()  # which directions there are
    noted = Signal()  # which of them have a slider, perhaps

    def __init__(self, library: DirectionLibrary, model: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("libraryWindow")
        self.setWindowTitle(self.tr("Directions"))
        self.setMinimumSize(900, 640)
        self.resize(1120, 760)
        self.setAcceptDrops(True)
        self._library = library
        self._thread = TaskThread("library")
        self._model = DirectionModel(self)
        self._filter = DirectionFilter(self._model, self)
        self._notice = NoticeBar()
        self._bar = FilterBar(self._filter, model)
        self._list = _list_view(self._filter)
        self._make_actions()
        self._detail = Detail([self._rename, self._duplicate, self._export, self._remove])
        self._lay_out()
        self._connect()
        self._follow()

    def refresh(self) -> None:
        """Show the library as it is now."""
        chosen = [entry.key for entry in self._chosen()]
        entries = self._library.entries()
        self._model.show(entries)
        self._bar.offer(entries)
        self._choose(chosen)
        lacking = self._model.lacking()
        if lacking:
            self._status.setText(self.tr("Drawing previews…"))
            self._end_previews()
            self._thread.ask(task(self._library, ShowPreviews(tuple(lacking))))
        self._show_detail()
        self._follow()

    def use_model(self, model: str) -> None:
        """The base model is another: its directions are seen."""
        self._bar.use_model(model)

    def stop(self) -> None:
        """Cancel what runs and wait until it has ended."""
        self._thread.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        if not self._list.currentIndex().isValid():
            self._list.setCurrentIndex(self._filter.index(0, 0))
        self._list.setFocus()

    def _make_actions(self) -> None:
        key = QKeySequence.StandardKey
        self._rename = self._action("renameDirectionAction", self.tr("Rename"), "F2", self._rename_it)
        self._duplicate = self._action("duplicateDirectionAction", self.tr("Duplicate"), "Ctrl+D", self._duplicate_it)
        self._export = self._action("exportDirectionAction", self.tr("Export…"), "Ctrl+E", self._ask_where_to)
        self._remove = self._action("removeDirectionAction", self.tr("Delete"), key.Delete, self._remove_it)
        self._import = self._action("importDirectionAction", self.tr("Import…"), "Ctrl+I", self._ask_what_to_import)
        self._undo = self._action("restoreDirectionAction", self.tr("Undo"), key.Undo, self._restore_it)
        self._star = self._action("favouriteAction", self.tr("Favourite"), "*", self._star_them)
        self._toggle = self._action("sliderAction", self.tr("In the slider panel"), "Ctrl+Return", self._toggle_sliders)
        self._list.addActions([self._star, self._toggle, self._rename, self._duplicate, self._export, self._remove])
        self._list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        # Delete and the star would be typed where text is: these two are the list's alone.
        for action in (self._remove, self._star):
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.addActions([self._import, self._undo])

    def _action(self, name: str, text: str, keys: QKeySequence.StandardKey | str, does: Callable[[], None]) -> QAction:
        action = QAction(text, self)
        action.setObjectName(name)
        action.setShortcut(QKeySequence(keys))
        explain(action)
        action.triggered.connect(does)
        return action

    def _lay_out(self) -> None:
        self._nothing = PlainLabel()
        self._nothing.setProperty("role", "muted")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._show_all = QPushButton(self.tr("Show all"))
        self._show_all.setObjectName("showAllButton")
        self._show_all.clicked.connect(self._bar.show_all)
        empty = QWidget()
        empty.setObjectName("libraryEmpty")
        inside = QVBoxLayout(empty)
        inside.addStretch(1)
        inside.addWidget(self._nothing)
        inside.addWidget(self._show_all, 0, Qt.AlignmentFlag.AlignHCenter)
        inside.addStretch(1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._list)
        self._pages.addWidget(empty)
        importing = QPushButton(self.tr("Import…"))
        importing.setObjectName("importDirectionButton")
        importing.setToolTip(self.tr("Take in a direction file; or drop one here"))
        importing.clicked.connect(self._import.trigger)
        head = QHBoxLayout()
        head.setContentsMargins(16, 12, 16, 8)
        head.setSpacing(8)
        head.addWidget(self._bar, 1)
        head.addWidget(importing)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self._pages, 1)
        middle.addWidget(self._detail)
        self._status = PlainLabel()
        self._status.setObjectName("libraryStatus")
        self._status.setProperty("role", "muted")
        self._gone = PlainLabel()
        self._gone.setObjectName("removedText")
        self._take_back = QPushButton(self.tr("Undo"))
        self._take_back.setObjectName("restoreDirectionButton")
        self._take_back.clicked.connect(self._undo.trigger)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 6, 16, 8)
        foot.setSpacing(10)
        foot.addWidget(self._gone)
        foot.addWidget(self._take_back)
        foot.addStretch(1)
        foot.addWidget(self._status)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._notice)
        column.addLayout(head)
        column.addLayout(middle, 1)
        column.addLayout(foot)

    def _connect(self) -> None:
        delegate = CardDelegate(self._list)
        delegate.starred.connect(lambda key: self._note_on([key], _starred))
        self._list.setItemDelegate(delegate)
        self._list.selectionModel().currentChanged.connect(self._show_detail)
        self._list.selectionModel().selectionChanged.connect(self._follow)
        self._bar.changed.connect(self._follow)
        self._model.rename_wanted.connect(self._rename_to)
        self._detail.noted.connect(lambda key, mark: self._note_on([key], lambda _: mark))
        self._thread.happened.connect(self._on_event)

    # What the user asks for

    def _chosen(self) -> list[LibraryEntry]:
        return [index.data(ENTRY) for index in sorted(self._list.selectedIndexes(), key=lambda index: index.row())]

    def _choose(self, keys: Sequence[DirectionKey]) -> None:
        """Select these, as far as they are in sight."""
        selection = self._list.selectionModel()
        found = [self._filter.mapFromSource(self._model.index_of(key)) for key in keys]
        seen = [index for index in found if index.isValid()]
        if not seen:
            return
        selection.clearSelection()
        for index in seen:
            selection.select(index, QItemSelectionModel.SelectionFlag.Select)
        selection.setCurrentIndex(seen[0], QItemSelectionModel.SelectionFlag.NoUpdate)
        self._list.scrollTo(seen[0])

    def _try(self, work: Callable[[], object]) -> bool:
        """Whether it went well; else its problem is shown."""
        self._notice.hide()
        try:
            work()
        except AsyrpError as error:
            self._notice.show_problem(problem_of(error))
            return False
        return True

    def _renew(self, choose: Sequence[DirectionKey] = ()) -> None:
        self.refresh()
        self._choose(choose)
        self.changed.emit()

    def _note_on(self, keys: Sequence[DirectionKey], mark: Callable[[Mark], Mark]) -> None:
        known = {entry.key: entry for entry in self._model.entries}
        for key in keys:
            if not self._try(lambda key=key: self._library.note(key, mark(known[key].mark))):
                break
        self.refresh()
        self.noted.emit()

    def _star_them(self) -> None:
        self._note_on([entry.key for entry in self._chosen()], _starred)

    def _toggle_sliders(self) -> None:
        chosen = self._chosen()
        give = not all(entry.mark.slider and not entry.mark.hidden for entry in chosen)
        self._note_on([entry.key for entry in chosen], lambda mark: replace(mark, slider=give, hidden=False))

    def _rename_it(self) -> None:
        self._list.edit(self._list.selectedIndexes()[0])

    def _rename_to(self, key: DirectionKey, name: str) -> None:
        if self._try(lambda: self._library.rename(key, name)):
            self._renew([DirectionKey(key.model, name)])

    def _duplicate_it(self) -> None:
        copies: list[DirectionKey] = []
        for entry in self._chosen():
            if not self._try(lambda entry=entry: copies.append(self._library.duplicate(entry.key))):
                break
        self._renew(copies)

    def _remove_it(self) -> None:
        row = self._list.currentIndex().row()
        for entry in self._chosen():
            if not self._try(lambda entry=entry: self._library.remove(entry.key)):
                break
            self._model.forget_previews(entry.key)
            self._library.removed.append((entry.key, entry.mark))
        self._renew()
        if not self._list.currentIndex().isValid():
            self._list.setCurrentIndex(self._filter.index(min(row, self._filter.rowCount() - 1), 0))

    def _restore_it(self) -> None:
        if not self._library.removed:
            return
        key, mark = self._library.removed[-1]
        if self._try(lambda: self._library.restore(key, mark)):
            self._library.removed.pop()
            self._renew([key])

    def _ask_where_to(self) -> None:
        chosen = self._chosen()
        if len(chosen) == 1:
            key = chosen[0].key
            suggested = self._library.file_name(key)
            name, _ = QFileDialog.getSaveFileName(self, self.tr("Export a direction"), suggested, f"*{SUFFIX}")
            if name:
                self.export([key], *named(name, SUFFIX, [SUFFIX]))
        elif chosen:
            name = QFileDialog.getExistingDirectory(self, self.tr("Export {n} directions").format(n=len(chosen)))
            if name:
                self.export([entry.key for entry in chosen], Path(name))

    def export(self, keys: Sequence[DirectionKey], target: Path, replace: bool = False) -> None:
        """target: a file, or a folder. replace: whether a file that is there may be replaced."""
        if all(self._try(lambda key=key: self._library.export(key, target, replace)) for key in keys):
            self._status.setText(self.tr("Exported: {path}").format(path=target))

    def _ask_what_to_import(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("Import directions"), "", f"*{SUFFIX}")
        self.take_in([Path(name) for name in names])

    def take_in(self, files: Sequence[Path]) -> None:
        """Import direction files."""
        if files:
            self._notice.hide()
            self._status.setText(self.tr("Importing…"))
            # Drawing takes long, and is asked for again when these are there.
            self._end_previews()
            self._thread.ask(task(self._library, TakeIn(tuple(files))))

    def _end_previews(self) -> None:
        for one in self._thread.tasks:
            if isinstance(one.request, ShowPreviews):
                self._thread.cancel(one)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.source() is None and _files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.take_in(_files_in(event.mimeData()))

    # What the thread tells

    def _on_event(self, done: Task, event: TaskEvent) -> None:
        match event:
            case Told(Previewed(key, rows)):
                self._model.show_previews(key, rows)
                current = self._current()
                if current is not None and current.key == key:
                    self._show_detail()
            case Done(TakenIn(keys, problems)):
                self._status.clear()
                if problems:
                    self._notice.show_problem(_together(problems))
                if keys:
                    self._bar.show_all()
                    self._renew(keys)
                    # Rather than that previews are drawn.
                    self._status.setText(self.tr("Imported: {n}").format(n=len(keys)))
                else:
                    self.refresh()
            case Done():
                if self._status.text() == self.tr("Drawing previews…"):
                    self._status.clear()
            case Failed(problem):
                self._status.clear()
                self._notice.show_problem(problem)

    # How it looks

    def _current(self) -> LibraryEntry | None:
        return self._list.currentIndex().data(ENTRY)

    def _show_detail(self) -> None:
        entry = self._current()
        if entry is None:
            self._detail.show_entry(None, (), "")
            return
        self._detail.show_entry(entry, self._model.rows_of(entry.key), self._fingerprint(entry))

    def _fingerprint(self, entry: LibraryEntry) -> str:
        # The file may have gone since the library was looked at; what else is known can be shown all the same.
        try:
            return self._library.fingerprint(entry)
        except AsyrpError as error:
            return told(error)

    def _follow(self) -> None:
        chosen = self._chosen()
        own = bool(chosen) and all(entry.own for entry in chosen)
        for action in (self._duplicate, self._export, self._star, self._toggle):
            action.setEnabled(bool(chosen))
        self._rename.setEnabled(own and len(chosen) == 1)
        self._remove.setEnabled(own)
        self._undo.setEnabled(bool(self._library.removed))
        self._gone.setVisible(bool(self._library.removed))
        self._take_back.setVisible(bool(self._library.removed))
        if self._library.removed:
            self._gone.setText(self.tr("“{name}” was deleted.").format(name=self._library.removed[-1][0].name))
        empty = self._filter.rowCount() == 0
        self._pages.setCurrentIndex(1 if empty else 0)
        known = bool(self._model.entries)
        self._show_all.setVisible(known)
        self._nothing.setText(
            self.tr("No direction is like that.")
            if known
            else self.tr("There is no direction yet.\nTrain one, or drop a direction file here.")
        )
        if empty:
            self._detail.show_entry(None, (), "")


def _list_view(directions: DirectionFilter) -> QListView:
    view = QListView()
    view.setObjectName("directionList")
    view.setAccessibleName(QCoreApplication.translate("LibraryWindow", "Directions"))
    view.setModel(directions)
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setMovement(QListView.Movement.Static)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setUniformItemSizes(True)
    view.setGridSize(CARD + QSize(2, 2))
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setDragEnabled(True)
    view.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
    view.setMouseTracking(True)
    return view


def _together(problems: Sequence[Problem]) -> Problem:
    """In one notice."""
    told = (f"{problem.message} {problem.remedy}".strip() for problem in problems)
    return Problem("\n".join(told), details="\n\n".join(filter(None, (problem.details for problem in problems))))


def _starred(mark: Mark) -> Mark:
    return replace(mark, favourite=not mark.favourite)


def _files_in(data: QMimeData) -> list[Path]:
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [file for file in files if file.name.endswith(SUFFIX)]
