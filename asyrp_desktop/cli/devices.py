"""`asyrp-desktop devices`: what there is to compute on, how fast it is, and how it is best used."""

from __future__ import annotations

import argparse
import json
import math

from asyrp_desktop.core.devices import DTYPES, DeviceInfo, DeviceLook, Setting, Trial
from asyrp_desktop.core.progress import Progress
from asyrp_desktop.core.values import DEFAULT_MODEL

from .terminal import DONE, Commands, ProgressBar


def add(commands: Commands) -> None:
    parser = commands.add_parser(
        "devices",
        help="list the devices with memory and speed; --tune finds the best setting of each",
        description="List every device with its memory and the time that one evaluation of the base model takes on it.",
    )
    parser.add_argument("--model", default=DEFAULT_MODEL, metavar="NAME", help=f"base model ({DEFAULT_MODEL})")
    parser.add_argument("--device", metavar="NAME", help="only this one, such as cpu or cuda:0")
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--tune",
        action="store_true",
        help="measure number formats, memory layouts, compiled code and CUDA graphs, and keep the fastest whose edits "
        "agree with float32",
    )
    how.add_argument("--dtype", choices=DTYPES, help="compute in this format from now on, if edits agree with float32")
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
    looks = []
    with ProgressBar() as progress:
        for k, info in enumerate(chosen):
            looks.append(_look(info, options, progress.part(k / len(chosen), (k + 1) / len(chosen))))
    if options.json:
        print(json.dumps([_as_json(look, options.model) for look in looks], ensure_ascii=False))
        return DONE
    for info, setting, seconds, trials, problem in looks:
        print(f"{info.device:<8} {info.name}, {info.free / 2**30:.1f} of {info.total / 2**30:.1f} GiB free")
        print(f"         {options.model}: {problem or f'{seconds:.3f} s an evaluation'} ({setting})")
        for trial in trials:
            print(f"           {_line(trial, setting)}")
    return DONE


def _look(info: DeviceInfo, options: argparse.Namespace, progress: Progress) -> DeviceLook:
    from asyrp_desktop.models.device_look import look, set_up, tune

    seen = tune(info, options.model, progress) if options.tune else look(info, options.model)
    setting = seen.setting
    if options.dtype:
        setting = Setting(options.dtype, frugal=setting.frugal)
    if options.low_memory:
        setting = setting._replace(frugal=options.low_memory == "on")
    if setting != seen.setting:
        seen = set_up(info, options.model, setting, progress)._replace(trials=seen.trials)
    return seen


def _as_json(look: DeviceLook, model: str) -> dict[str, object]:
    return {
        **look.info._asdict(),
        "model": model,
        "setting": str(look.setting),
        "seconds": None if look.problem else look.seconds,
        "problem": look.problem,
        "trials": [_line(trial, look.setting) for trial in look.trials],
    }


def _line(trial: Trial, kept: Setting) -> str:
    if trial.problem:
        return f"{trial.setting!s:<34} cannot be used: {trial.problem}"
    if math.isnan(trial.difference):
        return f"{trial.setting!s:<34} {trial.seconds:7.3f} s, slower than float32"
    verdict = "" if trial.agrees else ", differs from float32: not used"
    mark = " (kept)" if trial.setting == kept._replace(frugal=False) else ""
    return f"{trial.setting!s:<34} {trial.seconds:7.3f} s, {trial.difference:.2f} grey levels off{verdict}{mark}"
