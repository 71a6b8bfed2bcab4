"""The real batches behind the window. Nothing heavy is imported before the batch's thread asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from asyrp_desktop.batch.news import News, Tally
from asyrp_desktop.batch.order import BatchOrder
from asyrp_desktop.batch.report import check_report, default_report, write_report
from asyrp_desktop.batch.run import Batch
from asyrp_desktop.core.settings import Settings
from asyrp_desktop.models import presets
from asyrp_desktop.models.shelf import base_name


class Batches:
    """See `protocol.BatchWork`. settings: the base model, the device and what else results depend on, now."""

    def __init__(self, settings: Callable[[], Settings]) -> None:
        self._settings = settings

    def presets(self) -> Mapping[str, Mapping[str, float]]:
        return presets.presets(self._base)

    def keep_preset(self, name: str, strengths: Mapping[str, float]) -> None:
        presets.keep(self._base, name, strengths)

    def remove_preset(self, name: str) -> None:
        presets.remove(self._base, name)

    @property
    def _base(self) -> str:
        return base_name(self._settings().model)

    def prepare(self, order: BatchOrder, listener: Callable[[News], None]) -> Reported:
        now = self._settings()
        strip = order.strip_location or now.strip_location
        ours = replace(order, model=now.model, device=now.device, strip_location=strip, keep_date=now.keep_date)
        return Reported(ours, listener)


class Reported(Batch):
    """A batch that leaves a report, and the window a core."""

    def __init__(self, order: BatchOrder, listener: Callable[[News], None]) -> None:
        super().__init__(order, listener)
        self._of = order

    def run(self, retry_failed: bool = False) -> Tally:
        from asyrp_desktop.photo_edit import leave_one_core

        check_report(default_report(self._of))
        leave_one_core()
        tally = super().run(retry_failed)
        write_report(self._of, self.rows, tally, default_report(self._of))
        return tally
