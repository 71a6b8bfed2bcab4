"""What the settings window asks for, in core's values."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from asyrp_desktop.core.devices import DeviceInfo, DeviceLook, Setting
from asyrp_desktop.core.progress import Progress


class DeviceWork(Protocol):
    """All of it blocks, and is called on a thread of its own. Each may raise AsyrpError and Cancelled."""

    def look(self, model: str, progress: Progress, tell: Callable[[DeviceLook], None]) -> None:
        """Tell every device as soon as it is measured, the fastest kind first."""
        ...

    def tune(self, info: DeviceInfo, model: str, progress: Progress) -> DeviceLook:
        """Find and keep the fastest setting whose edits are those of float32."""
        ...

    def set_up(self, info: DeviceInfo, model: str, setting: Setting, progress: Progress) -> DeviceLook:
        """Keep this setting, if its edits are those of float32."""
        ...


@dataclass(frozen=True)
class Look:
    """At all devices."""


@dataclass(frozen=True)
class Tune:
    info: DeviceInfo


@dataclass(frozen=True)
class SetUp:
    info: DeviceInfo
    setting: Setting
