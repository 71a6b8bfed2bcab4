"""The real devices behind the window. Nothing heavy is imported before its thread asks."""

from __future__ import annotations

from collections.abc import Callable

from asyrp_desktop.core.devices import DeviceInfo, DeviceLook, Setting
from asyrp_desktop.core.progress import Progress


class Devices:
    """See `protocol.DeviceWork`."""

    def look(self, model: str, progress: Progress, tell: Callable[[DeviceLook], None]) -> None:
        from asyrp_desktop.engine.device import devices
        from asyrp_desktop.models.device_look import look
        from asyrp_desktop.photo_edit import leave_one_core

        leave_one_core()
        found = devices()
        for k, info in enumerate(found):
            progress.at(k, len(found))
            tell(look(info, model))

    def tune(self, info: DeviceInfo, model: str, progress: Progress) -> DeviceLook:
        from asyrp_desktop.models.device_look import tune

        return tune(info, model, progress)

    def set_up(self, info: DeviceInfo, model: str, setting: Setting, progress: Progress) -> DeviceLook:
        from asyrp_desktop.models.device_look import set_up

        return set_up(info, model, setting, progress)
