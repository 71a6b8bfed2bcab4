"""How each base model runs on each device of this computer, as it was measured or asked for."""

from __future__ import annotations

import logging
from typing import Any

import torch

from asyrp_desktop.core import typed_json
from asyrp_desktop.core.devices import Setting
from asyrp_desktop.engine.device import device_name

from . import shelf

_log = logging.getLogger(__name__)


def kept_setting(device: torch.device, fingerprint: str) -> Setting | None:
    """What was kept for a device and a base model; None where nothing was."""
    values = _all().get(_key(device, fingerprint))
    if values is None:
        return None
    try:
        return typed_json.convert(tuple(Setting(**values)), Setting)
    except (TypeError, ValueError) as error:
        _log.warning("a setting of %s is damaged: %r", device, error)
        return None


def keep_setting(device: torch.device, fingerprint: str, setting: Setting) -> None:
    """Use the setting from now on, until the device or torch changes. Raises OSError."""
    settings = {**_all(), _key(device, fingerprint): setting._asdict()}
    shelf.USER_DATA.mkdir(parents=True, exist_ok=True)
    typed_json.write(shelf.USER_DATA / "devices.json", settings)


def _key(device: torch.device, fingerprint: str) -> str:
    return f"{device_name(device)}; torch {torch.__version__}; {fingerprint}"


def _all() -> dict[str, Any]:
    try:
        return typed_json.read(shelf.USER_DATA / "devices.json", dict[str, Any])
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        _log.warning("devices.json is damaged: %r", error)
        return {}
