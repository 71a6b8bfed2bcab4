"""Where the network runs and how, and what to do when its memory does not suffice."""

from __future__ import annotations

import platform
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import psutil
import torch
from torch import nn

from asyrp_desktop.core.devices import DeviceInfo, Setting
from asyrp_desktop.core.errors import DeviceError
from asyrp_desktop.core.values import DeviceChoice

from .h_space import HSpaceUNet
from .recorded import Recorded

T = TypeVar("T")

# Half precision where it is native and memory is dear; x and all arithmetic between evaluations stay float32.
# On MPS float16 overflows in the attention of some networks, and there is no float64 at all: nothing here uses it.
DEFAULTS = {"cuda": Setting("float16"), "mps": Setting("float32"), "cpu": Setting("float32", channels_last=True)}


def devices() -> list[DeviceInfo]:
    """Every device that the network could run on, the fastest kind first."""
    memory = psutil.virtual_memory()
    cpu = DeviceInfo("cpu", _cpu_name(), memory.total, memory.available)
    if torch.cuda.is_available():
        found = []
        for index in range(torch.cuda.device_count()):
            free, total = torch.cuda.mem_get_info(index)
            found.append(DeviceInfo(f"cuda:{index}", torch.cuda.get_device_name(index), total, free))
        return [*found, cpu]
    if torch.backends.mps.is_available():
        total = torch.mps.recommended_max_memory()
        return [DeviceInfo("mps", _cpu_name(), total, total - torch.mps.driver_allocated_memory()), cpu]
    return [cpu]


def device_name(device: torch.device) -> str:
    """As its maker names it."""
    return torch.cuda.get_device_name(device) if device.type == "cuda" else f"{device.type} {_cpu_name()}"


def _cpu_name() -> str:
    if platform.system() == "Linux":
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
        names = [line.split(":", 1)[1].strip() for line in lines if line.lower().startswith("model name")]
        return names[0] if names else platform.machine()
    if platform.system() == "Darwin":
        words = ["/usr/sbin/sysctl", "-n", "machdep.cpu.brand_string"]
        return subprocess.run(words, capture_output=True, text=True, check=False).stdout.strip() or "Apple"
    return platform.processor()


def place(unet: HSpaceUNet, device: torch.device, setting: Setting) -> None:
    """Bring a network to a device, as the setting says."""
    layout = torch.channels_last if setting.channels_last else torch.contiguous_format
    # diffusers' own `to` warns of modules to be kept in float32, even where the network names none.
    nn.Module.to(unet.unet, device=device, dtype=getattr(torch, setting.dtype))
    nn.Module.to(unet.unet, memory_format=layout)
    unet.one_at_a_time = setting.frugal
    unet.recorded = Recorded() if setting.recorded else None
    # Block by block: whole evaluations and halves share them, and each is compiled once for both.
    for block in filter(None, (*unet.unet.down_blocks, unet.unet.mid_block, *unet.unet.up_blocks)):
        block._compiled_call_impl = None  # undoes `compile`: another device may have no compiler
        if setting.compiled:
            block.compile()


def place_in_float32(unet: HSpaceUNet, device: torch.device) -> None:
    """For what is measured or trained: as usual on the device, but in full precision, since gradients pass through."""
    place(unet, device, DEFAULTS[device.type]._replace(dtype="float32"))


def pick_device(choice: DeviceChoice) -> torch.device:
    """auto: CUDA, then MPS, then CPU. Raises DeviceError where the named one is missing."""
    present = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    if choice == "auto":
        return torch.device(next(name for name, there in present.items() if there))
    kind, _, index = choice.partition(":")
    if not present.get(kind) or (index and not (index.isdecimal() and int(index) < torch.cuda.device_count())):
        raise DeviceError(f"This computer has no usable {choice.upper()} device.", "Choose auto or cpu.")
    return torch.device(choice)


class OutOfMemory(DeviceError):
    """A device has too little memory for even one photo."""


def _is_out_of_memory(error: BaseException) -> bool:
    if isinstance(error, torch.OutOfMemoryError | MemoryError):
        return True
    # The CPU's and MPS's allocators have no exception class of their own.
    text = str(error)
    return isinstance(error, RuntimeError) and ("can't allocate memory" in text or "out of memory" in text)


def free_memory() -> None:
    """Give back to the device what a failed attempt held."""
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
    elif torch.backends.mps.is_available():
        torch.mps.empty_cache()


def in_batches(count: int, work: Callable[[slice], T], most: int | None = None) -> list[T]:
    """Do `work` on all of `count` at once, or on `most` of them; when memory runs out, on halves, and so on.

    Raises OutOfMemory where a batch of one does not fit.
    """
    results: list[T] = []
    start, size = 0, min(count, most or count)
    while start < count:
        # Recovery happens outside the except block: the exception would keep the failed tensors alive.
        failure = ""
        try:
            results.append(work(slice(start, min(start + size, count))))
            start += size
        except (RuntimeError, MemoryError) as error:
            if not _is_out_of_memory(error):
                raise
            failure = str(error)
        if failure:
            free_memory()
            if size == 1:
                raise OutOfMemory(
                    "There is not enough memory to edit even one photo on this device.",
                    "Close other programs, or choose the CPU.",
                    failure,
                )
            size = (size + 1) // 2
    return results
