"""`asyrp-desktop devices`: what there is to compute on, how fast it is, and how it is best used."""

from __future__ import annotations

import argparse
import json
import math
from typing import TYPE_CHECKING

from asyrp_desktop.core.values import DEFAULT_MODEL

from .terminal import DONE, Commands, ProgressBar

if TYPE_CHECKING:
    import numpy as np

    from asyrp_desktop.core.devices import DeviceInfo, Setting, Trial
    from asyrp_desktop.core.progress import Progress
    from asyrp_desktop.engine.h_space import HSpaceUNet


def add(commands: Commands) -> None:
    parser = commands.add_parser(
        "devices",
        help="list the devices with memory and speed; --tune finds the best setting of each",
        description="List every device with its memory and the time that one evaluation of the base model takes on it.",
    )
    parser.add_argument("--model", default=DEFAULT_MODEL, metavar="NAME", help=f"base model ({DEFAULT_MODEL})")
    parser.add_argument("--device", metavar="NAME", help="only this one, such as cpu or cuda:0")
    parser.add_argument(
        "--tune",
        action="store_true",
        help="measure number formats and memory layouts, and keep the fastest whose edits agree with float32",
    )
    parser.add_argument(
        "--low-memory", choices=("on", "off"), help="edit one photo and one evaluation at a time from now on"
    )
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=_devices)


def _devices(options: argparse.Namespace) -> int:
    from asyrp_desktop.core.errors import DeviceError
    from asyrp_desktop.engine.device import devices

    found = devices()
    chosen = [info for info in found if options.device in (None, info.device)]
    if not chosen:
        raise DeviceError(
            f"There is no device “{options.device}”.", f"Known: {', '.join(info.device for info in found)}."
        )
    told = []
    with ProgressBar() as progress:
        for k, info in enumerate(chosen):
            told.append(_look(info, options, progress.part(k / len(chosen), (k + 1) / len(chosen))))
    if options.json:
        print(json.dumps(told, ensure_ascii=False))
        return DONE
    for device in told:
        memory = f"{device['free'] / 2**30:.1f} of {device['total'] / 2**30:.1f} GiB free"
        print(f"{device['device']:<8} {device['name']}, {memory}")
        print(f"         {options.model}: {device['seconds']:.3f} s an evaluation ({device['setting']})")
        for trial in device["trials"]:
            print(f"           {trial}")
    return DONE


def _look(info: DeviceInfo, options: argparse.Namespace, progress: Progress) -> dict[str, object]:
    import torch

    from asyrp_desktop.engine.device import place
    from asyrp_desktop.engine.device_trial import best_setting, evaluation_seconds, settings_to_try, try_settings
    from asyrp_desktop.models.base_model import load_base_model
    from asyrp_desktop.models.device_settings import keep_setting, kept_setting
    from asyrp_desktop.models.shelf import model_folder

    def load() -> HSpaceUNet:
        return load_base_model(model_folder(options.model))[0]

    device, unet = torch.device(info.device), load()
    setting = kept_setting(device, unet.fingerprint)
    trials: list[Trial] = []
    if options.tune:
        trials = try_settings(load, _photo(unet.size), device, settings_to_try(device), progress)
        setting = best_setting(trials, device)._replace(frugal=setting.frugal)
    if options.low_memory:
        setting = setting._replace(frugal=options.low_memory == "on")
    if options.tune or options.low_memory:
        keep_setting(device, unet.fingerprint, setting)
    place(unet, device, setting)
    return {
        **info._asdict(),
        "model": options.model,
        "setting": str(setting),
        "seconds": evaluation_seconds(unet),
        "trials": [_line(trial, setting) for trial in trials],
    }


def _line(trial: Trial, kept: Setting) -> str:
    if trial.problem:
        return f"{trial.setting!s:<34} cannot be used: {trial.problem}"
    if math.isnan(trial.difference):
        return f"{trial.setting!s:<34} {trial.seconds:7.3f} s, slower than float32"
    verdict = "" if trial.agrees else ", differs from float32: not used"
    mark = " (kept)" if trial.setting == kept._replace(frugal=False) else ""
    return f"{trial.setting!s:<34} {trial.seconds:7.3f} s, {trial.difference:.2f} grey levels off{verdict}{mark}"


def _photo(size: int) -> np.ndarray:
    """(size, size, 3) uint8, to try an edit on."""
    import numpy as np

    from asyrp_desktop.core.paths import SAMPLE_PHOTO
    from asyrp_desktop.photo.photo import load
    from asyrp_desktop.photo.square import Square, cut

    photo = load(SAMPLE_PHOTO)
    square = Square.centred(photo.width, photo.height)
    return np.rint(cut(photo.pixels, square, size)).astype(np.uint8)
