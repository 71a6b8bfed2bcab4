"""The page of the devices that there are: it joins their cards and the thread that measures them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QProgressBar,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from asyrp_desktop.core.devices import DeviceLook
from asyrp_desktop.core.progress import Progress
from asyrp_desktop.core.settings import Settings
from asyrp_desktop.ui.engine_protocol import Failed, Progressed, Stopped
from asyrp_desktop.ui.notice_bar import NoticeBar
from asyrp_desktop.ui.plain_text import PlainLabel
from asyrp_desktop.ui.task_thread import Done, Task, TaskEvent, TaskThread, Tell, Told

from .device_card import DeviceCard
from .protocol import DeviceWork, Look, SetUp, Tune


class DevicesPage(QWidget):
    """device_wanted: compute on it from now on, "auto" for the best; set_up_anew: a device computes otherwise now."""

    device_wanted = Signal(str)
    set_up_anew = Signal(str)

    def __init__(self, work: DeviceWork, settings: Settings) -> None:
        super().__init__()
        self._work = work
        self._settings = settings
        self._thread = TaskThread("devices")
        self._thread.happened.connect(self._on_event)
        self._cards: dict[str, DeviceCard] = {}
        self._notice = NoticeBar()
        self._group = QButtonGroup(self)
        self._lay_out()
        self.show_settings(settings)

    def show_settings(self, settings: Settings) -> None:
        """As they are now. For another base model, devices are measured anew when the window is next seen."""
        anew = settings.model != self._settings.model
        self._settings = settings
        self._auto.setChecked(settings.device == "auto")
        for device, card in self._cards.items():
            card.choice.setChecked(device == settings.device)
        self._of.setText(self.tr("Measured with {model}.").format(model=settings.model))
        if anew and self.isVisible():
            self._look()

    @property
    def running(self) -> bool:
        """Whether a device is being set up; that takes long."""
        return any(isinstance(task.request, Tune | SetUp) for task in self._thread.tasks)

    def stop(self) -> None:
        """Cancel what runs and wait until it has ended."""
        self._thread.stop()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()

    def _lay_out(self) -> None:
        title = PlainLabel(self.tr("Compute on"))
        title.setProperty("role", "title")
        self._auto = QRadioButton(self.tr("The best device there is"))
        self._auto.setObjectName("use:auto")
        self._auto.clicked.connect(lambda: self.device_wanted.emit("auto"))
        self._group.addButton(self._auto)
        self._of = PlainLabel()
        self._of.setProperty("role", "muted")
        self._again = QPushButton(self.tr("Measure again"))
        self._again.setObjectName("measureAgainButton")
        self._again.clicked.connect(self._look)
        self._bar = QProgressBar()
        self._bar.setObjectName("looking")
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Devices are being measured"))
        page = QWidget()
        page.setObjectName("modelList")
        self._list = QVBoxLayout(page)
        self._list.setContentsMargins(24, 18, 24, 16)
        self._list.setSpacing(12)
        for widget in (title, self._auto, self._of):
            self._list.addWidget(widget)
        self._list.addWidget(self._bar)
        self._list.addWidget(self._again, 0, Qt.AlignmentFlag.AlignLeft)
        self._list.addStretch(1)
        scroll = QScrollArea()
        scroll.setObjectName("modelScroll")
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._notice)
        whole.addWidget(scroll, 1)

    # What the user asks for

    def _look(self) -> None:
        if not any(isinstance(task.request, Look) for task in self._thread.tasks):
            self._ask(Look())

    def _ask(self, request: Look | Tune | SetUp) -> None:
        model = self._settings.model
        if not isinstance(request, Look):
            self._cards[request.info.device].show_busy()
        self._thread.ask(Task(request, lambda progress, tell: self._do(request, model, progress, tell)))
        self._follow()

    def _do(self, request: Look | Tune | SetUp, model: str, progress: Progress, tell: Tell) -> object:
        """On the thread."""
        match request:
            case Look():
                return self._work.look(model, progress, tell)
            case Tune(info):
                return self._work.tune(info, model, progress)
            case SetUp(info, setting):
                return self._work.set_up(info, model, setting, progress)

    def _cancel(self, device: str) -> None:
        for task in self._asked_of(device):
            self._thread.cancel(task)

    def _asked_of(self, device: str) -> list[Task]:
        """What was asked of it and is not over."""
        return [
            task
            for task in self._thread.tasks
            if isinstance(task.request, Tune | SetUp) and task.request.info.device == device
        ]

    # What the thread tells

    def _on_event(self, task: Task, event: TaskEvent) -> None:
        request = task.request
        card = self._cards[request.info.device] if isinstance(request, Tune | SetUp) else None
        match event:
            case Told(DeviceLook() as look):
                self._show_device(look)
            case Progressed(report) if card:
                card.show_report(report)
            case Done(DeviceLook() as look) if card:
                card.show_look(look)
                self.set_up_anew.emit(look.info.device)
            case Stopped() if card:
                card.show_refusal(None)
            case Failed(problem):
                if card:
                    card.show_refusal(problem)
                else:
                    self._notice.show_problem(problem)
        self._follow()

    def _show_device(self, look: DeviceLook) -> None:
        device = look.info.device
        if device in self._cards:
            if not self._asked_of(device):
                self._cards[device].show_look(look)
            return
        self._cards[device] = card = DeviceCard(look)
        self._group.addButton(card.choice)
        card.choice.setChecked(device == self._settings.device)
        card.chosen.connect(lambda: self.device_wanted.emit(device))
        card.tuning_wanted.connect(lambda: self._ask(Tune(look.info)))
        card.setting_wanted.connect(lambda setting: self._ask(SetUp(look.info, setting)))
        card.cancel_wanted.connect(lambda: self._cancel(device))
        self._list.insertWidget(self._list.indexOf(self._bar), card)

    def _follow(self) -> None:
        looking = any(isinstance(task.request, Look) for task in self._thread.tasks)
        self._bar.setVisible(looking)
        self._again.setEnabled(not self._thread.tasks)
