"""Devices and how a network runs on them, in values that settings page, command line and engine share."""

from __future__ import annotations

from typing import Literal, NamedTuple

Dtype = Literal["float32", "float16", "bfloat16"]
DTYPES: tuple[Dtype, ...] = ("float32", "float16", "bfloat16")
SETTING_WORDS = ("channels last", "compiled", "CUDA graphs", "low memory")


class DeviceInfo(NamedTuple):
    """A device that the network could run on."""

    device: str  # as torch names it: "cpu", "cuda:0", "mps"
    name: str  # as its maker names it
    total: int  # bytes of memory
    free: int


class Setting(NamedTuple):
    """How a network runs."""

    dtype: Dtype = "float32"
    channels_last: bool = False
    compiled: bool = False
    recorded: bool = False  # evaluations are replayed as CUDA graphs
    frugal: bool = False  # low memory: one photo and one evaluation at a time

    def __str__(self) -> str:
        return ", ".join([self.dtype, *(word for word, on in zip(SETTING_WORDS, self[1:], strict=True) if on)])


class Trial(NamedTuple):
    """A setting as it was measured."""

    setting: Setting
    seconds: float  # of one evaluation of one photo
    difference: float  # of an edit, from float32: root mean square, in grey levels of 255; nan: slower, not compared
    problem: str = ""  # why it cannot be used at all

    @property
    def agrees(self) -> bool:
        """Whether its edits are those of float32, as far as an eye could tell."""
        return not self.problem and self.difference <= 1.0


class DeviceLook(NamedTuple):
    """A device, and how a base model runs on it."""

    info: DeviceInfo
    setting: Setting
    seconds: float  # of one evaluation of one photo; nan where it failed
    trials: tuple[Trial, ...] = ()  # other settings, where they were tried
    problem: str = ""  # why the base model does not run there
