"""How a base model runs on a device: measured, checked against float32, and remembered."""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence

import numpy as np
import torch

from asyrp_desktop.core.devices import DeviceInfo, DeviceLook, Setting, Trial
from asyrp_desktop.core.errors import DeviceError
from asyrp_desktop.core.paths import SAMPLE_PHOTO
from asyrp_desktop.core.progress import Progress
from asyrp_desktop.engine.device import DEFAULTS, device_name, place
from asyrp_desktop.engine.device_trial import best_setting, evaluation_seconds, settings_to_try, try_settings
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.photo.photo import load
from asyrp_desktop.photo.square import Square, cut

from .base_model import load_base_model
from .device_settings import keep_setting, kept_setting
from .shelf import model_folder

_log = logging.getLogger(__name__)


def setting_for(model: str, device: torch.device, fingerprint: str) -> Setting:
    """What was kept for the device and the base model, else the device's usual setting.

    Half precision is looked at once before it is used: in some networks it overflows.
    """
    kept = kept_setting(device, fingerprint)
    if kept is not None:
        return kept
    usual = DEFAULTS[device.type]
    if usual.dtype == "float32":
        return usual
    chosen = best_setting(_tried(model, device, [Setting(), usual]), device)
    try:
        keep_setting(device, fingerprint, chosen)
    except OSError as error:
        _log.warning("the setting of %s cannot be kept: %r", device, error)
    return chosen


def look(info: DeviceInfo, model: str) -> DeviceLook:
    """Measure one evaluation as it is set up. Raises ModelError."""
    device, unet = torch.device(info.device), _loaded(model)
    setting = setting_for(model, device, unet.fingerprint)
    try:
        place(unet, device, setting)
        return DeviceLook(info, setting, evaluation_seconds(unet))
    except RuntimeError as error:
        return DeviceLook(info, setting, math.nan, problem=str(error).splitlines()[0])


def tune(info: DeviceInfo, model: str, progress: Progress) -> DeviceLook:
    """Try every setting, and keep the fastest whose edits are those of float32. Raises ModelError, Cancelled."""
    device = torch.device(info.device)
    trials = _tried(model, device, settings_to_try(device), progress)
    fingerprint = _loaded(model).fingerprint
    frugal = setting_for(model, device, fingerprint).frugal
    keep_setting(device, fingerprint, best_setting(trials, device)._replace(frugal=frugal))
    return look(info, model)._replace(trials=tuple(trials))


def set_up(info: DeviceInfo, model: str, setting: Setting, progress: Progress) -> DeviceLook:
    """Use a setting from now on. Raises DeviceError where its edits would not be those of float32, ModelError."""
    device = torch.device(info.device)
    arithmetic = setting._replace(frugal=False)
    if arithmetic != Setting():
        *_, trial = _tried(model, device, [Setting(), arithmetic], progress, slow_too=True)
        if not trial.agrees:
            why = trial.problem or f"an edit differs by {trial.difference:.1f} grey levels"
            raise DeviceError(f"{arithmetic} cannot be used on {device_name(device)}: {why}.", "Keep float32.")
    keep_setting(device, _loaded(model).fingerprint, setting)
    return look(info, model)


def _tried(
    model: str,
    device: torch.device,
    settings: Sequence[Setting],
    progress: Progress | None = None,
    slow_too: bool = False,
) -> list[Trial]:
    return try_settings(lambda: _loaded(model), _photo(_loaded(model).size), device, settings, progress, slow_too)


def _loaded(model: str) -> HSpaceUNet:
    return load_base_model(model_folder(model))[0]


def _photo(size: int) -> np.ndarray:
    """(size, size, 3) uint8, to try an edit on."""
    photo = load(SAMPLE_PHOTO)
    return np.rint(cut(photo.pixels, Square.centred(photo.width, photo.height), size)).astype(np.uint8)
