"""What the tour through the main window shows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from asyrp_desktop.core.paths import SAMPLE_PHOTO

from ..comparison import Comparison
from ..filmstrip.open_photos import OpenPhotos
from ..slider_panel import SliderPanel
from .tour import TourStep


def steps(
    photos: OpenPhotos,
    comparison: Comparison,
    panel: SliderPanel,
    button: Callable[[str], QWidget],
    views: QWidget,
) -> list[TourStep]:
    """button: of the toolbar, by its action's name."""
    strengths = photos.strengths
    return [
        TourStep(
            _tr("Your photo"),
            _tr(
                "This is the sample. It is being prepared now: the program looks for its face, and for the noise that "
                "leads to it. That is done once for each photo."
            ),
            lambda: views,
            lambda: photos.desk.ready and photos.current is not None and photos.current.source == SAMPLE_PHOTO,
        ),
        TourStep(
            _tr("Go near"),
            _tr("A double-click on the face, or Ctrl+9, brings it close. Another double-click shows the whole photo."),
            lambda: views,
            lambda: not comparison.state.fitted,
        ),
        TourStep(
            _tr("Move a slider"),
            _tr("Each is a direction of meaning: to the right there is more of it, to the left the opposite."),
            lambda: panel.first,
            lambda: strengths.edit.changes,
        ),
        TourStep(
            _tr("What was it before?"),
            _tr("Hold this button, or the O key, to see the original in place of the edit."),
            lambda: button("originalAction"),
            lambda: comparison.holding,
        ),
        TourStep(
            _tr("Compare"),
            _tr("Put both into one view, with a handle between them that you can drag."),
            lambda: button("splitAction"),
            lambda: comparison.currentWidget() is comparison.split,
        ),
        TourStep(
            _tr("Nothing is lost"),
            _tr("Every change can be taken back. Take one back now."),
            lambda: button("undoAction"),
            strengths.stacks.canRedo,
        ),
        TourStep(
            _tr("Save"),
            _tr(
                "The edit is written at full quality into a new file. Your original is never touched, and the file "
                "says of itself that it was edited."
            ),
            lambda: button("saveAction"),
        ),
        TourStep(
            _tr("There is more"),
            _tr(
                "Here are all directions. You can train your own from two phrases, edit whole folders, and bring other "
                "base models. F1 shows all keys."
            ),
            lambda: button("libraryAction"),
        ),
    ]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Tour", text)
