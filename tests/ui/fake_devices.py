"""Devices that measure nothing, as slowly as asked."""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from asyrp_desktop.core.devices import DeviceInfo, DeviceLook, Setting, Trial
from asyrp_desktop.core.errors import DeviceError
from asyrp_desktop.core.progress import Progress

GPU = DeviceInfo("cuda:0", "NVIDIA H1", 80 * 2**30, 70 * 2**30)
CPU = DeviceInfo("cpu", "AMD E1", 16 * 2**30, 8 * 2**30)


class FakeDevices:
    """float16 does not agree on them. broken: a device on which the base model does not run."""

    def __init__(self, seconds_per_step: float = 0.0, broken: str = "") -> None:
        self.seconds_per_step, self.broken = seconds_per_step, broken
        self.kept = {GPU: Setting(), CPU: Setting()}
        self.looked: list[str] = []

    def look(self, model: str, progress: Progress, tell: Callable[[DeviceLook], None]) -> None:
        self.looked.append(model)
        for info in self.kept:
            self._step(progress)
            tell(self._seen(info))

    def tune(self, info: DeviceInfo, model: str, progress: Progress) -> DeviceLook:
        for _ in range(5):
            self._step(progress)
        self.kept[info] = self.kept[info]._replace(dtype="bfloat16", channels_last=True)
        trials = (
            Trial(Setting(), 0.02, 0.0),
            Trial(Setting("float16"), 0.01, 9.0),
            Trial(Setting("bfloat16"), 0.03, math.nan),
            Trial(Setting("bfloat16", channels_last=True), 0.008, 0.21),
            Trial(Setting(compiled=True), math.inf, math.inf, "RuntimeError: no compiler"),
        )
        return self._seen(info)._replace(trials=trials)

    def set_up(self, info: DeviceInfo, model: str, setting: Setting, progress: Progress) -> DeviceLook:
        self._step(progress)
        if setting.dtype == "float16":
            raise DeviceError("float16 cannot be used: an edit differs by 9.0 grey levels.", "Keep float32.")
        self.kept[info] = setting
        return self._seen(info)

    def _seen(self, info: DeviceInfo) -> DeviceLook:
        if info.device == self.broken:
            return DeviceLook(info, self.kept[info], math.nan, problem="no kernel image")
        return DeviceLook(info, self.kept[info], 0.02)

    def _step(self, progress: Progress) -> None:
        progress.at(0, 1)
        time.sleep(self.seconds_per_step)
