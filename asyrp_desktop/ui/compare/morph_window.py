"""The morph: the open photo becomes its edit, played here and saved as a film."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QShowEvent
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFormLayout, QWidget

from asyrp_desktop.core.values import DirectionInfo
from asyrp_desktop.core.variants import MorphPlan, Strengths
from asyrp_desktop.photo.provenance import Provenance
from asyrp_desktop.ui.filmstrip.open_photos import OpenPhotos
from asyrp_desktop.ui.number_field import IntegerField
from asyrp_desktop.ui.save_names import named, suggested

from .axis_form import AxisForm
from .film_view import FilmView
from .variant_window import Made, Stage, VariantWindow

SIZES = (256, 384, 512, 768, 1024)


class MorphWindow(VariantWindow):
    """From the photo to its edit as the sliders stand; or along one direction."""

    def __init__(self, photos: OpenPhotos, directions: Sequence[DirectionInfo], parent: QWidget) -> None:
        super().__init__(photos, directions, parent)
        self.setObjectName("morphWindow")
        self.setWindowTitle(self.tr("Morph"))
        self.resize(960, 640)
        self._along = AxisForm("along", self.tr("From → to"), self.tr("The photo → its edit"), steps=0)
        self._frames = self._number("framesCount", 2, 200, 25)
        self._rate = self._number("rateCount", 1, 60, 20)
        self._back = QCheckBox(self.tr("and back again"))
        self._back.setObjectName("backBox")
        self._back.setChecked(True)
        for size in SIZES:
            self._size.addItem(self.tr("{n} pixels").format(n=size), size)
        self._size.setCurrentIndex(SIZES.index(512))
        self._size.setAccessibleName(self.tr("Size of the film"))
        self._subject.setAccessibleName(self.tr("What the film shows"))
        self._film = FilmView()
        form = QWidget()
        rows = QFormLayout(form)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setVerticalSpacing(12)
        rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        rows.addRow(self._along)
        rows.addRow(self.tr("Show"), self._subject)
        rows.addRow(self.tr("Size"), self._size)
        rows.addRow(self.tr("Pictures"), self._frames)
        rows.addRow(self.tr("A second"), self._rate)
        rows.addRow("", self._back)
        self._along.changed.connect(self._follow)
        self._rate.valueChanged.connect(self._pace)
        self._back.toggled.connect(self._pace)
        self._lay_out(form, self._film)
        self._pace()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow()  # the sliders may have moved meanwhile

    def _number(self, name: str, low: int, high: int, value: int) -> IntegerField:
        field = IntegerField(name, low, high)
        field.setValue(value)
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        return field

    def _pace(self) -> None:
        self._film.pace(self._rate.value(), self._back.isChecked())

    def _offer_directions(self) -> None:
        self._along.offer(self._directions, 0)

    def _possible(self) -> bool:
        return bool(self._strengths.each) or self._along.axis() is not None

    def _plan_settings(self) -> tuple[Strengths, ...]:
        return MorphPlan(self._strengths.each, self._frames.value(), self._along.axis()).settings()

    def _begin(self) -> None:
        self._film.clear()

    def _show_picture(self, number: int, image: QImage) -> None:
        self._film.add(image)

    def _ask_where(self) -> tuple[Path, bool] | None:
        from asyrp_desktop.comparing.animation import formats

        kinds = {f"{name} (*{suffix})": suffix for suffix, name in formats().items()}
        path = str(suggested(self._source, "morph", ".webp"))
        name, chosen = QFileDialog.getSaveFileName(self, self.tr("Save the morph"), path, ";;".join(kinds))
        return named(name, kinds.get(chosen, ".webp"), formats()) if name else None

    def _made(self, provenance: Provenance) -> Made:
        from asyrp_desktop.comparing.animation import check, write

        frames = [self._pictures[k] for k in range(len(self._pictures))]
        source = self._source if isinstance(self._source, Path) else None
        rate, back = self._rate.value(), self._back.isChecked()
        return Made(
            lambda path, replace: check(path, source, replace),
            lambda path, progress: write(frames, path, rate, back, provenance, progress),
        )

    def _hint(self) -> str:
        if self._desk.ready and not self._possible() and self._stage is Stage.PLANNING:
            return self.tr("Move a slider first, or choose a direction to go along.")
        return super()._hint()
