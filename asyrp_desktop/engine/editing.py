"""Asymmetric editing: the shift enters the predicted x0 of each reverse step and nothing else. Paper, section 3.

Two ways out. `edit` goes through all steps, as published, and draws the photo anew. `edit_predicted_x0` ends with the
edit interval: there the same network, at the same noise, has one predicted x0 of the photo and one of its edit. Both
are soft, but they differ by the edit alone.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn.functional import adaptive_avg_pool2d, avg_pool2d, max_pool2d

from asyrp_desktop.core.progress import Progress, silent
from asyrp_desktop.core.values import Course

from .direction import Direction
from .h_space import Encoded, HSpaceUNet
from .inversion import Trajectory
from .reverse_step import noise_scale, predicted_x0, reverse_step
from .schedule import Step

Blend = Mapping[Direction, float]
"""Strength by direction. Negative strengths go the other way; 0 leaves out."""

Watch = Callable[[Step, Tensor], None]
"""Called at each step with the predicted x0, (V * B, 3, H, W)."""

AS_SAID = Course()

# Mean change of the predicted x0 (-1..1) from which fresh noise takes the place of the photo's own; over what it comes
# in; and how far around, as a share of the picture's side.
GATE_LOW, GATE_SPAN, GATE_REACH = 0.04, 0.10, 0.04


class Edited(NamedTuple):
    """pictures: (V, B, 3, H, W), about -1..1, not clipped. evaluations: plain evaluations, all pictures together."""

    pictures: Tensor
    evaluations: float


class EditedPrediction(NamedTuple):
    """Predicted x0 where the edit interval ends, (V, B, 3, H, W), about -1..1, not clipped. evaluations: as above."""

    photos: Tensor
    edits: Tensor
    evaluations: float


@torch.inference_mode()
def edit(
    unet: HSpaceUNet,
    trajectory: Trajectory,
    blends: Sequence[Blend],
    t_boost: int,
    progress: Progress | None = None,
    masks: Tensor | None = None,
    course: Course = AS_SAID,
    watch: Watch | None = None,
) -> Edited:
    """Every photo of a trajectory with each of V blends, in one batch, through all steps.

    t_boost: below it noise is added back (eta = 1). What a step adds is the photo's own, so that strength 0 is the
    photo; but below the edit interval it is fresh noise where the edit has moved something: the photo's own would draw
    again what was there. masks: (B, 1, H, W), 0..1, of any size over the photos; h is only shifted where they are.
    watch: is told the predicted x0 of each step. Raises Cancelled, WrongBaseModel.
    """
    blends = _checked(unet, blends)
    photos = trajectory.xs[0]
    pictures = photos.expand(len(blends), *photos.shape).clone()
    changed = [v for v, blend in enumerate(blends) if blend]
    if not changed:
        return Edited(pictures, 0.0)
    process = _Process(unet, trajectory, [blends[v] for v in changed], masks, course, watch)
    rows = process.draw(t_boost if course.t_boost is None else course.t_boost, progress or silent())
    pictures[changed] = rows.unflatten(0, (len(changed), -1)).cpu()
    return Edited(pictures, process.evaluations)


@torch.inference_mode()
def edit_predicted_x0(
    unet: HSpaceUNet,
    trajectory: Trajectory,
    blends: Sequence[Blend],
    progress: Progress | None = None,
    masks: Tensor | None = None,
    course: Course = AS_SAID,
    watch: Watch | None = None,
) -> EditedPrediction:
    """What the last step of each blend's edit interval takes for the photos; no step below it is evaluated.

    Without strengths both are the same. The arguments are those of `edit`.
    """
    progress = progress or silent()
    photos, edits, evaluations = [], [], 0.0
    for v, blend in enumerate(_checked(unet, blends)):
        process = _Process(unet, trajectory, [blend], masks, course, watch)
        last = len(trajectory.grid) - 1
        photos.append(trajectory.predicted_x0(unet, min(process.ends[0], last)))
        span = progress.part(v / len(blends), (v + 1) / len(blends))
        edits.append(process.predict(span).cpu() if process.ends[0] <= last else photos[-1])
        evaluations += process.evaluations
    return EditedPrediction(torch.stack(photos), torch.stack(edits), evaluations)


@torch.inference_mode()
def reconstruct(unet: HSpaceUNet, trajectory: Trajectory, t_boost: int, progress: Progress | None = None) -> Tensor:
    """The whole reverse process without a shift, (B, 3, H, W): the photos again, but for rounding. Raises Cancelled."""
    return _Process(unet, trajectory, [{}], None, AS_SAID, None).draw(t_boost, progress or silent()).cpu()


def _checked(unet: HSpaceUNet, blends: Sequence[Blend]) -> list[Blend]:
    """Without strengths of 0. Raises WrongBaseModel."""
    for direction in {d for blend in blends for d in blend}:
        direction.check(unet)
    return [{d: c for d, c in blend.items() if c} for blend in blends]


class _Process:
    """The reverse process of V blends of B photos in one batch, from x_T on, blend by blend."""

    def __init__(
        self,
        unet: HSpaceUNet,
        trajectory: Trajectory,
        blends: Sequence[Blend],
        masks: Tensor | None,
        course: Course,
        watch: Watch | None,
    ) -> None:
        self._unet, self._trajectory, self._blends = unet, trajectory, blends
        self._course, self._watch = course, watch
        self._where = 1.0 if masks is None else adaptive_avg_pool2d(masks, unet.h_shape[1:]).to(unet.device)
        self._x = trajectory.xs[-1].repeat(len(blends), 1, 1, 1).to(unet.device)
        self.ends = [self._end(blend) for blend in blends]
        self.evaluations = 0.0

    def _end(self, blend: Blend) -> int:
        """Place in the grid of the last step that shifts h; past the grid where none does."""
        edited = [k for k, t in enumerate(self._trajectory.grid.timesteps) if any(t >= self._t_edit(d) for d in blend)]
        return min(edited, default=len(self._trajectory.grid))

    def _t_edit(self, direction: Direction) -> int:
        return direction.t_edit if self._course.t_edit is None else self._course.t_edit

    def predict(self, progress: Progress) -> Tensor:
        """The edited predicted x0 of the only blend at the end of its interval, (B, 3, H, W)."""
        steps = [step for step in self._trajectory.grid.descending() if step.index >= self.ends[0]]
        predicted = self._x
        for done, step in enumerate(steps):
            progress.at(done, len(steps))
            eps, eps_shifted, predicted = self._evaluate(step)
            mean = reverse_step(self._unet.schedule, step, self._x, eps, eps_shifted, 0.0)
            self._x = mean + self._residual(step, 0.0)
        progress.at(1, 1)
        return predicted

    def draw(self, t_boost: int, progress: Progress) -> Tensor:
        """All steps, (V * B, 3, H, W)."""
        grid = self._trajectory.grid
        gate = self._x.new_zeros(len(self._x), 1, 1, 1)
        for done, step in enumerate(grid.descending()):
            progress.at(done, len(grid))
            eta = self._course.eta if step.t < t_boost else 0.0
            eps, eps_shifted, predicted = self._evaluate(step)
            mean = reverse_step(self._unet.schedule, step, self._x, eps, eps_shifted, eta)
            scale = noise_scale(self._unet.schedule, step, eta)
            self._x = mean + (1 - gate) * self._residual(step, eta) + gate * scale * _noise(step, self._x)
            if step.index in self.ends:
                gate = self._gate(step.index, predicted, gate)
        progress.at(1, 1)
        return self._x

    def _evaluate(self, step: Step) -> tuple[Tensor, Tensor, Tensor]:
        """eps, shifted eps, and the predicted x0 of the latter."""
        unet, x = self._unet, self._x
        t = torch.full((len(x),), step.t, device=x.device, dtype=torch.long)
        if any(step.t >= self._t_edit(direction) for blend in self._blends for direction in blend):
            encoded = unet.encode(x, t)
            shifted = torch.cat([self._shifted_h(encoded, v, step.t) for v in range(len(self._blends))])
            eps, eps_shifted = unet.decode(encoded, [encoded.h, shifted])
            self.evaluations += len(x) * (1 + unet.decode_share)
        else:
            eps = eps_shifted = unet.epsilon(x, t)
            self.evaluations += len(x)
        predicted = predicted_x0(unet.schedule, step.t, x, eps_shifted)
        if self._watch is not None:
            self._watch(step, predicted)
        return eps, eps_shifted, predicted

    def _residual(self, step: Step, eta: float) -> Tensor:
        residual = self._trajectory.residual(self._unet, step, eta)
        return residual.repeat(len(self._blends), 1, 1, 1).to(self._x.device)

    def _gate(self, k: int, predicted: Tensor, gate: Tensor) -> Tensor:
        """Where blends whose interval ends at place k have moved something, 0..1; the others' as they are."""
        photos = self._trajectory.predicted_x0(self._unet, k).repeat(len(self._blends), 1, 1, 1)
        moved = _moved(predicted, photos.to(predicted.device))
        ending = torch.tensor([end == k for end in self.ends], device=gate.device)
        return torch.where(ending.repeat_interleave(len(self._trajectory)).view(-1, 1, 1, 1), moved, gate)

    def _shifted_h(self, encoded: Encoded, v: int, t: int) -> Tensor:
        """h' = h + where * scale * sum_i c_i f_i(h, t), over the directions whose interval holds t. Paper, Eq. 6."""
        rows = slice(v * len(self._trajectory), (v + 1) * len(self._trajectory))
        h, temb = encoded.h[rows], encoded.temb[rows]
        scale = joint_scale(list(self._blends[v].values()))
        shifted = h
        for direction, strength in self._blends[v].items():
            if t >= self._t_edit(direction):
                delta_h = direction.delta_h(h, temb, t, len(self._trajectory.grid))
                shifted = shifted + self._where * (scale * strength * delta_h)
        return shifted


def _moved(edited: Tensor, photos: Tensor) -> Tensor:
    """(N, 1, H, W), 0..1, from two predicted x0."""
    size = 2 * round(GATE_REACH * edited.shape[-1] / 2) + 1
    change = (edited - photos).abs().mean(1, keepdim=True)
    change = avg_pool2d(max_pool2d(change, size, 1, size // 2), size, 1, size // 2, count_include_pad=False)
    return ((change - GATE_LOW) / GATE_SPAN).clamp(0, 1)


def _noise(step: Step, like: Tensor) -> Tensor:
    """(1, 3, H, W) of unit variance, the same for every photo: the same edit gives the same picture."""
    generator = torch.Generator().manual_seed(step.t)
    return torch.randn(1, *like.shape[1:], generator=generator).to(like.device)


def joint_scale(strengths: Sequence[float]) -> float:
    """How far several attributes are held back together: |c|_2 / |c|_1.

    1 / sqrt(n) for n equal strengths, as published; 1 for a single one; and continuous between, so that the first
    touch of a second slider does not make the first one jump.
    """
    return math.hypot(*strengths) / sum(abs(c) for c in strengths)
