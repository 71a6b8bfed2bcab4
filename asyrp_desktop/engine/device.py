"""Where the network runs, and what to do when its memory does not suffice."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TypeVar

import torch

from asyrp_desktop.core.errors import DeviceError
from asyrp_desktop.core.values import DeviceChoice

T = TypeVar("T")

# Half precision where it is native and memory is dear; x and all arithmetic between evaluations stay float32.
DTYPES = {"cuda": torch.float16, "mps": torch.float32, "cpu": torch.float32}


def pick_device(choice: DeviceChoice) -> torch.device:
    """auto: CUDA, then MPS, then CPU. Raises DeviceError where the named one is missing."""
    present = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    if choice == "auto":
        return torch.device(next(name for name, there in present.items() if there))
    if not present[choice]:
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
    """Give back what a failed attempt held."""
    gc.collect()
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
    elif torch.backends.mps.is_available():
        torch.mps.empty_cache()


def in_batches(count: int, work: Callable[[slice], T]) -> list[T]:
    """Do `work` on all of `count` at once; when memory runs out, on halves of them, and so on.

    Raises OutOfMemory where a batch of one does not fit.
    """
    results: list[T] = []
    start, size = 0, count
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
