"""The editor's cache, and what it does when memory runs out."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator

import numpy as np
import pytest
import torch

from asyrp_desktop.engine import device as device_module
from asyrp_desktop.engine.device import OutOfMemory, in_batches, pick_device
from asyrp_desktop.engine.editor import Editor
from asyrp_desktop.engine.h_space import HSpaceUNet
from tests.conftest import random_direction, tiny_h_space

CPU = torch.device("cpu")


class Counting:
    """Counts photos that the network is evaluated on, and fails above a batch size."""

    def __init__(self, unet: HSpaceUNet, monkeypatch: pytest.MonkeyPatch, fits: int = 10**6) -> None:
        self.batches: list[int] = []
        self.fits = fits
        plain = unet.epsilon

        def epsilon(x: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
            self.batches.append(len(x))
            if len(x) > self.fits:
                raise torch.OutOfMemoryError("injected")
            return plain(x, t)

        monkeypatch.setattr(unet, "epsilon", epsilon)


@pytest.fixture
def no_garbage_is_collected() -> Iterator[None]:
    gc.disable()  # only the window's thread may; until it does, a network or a failed attempt would hold memory
    yield
    gc.enable()


@pytest.mark.usefixtures("no_garbage_is_collected")
def test_what_is_let_go_is_free_at_once(crops: np.ndarray) -> None:
    held: list[Callable[[], object]] = []

    def work(rows: slice) -> int:
        assert not any(tensor() is not None for tensor in held), "the failed attempt still holds memory"
        tried = torch.empty(len(crops[rows]))
        held.append(weakref.ref(tried))
        if len(tried) > 1:
            raise torch.OutOfMemoryError("injected")
        return len(tried)

    assert sum(in_batches(3, work)) == 3 and len(held) == 5
    held.clear()
    editor = Editor(tiny_h_space(), 200, CPU)
    editor.edit(editor.invert(crops, 6), [{random_direction(editor.unet): 1.0}])
    held += [weakref.ref(parameter) for parameter in editor.unet.unet.parameters()]
    del editor
    assert held and not any(tensor() is not None for tensor in held)


def test_a_photo_is_inverted_once(unet: HSpaceUNet, crops: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    editor, counting = Editor(unet, 200, CPU), Counting(unet, monkeypatch)
    first = editor.invert(crops[:2], 6)
    counting.batches.clear()
    again = editor.invert(crops[[1, 0, 1]], 6)
    assert counting.batches == []
    torch.testing.assert_close(again.xs[:, 0], first.xs[:, 1])
    editor.invert(crops[:2], 7)
    assert counting.batches
    counting.batches.clear()
    editor.invert(crops, 6)
    assert set(counting.batches) == {1}  # only the third is new


def test_the_cache_keeps_to_its_size(unet: HSpaceUNet, crops: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    size = Editor(unet, 200, CPU).invert(crops[:1], 6).nbytes
    editor, counting = Editor(unet, 200, CPU, cache_bytes=2 * size), Counting(unet, monkeypatch)
    for crop in crops:
        editor.invert(crop[None], 6)
    counting.batches.clear()
    editor.invert(crops[1:], 6)
    assert counting.batches == []
    editor.invert(crops[:1], 6)
    assert counting.batches


@pytest.mark.usefixtures("no_garbage_is_collected")
def test_what_leaves_the_cache_leaves_the_memory(unet: HSpaceUNet, crops: np.ndarray) -> None:
    """Also a photo that was inverted together with others; and what is kept takes what is counted."""
    size = Editor(unet, 200, CPU).invert(crops[:1], 6).nbytes
    editor = Editor(unet, 200, CPU, cache_bytes=2 * size)
    editor.invert(crops, 6)
    kept = [tensor for one in editor._cache.values() for tensor in (one.xs, one.eps)]
    assert sum(tensor.untyped_storage().nbytes() for tensor in kept) == 2 * size
    assert len({tensor.untyped_storage().data_ptr() for tensor in kept}) == 4
    watched = [weakref.ref(tensor) for tensor in kept[:2]]
    stays = kept[2].clone()
    del kept
    editor.invert(255 - crops[:1], 6)
    assert not any(tensor() is not None for tensor in watched)
    assert torch.equal(next(iter(editor._cache.values())).xs, stays)


def test_out_of_memory_halves_the_batch(unet: HSpaceUNet, crops: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = Editor(unet, 200, CPU).invert(crops, 6)
    counting = Counting(unet, monkeypatch, fits=2)
    editor = Editor(unet, 200, CPU)
    trajectory = editor.invert(crops, 6)
    torch.testing.assert_close(trajectory.xs, expected.xs, rtol=0, atol=1e-5)
    assert max(counting.batches[1:]) == 2
    d = random_direction(unet)
    pictures = editor.edit(trajectory, [{d: 1.0}, {d: -1.0}]).pictures
    assert pictures.shape == (2, 3, 3, 16, 16)


def test_the_cpu_takes_over_and_says_so(unet: HSpaceUNet, crops: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = Editor(unet, 200, CPU)
    failures = iter([True])

    class Card:
        type = "cuda"

    def work(_: slice) -> str:
        if next(failures, False):
            raise torch.OutOfMemoryError("injected")
        return "done"

    monkeypatch.setattr(Editor, "device", property(lambda _: Card()))
    assert editor._fitting(1, work) == ["done"]
    assert "CPU took over" in editor.notices[0]
    assert editor.unet.unet.device == CPU


def test_batches_cover_everything_once_and_other_errors_pass() -> None:
    limit = 3

    def work(part: slice) -> list[int]:
        if part.stop - part.start > limit:
            raise RuntimeError("DefaultCPUAllocator: can't allocate memory: injected")
        return list(range(part.start, part.stop))

    assert [i for part in in_batches(11, work) for i in part] == list(range(11))
    limit = 0
    with pytest.raises(OutOfMemory):
        in_batches(2, work)
    with pytest.raises(RuntimeError, match="shape"):
        in_batches(2, lambda _: (_ for _ in ()).throw(RuntimeError("shape mismatch")))


def test_auto_falls_through_to_what_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(device_module.torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(device_module.torch.backends.mps, "is_available", lambda: False)
    assert pick_device("auto") == CPU
    with pytest.raises(device_module.DeviceError, match="CUDA"):
        pick_device("cuda")
