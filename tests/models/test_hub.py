"""Downloads against a small hub that fails in every way a real one does."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from diffusers.models.unets.unet_2d import UNet2DModel
from diffusers.schedulers.scheduling_ddpm import DDPMScheduler

from asyrp_desktop.core.errors import Cancelled, DiskFull, ModelError
from asyrp_desktop.core.model_shelf import ModelState, Transfer
from asyrp_desktop.core.progress import Control, Progress, silent
from asyrp_desktop.models import hub as hub_module
from asyrp_desktop.models import shelf, store
from asyrp_desktop.models.base_model import load_base_model
from asyrp_desktop.models.catalog import catalog_entry
from asyrp_desktop.models.entries import entries, entry
from asyrp_desktop.models.hub import DownloadError, Hub, HubFile
from asyrp_desktop.models.install import download
from tests.conftest import tiny_unet
from tests.models.hub_server import REVISION, HubServer, serving

NAME = "ddpm-ema-celebahq-256"
WEIGHTS = "diffusion_pytorch_model.safetensors"


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(shelf, "USER_DATA", tmp_path / "data")
    monkeypatch.setattr(hub_module, "SPARE", 0)
    monkeypatch.delenv("HF_TOKEN", raising=False)
    return tmp_path / "data"


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The published layout: everything at the top, and files that nobody needs."""
    folder = tmp_path_factory.mktemp("repository")
    tiny_unet().save_pretrained(folder)
    DDPMScheduler().save_config(folder)
    (folder / "model_index.json").write_text('{"_class_name": "DDPMPipeline"}', encoding="utf-8")
    (folder / "README.md").write_text("# A model", encoding="utf-8")
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    return {**files, "diffusion_pytorch_model.bin": b"p" * 9000, "images/a.png": b"i" * 9000}


@pytest.fixture
def server(repository: dict[str, bytes]) -> Iterator[HubServer]:
    with serving(catalog_entry(NAME).repository, dict(repository)) as hub:
        yield hub


def get(server: HubServer, progress: Progress | None = None, told: Any = lambda _: None) -> None:
    download(catalog_entry(NAME), Hub(server.endpoint, first_wait=0.01), progress, told)


def state() -> ModelState:
    assert (NAME in shelf.model_names()) == entry(NAME).usable
    return entry(NAME).state


def test_a_model_is_fetched_checked_and_installed(server: HubServer, data: Path) -> None:
    assert state() is ModelState.AVAILABLE
    seen: list[Transfer] = []
    get(server, told=seen.append)
    assert state() is ModelState.INSTALLED
    unet, card = load_base_model(shelf.model_folder(NAME))
    with torch.inference_mode():
        x, t = torch.randn(1, 3, 16, 16), torch.tensor([5])
        torch.testing.assert_close(unet.epsilon(x, t), tiny_unet().eval()(x, t).sample)
    assert (card.licence, card.alignment, card.t_boost) == ("apache-2.0", "ffhq", 167)
    assert card.more["calibration"]["measure"] == "LPIPS-Alex"
    assert card.more["fingerprint"] == unet.fingerprint
    assert entry(NAME).commercial is True and "non-commercial" in entry(NAME).terms
    asked = {path.rsplit("/", 1)[-1] for _, path, _ in server.requests}
    assert not asked & {"README.md", "a.png", "diffusion_pytorch_model.bin"}
    assert [t.received for t in seen] == sorted(t.received for t in seen)
    assert seen[-1].received == seen[-1].total == sum(len(server.files[n]) for n in asked & set(server.files))
    assert store.verify(NAME) == []
    assert not store.size_of(data / "incoming")
    with pytest.raises(ModelError, match="already"):
        get(server)


def test_cut_connections_go_on_where_they_stopped(server: HubServer) -> None:
    whole = len(server.files[WEIGHTS])
    server.faults[WEIGHTS] = [("cut", 100_000), 503, ("cut", 50_000), 429]
    get(server)
    ranges = [int(headers["range"][6:-1]) for headers in server.sent(WEIGHTS) if "range" in headers]
    assert len(ranges) == 4
    assert ranges == sorted(ranges) and 0 < ranges[0] <= 100_000 < ranges[-1] <= 150_000 < whole
    assert store.verify(NAME) == []


def test_a_server_without_ranges_begins_anew(server: HubServer) -> None:
    server.faults[WEIGHTS] = [("cut", 100_000), ("no range",)]
    seen: list[Transfer] = []
    get(server, told=seen.append)
    assert seen[-1].received == seen[-1].total
    assert store.verify(NAME) == []


def test_a_hub_that_stays_broken_is_told_and_the_rest_is_kept(server: HubServer) -> None:
    server.faults[WEIGHTS] = [("cut", 100_000)] + [("cut", 0)] * 6
    with pytest.raises(DownloadError, match="broke off"):
        get(server)
    assert state() is ModelState.PARTIAL
    received = entry(NAME).received
    assert received >= 65_536
    get(server)
    assert "range" in server.sent(WEIGHTS)[-1]
    assert state() is ModelState.INSTALLED


def test_wrong_bytes_are_never_installed(server: HubServer) -> None:
    content = server.files[WEIGHTS]
    cases = [
        (WEIGHTS, ("swap", content[:-1] + bytes([content[-1] ^ 1])), "not what the hub says"),
        (WEIGHTS, ("more", 10), "larger"),
        ("config.json", ("swap", server.files["config.json"].replace(b"16", b"17")), "not what the hub says"),
    ]
    for name, fault, message in cases:
        server.faults[name] = [fault]
        with pytest.raises(DownloadError, match=message):
            get(server)
        assert state() is ModelState.PARTIAL or not entry(NAME).received
        store.remove(NAME)
        assert state() is ModelState.AVAILABLE
    get(server)


@pytest.mark.parametrize(
    ("status", "message", "requests"),
    [(403, "not give", 1), (404, "has no", 1), (429, "too many", 6), (500, "failed", 6)],
)
def test_refusals_say_what_to_do(server: HubServer, status: int, message: str, requests: int) -> None:
    server.faults["api"] = [status] * 10
    with pytest.raises(DownloadError, match=message) as told:
        get(server)
    assert told.value.remedy
    assert len(server.requests) == requests
    assert state() is ModelState.AVAILABLE


def test_tokens_go_to_the_hub_and_no_farther(server: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    server.token = "hf_secret"
    with pytest.raises(DownloadError, match="not give") as told:
        get(server)
    assert "HF_TOKEN" in told.value.remedy
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    get(server)
    assert all("authorization" not in headers for host, _, headers in server.requests if host == "second")
    assert server.sent(WEIGHTS)


def test_cancelled_then_resumed(server: HubServer) -> None:
    server.faults[WEIGHTS] = [("slow", 0.02)]
    control = Control()

    def told(transfer: Transfer) -> None:
        if transfer.received > 150_000:
            control.cancel()

    with pytest.raises(Cancelled):
        get(server, Progress(control=control), told)
    assert state() is ModelState.PARTIAL
    assert 150_000 < entry(NAME).received < entry(NAME).size
    get(server)
    assert int(server.sent(WEIGHTS)[-1]["range"][6:-1]) > 65_536
    assert state() is ModelState.INSTALLED


def test_a_pause_holds_the_bytes_and_not_the_speed(server: HubServer) -> None:
    server.faults[WEIGHTS] = [("slow", 0.02)]
    control, seen = Control(), []

    def told(transfer: Transfer) -> None:
        seen.append(transfer)
        if len(seen) == 8:
            control.pause()
            threading.Timer(0.6, control.resume).start()

    began = time.monotonic()
    get(server, Progress(control=control), told)
    assert time.monotonic() - began > 0.6
    speeds = [t.bytes_per_second for t in seen if t.bytes_per_second]
    assert speeds[-1] > 300_000  # 16 KiB in 20 ms are 800 kB/s; with the pause in it, it would be half of that
    assert seen[-1].seconds_left == 0


def test_disk_space_is_looked_at_first(server: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hub_module, "SPARE", 1 << 60)
    with pytest.raises(DiskFull, match="too little room"):
        get(server)
    assert len(server.requests) == 1


def test_the_room_for_the_installed_copy_is_asked_for(server: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = sum(len(server.files[name]) for name in (WEIGHTS, "config.json", "scheduler_config.json"))
    copy = max(whole, catalog_entry(NAME).about_bytes)
    usage = shutil.disk_usage("/")
    monkeypatch.setattr(hub_module.shutil, "disk_usage", lambda _: usage._replace(free=whole + copy))
    with pytest.raises(DiskFull, match="too little room"):
        get(server)
    monkeypatch.setattr(hub_module.shutil, "disk_usage", lambda _: usage._replace(free=whole + copy + 1000))
    get(server)


@pytest.mark.parametrize("at", ["write", "install"])
def test_a_disk_that_fills_up_is_told(server: HubServer, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(*((hub_module._Meter, "add") if at == "write" else (UNet2DModel, "save_pretrained")), full)
    with pytest.raises(DiskFull, match="full") as told:
        get(server)
    assert "move" in told.value.remedy
    assert state() is ModelState.PARTIAL


REPLY = {"sha": REVISION, "siblings": [{"rfilename": "a.json", "size": 5}]}
HOSTILE = [
    {**REPLY, "sha": "{other}"},
    {**REPLY, "sha": "../../../other"},
    {**REPLY, "sha": "0" * 39},
    {**REPLY, "sha": None},
    {**REPLY, "siblings": [{"rfilename": "a", "size": -1}]},
    {**REPLY, "siblings": [{"rfilename": "a", "size": "5"}]},
    {**REPLY, "siblings": [{"rfilename": "a", "size": 5, "lfs": {"sha256": "../x"}}]},
    {**REPLY, "siblings": {}},
    {**REPLY, "siblings": []},
    {**REPLY, "cardData": "MIT"},
    [],
    {},
]
NO_JSON = [b"<html>Sign in to this network</html>", b"", b"[" * 100_000, b"\xff", b'{"sha": "' + b"0" * 2**25]


@pytest.mark.parametrize("reply", [*HOSTILE, *NO_JSON], ids=range(len(HOSTILE) + len(NO_JSON)))
def test_a_hostile_reply_is_one_error_and_touches_nothing(server: HubServer, tmp_path: Path, reply: Any) -> None:
    other = tmp_path / "other" / "deeper"
    other.mkdir(parents=True)
    (other / "file").write_text("mine", encoding="utf-8")
    body = reply if isinstance(reply, bytes) else json.dumps(reply).replace("{other}", str(other)).encode()
    server.faults["api"] = [("say", body)]
    with pytest.raises(DownloadError) as told:
        get(server)
    assert told.value.remedy and (other / "file").is_file()
    assert state() is ModelState.AVAILABLE


def test_an_address_that_is_none_is_told() -> None:
    with pytest.raises(DownloadError, match="address"):
        Hub("http://[::1\n", first_wait=0.001).listing("a/b", silent())


def test_files_outside_their_folder_are_not_fetched(server: HubServer, tmp_path: Path) -> None:
    listing = Hub(server.endpoint).listing(catalog_entry(NAME).repository, silent())
    for path in ("../up", "/etc/x", "a/../../b", "a\\b", "", "a\0b"):
        with pytest.raises(DownloadError, match="outside"):
            Hub(server.endpoint).fetch(listing, [HubFile(path, 1, None, None)], tmp_path / "in", silent())
    assert not (tmp_path / "in").exists()


def test_no_network(tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="cannot be reached"):
        download(catalog_entry(NAME), Hub("http://127.0.0.1:9", first_wait=0.001))


ASKING = """
from asyrp_desktop.core.progress import silent
from asyrp_desktop.models.hub import DownloadError, Hub, HubFile
try:
    print(len(Hub().listing("{}", silent()).files))
except DownloadError as error:
    print(error)
"""


def test_the_environment_names_mirror_and_offline_mode(server: HubServer) -> None:
    """As a user has it: variables before the program starts."""
    words = [sys.executable, "-c", ASKING.format(catalog_entry(NAME).repository)]

    def asked(**environment: str) -> str:
        variables = {**os.environ, "HF_ENDPOINT": server.endpoint, **environment}
        return subprocess.run(words, env=variables, capture_output=True, text=True, check=True).stdout

    assert "HF_HUB_OFFLINE" in asked(HF_HUB_OFFLINE="1")
    assert not server.requests
    assert int(asked()) == len(server.files)


def test_installed_models_are_verified_moved_and_removed(server: HubServer, data: Path, tmp_path: Path) -> None:
    get(server)
    size = entry(NAME).size
    assert size > len(server.files[WEIGHTS])
    with pytest.raises(ModelError, match="cannot be moved"):
        store.move(data / "models" / "deeper")
    (tmp_path / "taken" / "models").mkdir(parents=True)
    with pytest.raises(ModelError, match="already"):
        store.move(tmp_path / "taken")
    control = Control()
    control.cancel()
    with pytest.raises(Cancelled):
        store.move(tmp_path / "è 日本", Progress(control=control))
    assert shelf.home() == data and not (tmp_path / "è 日本").exists()
    assert store.move(tmp_path / "è 日本") == size
    assert shelf.home() == tmp_path / "è 日本" and not (data / "models").exists()
    load_base_model(shelf.model_folder(NAME))
    weights = shelf.model_folder(NAME) / "unet" / WEIGHTS
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    (shelf.model_folder(NAME) / "card.json").unlink()
    assert set(store.verify(NAME)) == {f"unet/{WEIGHTS}", "card.json"}
    assert store.remove(NAME) > 0
    assert state() is ModelState.AVAILABLE
    with pytest.raises(ModelError, match="No model"):
        store.remove(NAME)
    with pytest.raises(ModelError, match="No model"):
        store.remove("faces-128")


def test_a_text_image_model_is_fetched_whole() -> None:
    name = "ViT-B-32-openai"
    config = json.dumps({"model_cfg": {"embed_dim": 4, "vision_cfg": {"image_size": 224}}}).encode()
    from safetensors.torch import save

    weights = save({"w": torch.zeros(2000)})
    files = {"open_clip_config.json": config, "open_clip_model.safetensors": weights, "x.onnx": b"0" * 5000}
    with serving(catalog_entry(name).repository, files) as server:
        download(catalog_entry(name), Hub(server.endpoint))
    assert entry(name).state is ModelState.INSTALLED
    assert shelf.critic_folder(name) == shelf.home() / "critics" / name
    assert not (shelf.critic_folder(name) / "x.onnx").exists()


def test_the_catalog_is_whole() -> None:
    shown = {model.name: model for model in entries()}
    assert shown["faces-128"].state is ModelState.BUILT_IN and shown["faces-128"].size > 1_000_000
    for name in ("celebahq", "ema-celebahq", "church", "ema-church", "bedroom", "ema-bedroom", "cat"):
        assert shown[f"ddpm-{name}-256"].source == f"google/ddpm-{name}-256"
        assert 400e6 < shown[f"ddpm-{name}-256"].size < 500e6
    assert len([model for model in entries() if model.kind == "critic" and not model.usable]) == 4
