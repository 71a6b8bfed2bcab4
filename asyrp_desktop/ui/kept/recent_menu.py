"""Photos that were edited, with what they looked like."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QProxyStyle, QStyle, QStyleOption, QWidget

from asyrp_desktop.models import kept_edits

from ..pictures import read_icon
from ..plain_text import literal, without_keys

MOST = 12
ICON = 40  # pixels


class RecentMenu(QMenu):
    """Read anew each time it is opened."""

    chosen = Signal(Path)  # an edit file

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(title, parent)
        self.setObjectName("recentMenu")
        self._style = _LargeIcons()
        self.setStyle(self._style)
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        for one in kept_edits.recent(MOST):
            action = self.addAction(read_icon(one.thumbnail), without_keys(one.kept.photo.name))
            action.setIconVisibleInMenu(True)
            action.setToolTip(literal(str(one.kept.photo)))
            action.setEnabled(one.kept.photo.is_file())
            action.triggered.connect(lambda _=False, path=one.path: self.chosen.emit(path))
        if self.isEmpty():
            self.addAction(self.tr("Edited photos will be found here")).setEnabled(False)


class _LargeIcons(QProxyStyle):
    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        small = metric == QStyle.PixelMetric.PM_SmallIconSize
        return ICON if small else super().pixelMetric(metric, option, widget)  # type: ignore[arg-type]
