"""The model shelf in values that window, command line and shelf share."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Literal, NamedTuple

Schedule = Literal["linear", "cosine"]
AttentionOrder = Literal["legacy", "new"]
SCHEDULES: tuple[Schedule, ...] = ("linear", "cosine")
ATTENTION_ORDERS: tuple[AttentionOrder, ...] = ("legacy", "new")


class ModelState(Enum):
    """Where a model stands."""

    BUILT_IN = "built in"
    INSTALLED = "installed"
    AVAILABLE = "available"  # to be downloaded
    PARTIAL = "partly downloaded"  # goes on where it stopped; cannot be used yet


@dataclass(frozen=True)
class ModelEntry:
    """A model on the shelf, or one that the catalog can fetch."""

    name: str  # what the command line takes
    title: str
    kind: Literal["base", "critic"]  # what edits, or what judges pictures by text while a direction is trained
    domain: str
    resolution: int  # side of its square, in pixels; 0 where it is not known
    licence: str
    commercial: bool | None  # whether the licence allows commercial use; None where it is not known
    terms: str  # what else has to be kept to, such as the terms of the training images; "" for nothing
    state: ModelState
    size: int  # bytes on the disk; for what is not installed about those of the download
    received: int  # bytes of a download that has begun
    source: str  # repository or file that it came from; "" for the built-in ones
    calibrated: bool  # whether it is known which of its steps are to be edited

    @property
    def usable(self) -> bool:
        return self.state in (ModelState.BUILT_IN, ModelState.INSTALLED)


class Transfer(NamedTuple):
    """How a download goes."""

    received: int  # bytes
    total: int
    bytes_per_second: float  # over the last seconds; pauses do not count
    seconds_left: float | None  # None until it can be told


@dataclass(frozen=True)
class ModelOrder:
    """A folder or file that is to become a base model, and what its weights do not say."""

    source: Path
    name: str
    licence: str  # as the user states it; `licences` of the catalog are offered
    title: str = ""
    domain: str = "pictures"
    alignment: str | None = None  # how faces are to be cut; None for other pictures
    data: str = ""  # the data set that it was trained on; "": as the file's name tells, if it does
    size: int | None = None  # pixels; None: from the network's shape
    heads: int | None = None  # of the attention in a guided-diffusion checkpoint; None: as the published ones have it
    head_channels: int | None = None  # channels a head, in place of `heads`
    # "new": trained with use_new_attention_order, which keeps queries, keys and values apart, not head by head.
    attention_order: AttentionOrder | None = None  # None: legacy
    schedule: Schedule | None = None  # of a checkpoint; None: linear
    timesteps: int | None = None  # of a checkpoint's schedule; None: 1000
    any_data: bool = False  # where it turns out to be a direction: whatever data set its network was trained on


class Imported(NamedTuple):
    """How an import went."""

    name: str
    notes: tuple[str, ...]  # what was assumed, and what the self-test saw
    direction_of: str = ""  # the base model that it is a direction of; "" where it is a model
