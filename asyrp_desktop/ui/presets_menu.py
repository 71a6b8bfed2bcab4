"""Named sets of strengths, and those that were set lately."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QMenu, QWidget

from asyrp_desktop.core.errors import AsyrpError
from asyrp_desktop.core.values import DirectionInfo
from asyrp_desktop.models import kept_edits, presets
from asyrp_desktop.models.shelf import base_name

from .language import problem_of
from .pictures import read_icon
from .plain_text import literal, without_keys
from .preset_line import PresetLine

MOST_RECENT = 8


class PresetsMenu(QMenu):
    """Read anew each time it is opened; it means what was set then, whatever photo or model comes while it is open."""

    chosen = Signal(object)  # strengths
    failed = Signal(object)  # Problem

    def __init__(
        self,
        title: str,
        model: Callable[[], str],
        directions: Callable[[], Sequence[DirectionInfo]],
        strengths: Callable[[], Mapping[str, float]],
        parent: QWidget,
    ) -> None:
        """strengths: that would be kept."""
        super().__init__(title, parent)
        self.setObjectName("presetsMenu")
        self.setToolTipsVisible(True)
        self._model, self._directions, self._strengths = model, directions, strengths
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        model = base_name(self._model())
        directions = {one.name: one for one in self._directions()}
        try:
            known = presets.presets(model)
        except AsyrpError as error:
            known = {}
            self._fail(error)
        for name, values in known.items():
            action = self.addAction(without_keys(name))
            action.setToolTip(literal(said(values, directions)))
            action.triggered.connect(partial(self.chosen.emit, values))
        if not known:
            self.addAction(self.tr("Presets that you keep will be found here")).setEnabled(False)
        self.addSeparator()
        recent = self.addMenu(self.tr("&Recent settings"))
        recent.setObjectName("recentSettingsMenu")
        for text, icon, values in self._recent(directions):
            recent.addAction(icon, without_keys(text)).triggered.connect(partial(self.chosen.emit, values))
        recent.setEnabled(bool(recent.actions()))
        removing = self.addMenu(self.tr("Re&move"))
        removing.setObjectName("removePresetMenu")
        for name in known:
            removing.addAction(without_keys(name)).triggered.connect(partial(self._remove, model, name))
        removing.setEnabled(bool(known))
        self.addSeparator()
        strengths = self._strengths()
        line = PresetLine(known)
        line.setEnabled(bool(strengths))
        line.named.connect(partial(self._keep, model, strengths))
        line.put_into(self)

    def _recent(self, directions: Mapping[str, DirectionInfo]) -> list[tuple[str, QIcon, dict[str, float]]]:
        """Of photos that were edited with this model: each set of strengths once."""
        found: dict[str, tuple[str, QIcon, dict[str, float]]] = {}
        for one in kept_edits.recent(kept_edits.MOST):
            for values in one.kept.edit.strengths if one.kept.model == self._model() else ():
                values = {name: value for name, value in values.items() if name in directions}
                if values and len(found) < MOST_RECENT:
                    text = said(values, directions)
                    found.setdefault(text, (text, read_icon(one.thumbnail), values))
        return list(found.values())

    def _keep(self, model: str, strengths: Mapping[str, float], name: str) -> None:
        self._try(lambda: presets.keep(model, name, strengths))

    def _remove(self, model: str, name: str) -> None:
        self._try(lambda: presets.remove(model, name))

    def _try(self, work: Callable[[], None]) -> None:
        self.close()
        try:
            work()
        except AsyrpError as error:
            self._fail(error)

    def _fail(self, error: AsyrpError) -> None:
        self.failed.emit(problem_of(error))


def said(values: Mapping[str, float], directions: Mapping[str, DirectionInfo]) -> str:
    """“Smiling −0.60, Young +0.25”. directions: by name; one that is missing goes by its name."""
    words = (f"{label} {value:+.2f}".replace("-", "−") for _, label, value in told(values, directions))
    return ", ".join(words)


def told(values: Mapping[str, float], directions: Mapping[str, DirectionInfo]) -> list[tuple[str, str, float]]:
    """See `DirectionInfo.told`; one that is missing goes by its name."""
    return [
        directions[name].told(value) if name in directions else (name, name, value) for name, value in values.items()
    ]
