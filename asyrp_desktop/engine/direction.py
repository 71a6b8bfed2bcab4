"""A direction in h-space: what is added to h, and the file it is kept in.

Three forms (paper, section 3 and 4): the implicit function f_t(h), and its two averages that need no network,
delta_h per timestep and one delta_h for all timesteps. A fourth holds directions of any form, added up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import torch
from safetensors.torch import save_file
from torch import Tensor, nn

from asyrp_desktop.core.errors import WrongBaseModel
from asyrp_desktop.core.files import replacing

from .direction_file import DirectionHead, damaged, read_head
from .h_space import HSpaceUNet
from .tensor_file import load_tensors


class Shift(Protocol):
    """What a direction adds to h at strength 1."""

    def __call__(self, h: Tensor, temb: Tensor, t: int) -> Tensor:
        """h: (B, C, h, w). temb: (B, E). Returns what broadcasts to h."""
        ...

    def tensors(self) -> dict[str, Tensor]:
        """What the file keeps."""
        ...


class GlobalShift:
    """One delta_h for all timesteps. delta_h: (C, h, w)."""

    def __init__(self, delta_h: Tensor) -> None:
        self.delta_h = delta_h.float()

    def __call__(self, h: Tensor, temb: Tensor, t: int) -> Tensor:
        return self.delta_h.to(h.device)

    def tensors(self) -> dict[str, Tensor]:
        return {"delta_h": self.delta_h}


class PerStepShift:
    """A delta_h for each timestep that was measured. timesteps: (K,) ascending. delta_h: (K, C, h, w)."""

    def __init__(self, timesteps: Tensor, delta_h: Tensor) -> None:
        self.timesteps = timesteps.long()
        self.delta_h = delta_h.float()

    def __call__(self, h: Tensor, temb: Tensor, t: int) -> Tensor:
        # The field changes slowly with t: the nearest timestep serves any grid.
        return self.delta_h[int((self.timesteps - t).abs().argmin())].to(h.device)

    def tensors(self) -> dict[str, Tensor]:
        return {"timesteps": self.timesteps, "delta_h": self.delta_h}


class ImplicitShift(nn.Module):
    """f_t(h): conv1x1, + Linear(SiLU(temb)), GroupNorm, SiLU, conv1x1; no residual. The public implementation's
    form for DDPM networks.

    channels: C of h, a multiple of groups. embedding: E of temb.
    """

    def __init__(self, channels: int, embedding: int, groups: int = 32) -> None:
        super().__init__()
        self.conv_in = nn.Conv2d(channels, channels, 1)
        self.time = nn.Linear(embedding, channels)
        self.norm = nn.GroupNorm(groups, channels, eps=1e-6)
        self.conv_out = nn.Conv2d(channels, channels, 1)

    def forward(self, h: Tensor, temb: Tensor, t: int) -> Tensor:
        self.to(h.device)
        hidden = self.conv_in(h) + self.time(nn.functional.silu(temb.float()))[:, :, None, None]
        return self.conv_out(nn.functional.silu(self.norm(hidden)))

    def tensors(self) -> dict[str, Tensor]:
        return {**self.state_dict(), "groups": torch.tensor(self.norm.num_groups)}

    @classmethod
    def from_tensors(cls, tensors: dict[str, Tensor]) -> ImplicitShift:
        groups = int(tensors.pop("groups"))
        channels, embedding = tensors["time.weight"].shape
        shift = cls(channels, embedding, groups)
        shift.load_state_dict({name: tensor.float() for name, tensor in tensors.items()})
        return shift.eval().requires_grad_(False)


class ADMImplicitShift(ImplicitShift):
    """f_t(h) as the public implementation has it for ADM networks: GroupNorm, SiLU, conv1x1, + Linear(SiLU(temb)),
    GroupNorm, SiLU, conv1x1; no residual.
    """

    def __init__(self, channels: int, embedding: int, groups: int = 32) -> None:
        super().__init__(channels, embedding, groups)
        self.norm_in = nn.GroupNorm(groups, channels)
        self.norm = nn.GroupNorm(groups, channels)

    def forward(self, h: Tensor, temb: Tensor, t: int) -> Tensor:
        self.to(h.device)
        return super().forward(nn.functional.silu(self.norm_in(h)), temb, t)


class CombinedShift:
    """Directions added up, less what of the sum lies along others.

    Every part is evaluated on the very h: what an f_t does depends on the photo, and nothing is averaged here.
    """

    def __init__(self, directions: Sequence[Direction], weights: Sequence[float | None], steps: int) -> None:
        """weights: how often each is added; None: the sum is projected off it. steps: of the combined direction."""
        self.directions, self.weights, self.steps = directions, weights, steps

    def __call__(self, h: Tensor, temb: Tensor, t: int) -> Tensor:
        total, off = torch.zeros_like(h), []
        for direction, weight in zip(self.directions, self.weights, strict=True):
            delta_h = direction.delta_h(h, temb, t, self.steps).expand_as(h)
            if weight is None:
                off.append(delta_h)
            elif t >= direction.t_edit:
                total = total + weight * delta_h
        return without(total, off)

    def tensors(self) -> dict[str, Tensor]:
        return {
            f"{k}.{name}": tensor
            for k, direction in enumerate(self.directions)
            for name, tensor in direction.shift.tensors().items()
        }


def without(field: Tensor, others: Sequence[Tensor]) -> Tensor:
    """What of a field lies along none of the others, photo by photo or timestep by timestep. (B, C, h, w) each."""
    for axis in _orthonormal(others):
        field = field - _along(field, axis)
    return field


def _orthonormal(fields: Sequence[Tensor]) -> list[Tensor]:
    """Gram-Schmidt for each photo by itself. fields: (B, C, h, w) each. What lies along earlier ones becomes 0."""
    axes: list[Tensor] = []
    for field in fields:
        rest = field
        for axis in axes:
            rest = rest - _along(rest, axis)
        length, whole = (x.square().sum((1, 2, 3), keepdim=True).sqrt() for x in (rest, field))
        axes.append(torch.where(length > 1e-4 * whole, rest / length.clamp_min(1e-30), 0.0))
    return axes


def _along(field: Tensor, axis: Tensor) -> Tensor:
    """The part of a field that lies along an axis of length 1, photo by photo. (B, C, h, w) each."""
    return (field * axis).sum((1, 2, 3), keepdim=True) * axis


@dataclass(frozen=True, eq=False)
class Direction:
    """A shift with all that is known of it."""

    head: DirectionHead
    shift: Shift

    @property
    def name(self) -> str:
        return self.head.name

    @property
    def t_edit(self) -> int:
        return self.head.t_edit

    def check(self, unet: HSpaceUNet) -> None:
        """Raises WrongBaseModel where this was made for another base model."""
        if (self.head.base_fingerprint, self.head.h_shape) != (unet.fingerprint, unet.h_shape):
            raise WrongBaseModel(
                f"“{self.name}” was made for the base model {self.head.base_name}, not for this {unet.name}.",
                "Choose the base model it was made for, or make the direction again for this one.",
                f"direction: {self.head.base_fingerprint}, h {self.head.h_shape}; "
                f"model: {unet.fingerprint}, h {unet.h_shape}",
            )

    def delta_h(self, h: Tensor, temb: Tensor, t: int, steps: int) -> Tensor:
        """What strength 1 adds to h at timestep t on a grid of `steps`. h: (B, C, h, w)."""
        return self.shift(h, temb, t) * (self.head.steps / steps)

    def save(self, path: Path) -> None:
        """Write a direction file: safetensors, half precision, with JSON metadata."""
        tensors = {
            name: (tensor.half() if tensor.is_floating_point() else tensor).contiguous().cpu()
            for name, tensor in self.shift.tensors().items()
        }
        with replacing(path) as part:
            save_file(tensors, part, self.head.to_metadata())


_FROM_TENSORS = {
    "global": lambda tensors: GlobalShift(tensors["delta_h"]),
    "per-step": lambda tensors: PerStepShift(tensors["timesteps"], tensors["delta_h"]),
    "implicit": ImplicitShift.from_tensors,
    "implicit-adm": ADMImplicitShift.from_tensors,
}


def load_direction(path: Path) -> Direction:
    """Read a direction file. Raises DirectionError where it is damaged or not a direction."""
    head = read_head(path)
    try:
        return _direction(head, load_tensors(path))
    except (OSError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise damaged(path, error) from error


def _direction(head: DirectionHead, tensors: dict[str, Tensor]) -> Direction:
    if head.form == "combined":
        return Direction(head, _combined(head, tensors))
    shift = _FROM_TENSORS[head.form](tensors)
    channels, height, width = head.h_shape
    h = torch.zeros(1, channels, height, width)
    if isinstance(shift, GlobalShift | PerStepShift):
        torch.broadcast_shapes(h.shape, shift(h, h, 0).shape)
    elif shift.conv_in.in_channels != channels:
        raise ValueError(f"f_t of {shift.conv_in.in_channels} channels for h of {channels}")
    return Direction(head, shift)


def _combined(head: DirectionHead, tensors: dict[str, Tensor]) -> CombinedShift:
    if {name.partition(".")[0] for name in tensors} != {str(k) for k in range(len(head.parts))}:
        raise ValueError(f"{len(head.parts)} parts, but tensors {sorted(tensors)}")
    directions = []
    for k, part in enumerate(head.parts):
        if (part.head.base_fingerprint, part.head.h_shape) != (head.base_fingerprint, head.h_shape):
            raise ValueError(f"“{part.head.name}” is not of the same base model")
        own = {name.partition(".")[2]: tensor for name, tensor in tensors.items() if name.startswith(f"{k}.")}
        directions.append(_direction(part.head, own))
    return CombinedShift(directions, [part.weight for part in head.parts], head.steps)
