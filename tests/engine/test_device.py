"""Settings of a device: what they change, what they must not, and what is guarded. CUDA's graphs are played on the CPU
by recording each operation and doing it again on the same tensors, which is what they promise.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor
from torch.utils._python_dispatch import TorchDispatchMode

from asyrp_desktop.core.devices import Setting, Trial
from asyrp_desktop.core.errors import DeviceError
from asyrp_desktop.engine import recorded
from asyrp_desktop.engine.device import DEFAULTS, pick_device, place
from asyrp_desktop.engine.device_trial import best_setting, settings_to_try, try_settings
from asyrp_desktop.engine.editor import Editor
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.engine.recorded import Recorded
from tests.conftest import random_direction, tiny_h_space

CPU = torch.device("cpu")


class Graph:
    """Of CUDA, played on the CPU."""

    def __init__(self) -> None:
        self.operations: list[tuple[Any, tuple[Any, ...], dict[str, Any], Any]] = []

    def replay(self) -> None:
        for operation, args, kwargs, made in self.operations:
            again = operation(*args, **kwargs)
            for old, new in zip(_tensors(made), _tensors(again), strict=True):
                if old.data_ptr() != new.data_ptr():
                    old.copy_(new)


class Recorder(TorchDispatchMode):
    def __init__(self, graph: Graph) -> None:
        super().__init__()
        self._graph = graph

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        made = func(*args, **(kwargs or {}))
        self._graph.operations.append((func, args, kwargs or {}, made))
        return made


def _tensors(made: Any) -> list[Tensor]:
    parts = made if isinstance(made, list | tuple) else [made]
    return [part for part in parts if isinstance(part, Tensor)]


class Stream:
    def wait_stream(self, other: Stream) -> None: ...


@pytest.fixture
def cuda(monkeypatch: pytest.MonkeyPatch) -> list[Graph]:
    """torch.cuda on the CPU. Returns the graphs that are recorded."""
    made: list[Graph] = []

    def graph() -> Graph:
        made.append(Graph())
        return made[-1]

    def inside(_: object) -> AbstractContextManager[None]:
        return nullcontext()

    fakes = {"CUDAGraph": graph, "graph": Recorder, "Stream": Stream, "current_stream": Stream, "stream": inside}
    for name, fake in {**fakes, "device": inside}.items():
        monkeypatch.setattr(torch.cuda, name, fake)
    return made


def evaluations(unet: HSpaceUNet, seed: int, count: int) -> list[Tensor]:
    """Everything that is asked of a network."""
    generator = torch.Generator().manual_seed(seed)
    x = torch.randn(count, 3, unet.size, unet.size, generator=generator)
    t = torch.full((count,), 100 * seed)
    with torch.inference_mode():
        encoded = unet.encode(x, t)
        return [unet.epsilon(x, t), encoded.h, *unet.decode(encoded, [encoded.h, encoded.h + 1])]


@pytest.mark.parametrize("frugal", [False, True])
def test_replayed_evaluations_are_those_of_the_network(
    cuda: list[Graph], monkeypatch: pytest.MonkeyPatch, frugal: bool
) -> None:
    plain, played = tiny_h_space(), tiny_h_space()
    place(played, CPU, Setting(recorded=True, frugal=frugal))
    first = evaluations(played, 1, 2)
    for seed, count in ((2, 2), (3, 2), (4, 1), (5, 2)):
        torch.testing.assert_close(evaluations(played, seed, count), evaluations(plain, seed, count))
    torch.testing.assert_close(first, evaluations(plain, 1, 2))  # later replays did not write over them
    assert len(cuda) == 6  # three works, two shapes
    monkeypatch.setattr(recorded, "KEPT", 2)
    torch.testing.assert_close(evaluations(played, 6, 3), evaluations(plain, 6, 3))
    assert isinstance(played.recorded, Recorded) and len(played.recorded._recordings) == 2
    place(played, CPU, Setting())
    assert played.recorded is None


def test_no_double_precision_reaches_the_device(crops: np.ndarray) -> None:
    """MPS has none."""

    class NoDoubles(TorchDispatchMode):
        def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            made = func(*args, **(kwargs or {}))
            # `lift_fresh` is numpy's array as it is, before it goes anywhere.
            if func is not torch.ops.aten.lift_fresh.default:
                assert all(tensor.dtype is not torch.float64 for tensor in _tensors(made)), func
            return made

    unet = tiny_h_space()
    editor = Editor(unet, 300, CPU)
    with NoDoubles():
        trajectory = editor.invert(crops[:1], 6)
        editor.edit(trajectory, [{random_direction(unet, t_edit=300): 1.0}])


@contextmanager
def out_of_order(unet: HSpaceUNet, dtype: torch.dtype) -> Iterator[Callable[[], HSpaceUNet]]:
    """Networks whose middle overflows in a number format."""

    def load() -> HSpaceUNet:
        made = tiny_h_space()

        def overflow(_: object, __: object, h: Tensor) -> Tensor:
            return h * math.inf if h.dtype == dtype else h

        assert made.unet.mid_block is not None
        made.unet.mid_block.register_forward_hook(overflow)
        return made

    yield load


def test_only_what_agrees_with_float32_is_chosen(crops: np.ndarray, monkeypatch: pytest.MonkeyPatch) -> None:
    with out_of_order(tiny_h_space(), torch.float16) as load:
        # A real clock would choose at random among networks this small.
        speeds = iter([4.0, 1.0, 2.0, 5.0])
        monkeypatch.setattr("asyrp_desktop.engine.device_trial.evaluation_seconds", lambda _: next(speeds))
        wanted = [Setting(), Setting("float16"), Setting("bfloat16"), Setting("bfloat16", channels_last=True)]
        plain, half, brain, slow = trials = try_settings(load, crops[0], CPU, wanted)
    assert plain.agrees and plain.difference == 0
    assert half.problem == "its numbers overflow" and not half.agrees
    assert brain.agrees and 0 < brain.difference < 1
    assert math.isnan(slow.difference) and not slow.agrees
    assert best_setting(trials, CPU) == Setting("bfloat16")
    assert best_setting([plain, half, slow], CPU) == Setting()
    usual, hardly = Trial(DEFAULTS["cpu"], 4.0, 0.0), Trial(Setting("bfloat16"), 3.9, 0.1)
    assert best_setting([plain, usual, hardly], CPU) == DEFAULTS["cpu"]  # not worth being other than the usual


def test_a_setting_that_the_device_cannot_do_is_told(crops: np.ndarray) -> None:
    def load() -> HSpaceUNet:
        return tiny_h_space()

    _, graphs = try_settings(load, crops[0], CPU, [Setting(), Setting(recorded=True)])
    assert graphs.problem and not graphs.agrees  # there is no CUDA here


def test_every_number_format_is_tried_on_every_kind_of_device() -> None:
    for kind in ("cpu", "mps", "cuda"):
        tried = settings_to_try(torch.device(kind))
        assert tried[0] == Setting() and {s.dtype for s in tried} == {"float32", "float16", "bfloat16"}
        assert any(s.recorded for s in tried) == any(s.compiled for s in tried) == (kind == "cuda")


def test_one_of_several_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 2)
    assert pick_device("cuda:1") == torch.device("cuda:1") and pick_device("auto").type == "cuda"
    for name in ("cuda:2", "cuda:x", "mps", "tpu"):
        with pytest.raises(DeviceError, match="no usable"):
            pick_device(name)
