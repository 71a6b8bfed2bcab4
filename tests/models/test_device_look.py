"""How base models are set up on a device: kept, checked first where it is half precision, refused where it differs."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
import torch
from diffusers.schedulers.scheduling_ddpm import DDPMScheduler

from asyrp_desktop.core.devices import Setting, Trial
from asyrp_desktop.core.errors import DeviceError
from asyrp_desktop.core.progress import silent
from asyrp_desktop.engine import device as engine_device
from asyrp_desktop.engine import device_trial
from asyrp_desktop.engine.device import DEFAULTS, devices
from asyrp_desktop.models import device_look, shelf
from asyrp_desktop.models.base_model import load_base_model
from asyrp_desktop.models.device_look import look, set_up, setting_for, tune
from asyrp_desktop.models.device_settings import keep_setting, kept_setting
from tests.conftest import tiny_unet

CPU = torch.device("cpu")


@pytest.fixture
def model(tmp_path: Path) -> str:
    folder = tmp_path / "tiny"
    tiny_unet().save_pretrained(folder / "unet")
    DDPMScheduler(prediction_type="v_prediction").save_config(folder / "scheduler")
    return str(folder)


def fingerprint(model: str) -> str:
    return load_base_model(Path(model))[0].fingerprint


def test_a_setting_is_kept_for_its_device_and_model(model: str) -> None:
    mark = fingerprint(model)
    assert kept_setting(CPU, mark) is None
    keep_setting(CPU, mark, Setting("bfloat16", frugal=True))
    assert kept_setting(CPU, mark) == setting_for(model, CPU, mark) == Setting("bfloat16", frugal=True)
    assert kept_setting(CPU, "another") is None
    path = shelf.USER_DATA / "devices.json"
    (key,) = json.loads(path.read_text(encoding="utf-8"))
    for damage in ({key: {"dtype": "int8"}}, {key: {"colour": 1}}, [1]):
        path.write_text(json.dumps(damage), encoding="utf-8")
        assert kept_setting(CPU, mark) is None


def test_half_precision_is_looked_at_before_it_is_used(model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = {"cpu": Setting("bfloat16")}
    for module in (engine_device, device_trial, device_look):
        monkeypatch.setattr(module, "DEFAULTS", usual)
    mark = fingerprint(model)
    agrees = [Trial(Setting(), 2.0, 0.0), Trial(Setting("bfloat16"), 1.0, 0.2)]
    overflows = [agrees[0], Trial(Setting("bfloat16"), 1.0, math.nan, "its numbers overflow")]
    for trials, expected in ((overflows, Setting()), (agrees, Setting("bfloat16"))):
        monkeypatch.setattr(device_look, "try_settings", lambda *_, trials=trials: trials)
        assert setting_for(model, CPU, mark) == expected == kept_setting(CPU, mark)
        (shelf.USER_DATA / "devices.json").unlink()
    monkeypatch.undo()


def test_devices_are_measured_tuned_and_set_up(model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    info = next(info for info in devices() if info.device == "cpu")
    assert info.name and 0 < info.free < info.total
    seen = look(info, model)
    assert seen.seconds > 0 and seen.setting == DEFAULTS["cpu"] and not seen.problem
    frugal = set_up(info, model, Setting("bfloat16", frugal=True), silent())
    assert frugal.setting == kept_setting(CPU, fingerprint(model)) == Setting("bfloat16", frugal=True)
    monkeypatch.setattr(device_look, "settings_to_try", lambda _: [Setting(), Setting(channels_last=True)])
    tuned = tune(info, model, silent())
    assert tuned.setting.frugal and tuned.trials[0].agrees and not tuned.trials[1].problem
    monkeypatch.setattr(device_look, "try_settings", lambda *_: [Trial(Setting("float16"), 1.0, 9.0)])
    with pytest.raises(DeviceError, match=r"9\.0 grey levels"):
        set_up(info, model, Setting("float16"), silent())
    assert kept_setting(CPU, fingerprint(model)) == tuned.setting


def test_a_device_that_fails_is_told_among_the_others(model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("no kernel image is available\nat great length")

    monkeypatch.setattr(device_look, "place", fail)
    assert look(devices()[0], model).problem == "no kernel image is available"
