"""Ways to do a training step on a machine: tried when a run begins, the fastest is taken and remembered.

Which is fastest depends on the processor, and on what runs beside: bf16 is twice as quick where a processor has it and
25 times slower where it is emulated; torch's own gradients of convolutions took 7 times their forward on one machine
and less than twice on another.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import torch
from torch import nn

from asyrp_desktop.core.files import replacing
from asyrp_desktop.engine.device import device_name

from .fast_conv import gradients_by_products

KEPT_IN = Path.home() / ".cache" / "asyrp-training" / "ways.json"
_STEPS = 2  # that are timed, after one that is not


class Way(NamedTuple):
    """How a training step is done. products: see fast_conv. compiled: by torch's compiler."""

    bf16: bool = False
    products: bool = False
    compiled: bool = False

    @contextmanager
    def __call__(self, net: nn.Module, device: torch.device) -> Iterator[None]:
        """Forward and backward of `net` inside are done in this way."""
        with gradients_by_products(net, self.products), torch.autocast(device.type, torch.bfloat16, enabled=self.bf16):
            yield


def ways(device: torch.device, compile_too: bool) -> list[Way]:
    """Those that a device has. Compiling takes one to three minutes."""
    if device.type == "cuda":
        eager = [Way(bf16=True)]
    else:
        kinds = (False, True) if has_bf16() else (False,)
        eager = [Way(bf16, products) for bf16 in kinds for products in (False, True)]
    return eager + [way._replace(compiled=True) for way in eager if compile_too and not way.products]


def has_bf16() -> bool:
    """Whether the processor multiplies in bf16."""
    return torch.cpu._is_amx_tile_supported() or torch.cpu._is_avx512_bf16_supported()


def fastest(key: str, found: list[Way], step: Callable[[Way], object], say: Callable[[str], None]) -> Way:
    """The way whose steps took the least time; remembered for the machine and `key`."""
    name = hashlib.sha256(f"{key} {torch.__version__} {device_name(torch.device('cpu'))} {found}".encode()).hexdigest()
    known = json.loads(KEPT_IN.read_text(encoding="utf-8")) if KEPT_IN.is_file() else {}
    if name not in known:
        took = {}
        for way in found:
            try:
                took[way] = _seconds(lambda way=way: step(way))
                say(f"{way}: {took[way]:.2f} s a trial step")
            except (RuntimeError, NotImplementedError) as error:  # a compiler that fails must not cost the run
                say(f"{way}: cannot be done here: {error!r:.300}")
        if not took:
            raise SystemExit("No way to do a training step works on this machine.")
        known[name] = min(took, key=lambda way: took[way])
        KEPT_IN.parent.mkdir(parents=True, exist_ok=True)
        with replacing(KEPT_IN) as part:
            part.write_text(json.dumps(known), encoding="utf-8")
    return Way(*known[name])


def _seconds(step: Callable[[], object]) -> float:
    step()
    took = []
    for _ in range(_STEPS):
        began = time.perf_counter()
        step()
        took.append(time.perf_counter() - began)
    return min(took)
