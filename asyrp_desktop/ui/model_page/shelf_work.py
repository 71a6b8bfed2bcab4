"""The real shelf behind the window. Nothing heavy is imported before its threads ask."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from asyrp_desktop.core.errors import AsyrpError, ModelError
from asyrp_desktop.core.model_shelf import Imported, ModelEntry, ModelOrder, Transfer
from asyrp_desktop.core.progress import Progress
from asyrp_desktop.core.settings import Settings, read_settings, write_settings
from asyrp_desktop.core.values import DEFAULT_MODEL
from asyrp_desktop.ui.language import told

from .protocol import CalibrationWish

FILE = "settings.json"


class ModelShelf:
    """See `protocol.ShelfWork`."""

    def entries(self) -> Sequence[ModelEntry]:
        from asyrp_desktop.models.entries import entries

        return entries()

    def settings(self) -> Settings:
        from asyrp_desktop.models.shelf import USER_DATA, model_names

        kept = read_settings(USER_DATA / FILE)
        # Removed meanwhile, or on a disk that is not there today.
        return kept if kept.model in model_names() else replace(kept, model=DEFAULT_MODEL)

    def keep_settings(self, settings: Settings) -> None:
        from asyrp_desktop.models.shelf import USER_DATA

        try:
            write_settings(USER_DATA / FILE, settings)
        except OSError as error:
            raise ModelError.unwritten("The settings cannot be kept.", error) from error

    def home(self) -> Path:
        from asyrp_desktop.models.shelf import home

        return home()

    def licences(self) -> Sequence[str]:
        from asyrp_desktop.models.catalog import licences

        return list(licences())

    def allows_commerce(self, licence: str) -> bool | None:
        from asyrp_desktop.models.catalog import allows_commerce

        return allows_commerce(licence)

    def name_problem(self, name: str) -> str:
        from asyrp_desktop.models.store import check_new_name

        try:
            check_new_name(name)
        except AsyrpError as error:
            return told(error)
        return ""

    def free_name(self, source: Path) -> str:
        from asyrp_desktop.models.store import LONGEST_NAME

        stem = source.name if source.is_dir() else source.stem
        plain = re.sub(r"[^\w. -]", "-", stem).lstrip("-. ")[: LONGEST_NAME - 4] or "model"
        tries = [plain, *(f"{plain} {k}" for k in range(2, 100))]
        return next((name for name in tries if not self.name_problem(name)), plain)

    def download(self, name: str, progress: Progress, tell: Callable[[Transfer], None]) -> Imported:
        from asyrp_desktop.models.catalog import catalog_entry
        from asyrp_desktop.models.hub import Hub
        from asyrp_desktop.models.install import download

        return download(catalog_entry(name), Hub(), progress, tell)

    def bring(self, order: ModelOrder, model: str, progress: Progress) -> Imported:
        from asyrp_desktop.models.importers.official_direction import OfficialDirection
        from asyrp_desktop.models.install import bring
        from asyrp_desktop.photo_edit import leave_one_core
        from asyrp_desktop.training.official_direction import take_in

        leave_one_core()
        try:
            return bring(order, progress)
        except OfficialDirection:
            # Its file is named as it was published; the order's name is one for a model.
            brought = take_in(order.source, model, any_data=order.any_data)
            return Imported(brought.head.name, brought.notices, direction_of=model)

    def calibrate(self, wish: CalibrationWish, progress: Progress) -> None:
        from asyrp_desktop.photo_edit import leave_one_core
        from asyrp_desktop.training.calibrate import calibrate_model, keep

        leave_one_core()
        keep(wish.name, calibrate_model(wish.name, wish.photos, wish.most, progress=progress))

    def verify(self, name: str, progress: Progress) -> Sequence[str]:
        from asyrp_desktop.models.store import verify

        return verify(name, progress)

    def remove(self, name: str) -> None:
        from asyrp_desktop.models.store import remove

        remove(name)

    def move(self, folder: Path, progress: Progress) -> None:
        from asyrp_desktop.models.store import move

        move(folder, progress)
