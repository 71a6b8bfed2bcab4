"""f_t learned from a prompt pair: the paper's training (section 3.2, appendix) or that of the public code, resumable at
every step.

Each batch of photos goes down the grid from x_T, along the edited path and without backpropagation through time: at
every edited step the predicted x0 is pulled towards the target prompt, and f_t takes one step of the optimiser.
"""

from __future__ import annotations

import copy
import json
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from safetensors.torch import save_file
from torch import Tensor

from asyrp_desktop.core.errors import Cancelled, TrainingError
from asyrp_desktop.core.files import replacing
from asyrp_desktop.core.progress import Progress
from asyrp_desktop.core.training_plan import LossPoint, Recipe
from asyrp_desktop.core.typed_json import decode
from asyrp_desktop.engine.direction import ImplicitShift
from asyrp_desktop.engine.h_space import HSpaceUNet
from asyrp_desktop.engine.reverse_step import predicted_x0, reverse_step
from asyrp_desktop.engine.tensor_file import load_tensors, read_metadata

from .critic import Critic
from .direction_loss import directional_loss, reconstruction_loss
from .identity import IdentityLoss
from .photos import batches
from .processes import Processes
from .trajectories import PhotoPaths

LOOKS = 5  # times that the held-out photos are looked at
LATER_RATE = 0.3  # share of the learning rate, once the shift has its full effect
PATIENCE = 2  # looks in a row at which the held-out loss may lie above its lowest
SAVE_SECONDS = 60.0
HELD_OUT_BATCH = 8
_KEY = "asyrp_training"


@dataclass(frozen=True)
class Objective:
    """What is learned. towards: (E,) target text less source text. cosine: of the prompts, on CLIP's scale."""

    towards: Tensor
    cosine: float
    recipe: Recipe
    seed: int


@dataclass(frozen=True)
class Place:
    """How far a training is."""

    epoch: int = 0
    batch: int = 0  # of the epoch
    k: int = 0  # step of the grid, from T down
    looked: int = 0  # times that the held-out photos were looked at
    gauged: int | None = None  # looks before the shift was brought to its full effect; None: it was not
    summed: float = 0.0  # directional loss since the last look
    count: int = 0  # of what is summed
    seconds: float = 0.0  # worked


@dataclass(frozen=True)
class _Kept:
    """What a checkpoint says besides its tensors."""

    identity: dict[str, Any]
    place: Place
    losses: tuple[LossPoint, ...]


class PromptTraining:
    """One f_t, its optimiser, and how far they are."""

    def __init__(
        self,
        unet: HSpaceUNet,
        critic: Critic,
        objective: Objective,
        photos: PhotoPaths,
        checkpoint: Path,
        identity: IdentityLoss | None = None,
    ) -> None:
        """Goes on from the checkpoint where it is there and of the same training. photos: at least 2. identity: without
        it the recipe's weight of the identity loss does not count.
        """
        self._unet, self._critic, self._objective, self._photos = unet, critic, objective, photos
        self._identity_loss = identity
        self._recipe = recipe = objective.recipe
        self._checkpoint = checkpoint
        self._processes = Processes()
        if len(photos) < 2:
            raise TrainingError("One photo is not enough to learn from.", "Give at least two; a hundred are good.")
        self.held_out, self._trained = _split(len(photos))
        channels = unet.h_shape[0]
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(objective.seed)
            self.shift = ImplicitShift(channels, _embedding_size(unet), math.gcd(32, channels))
        if recipe.zero_start:
            for parameter in self.shift.conv_out.parameters():
                torch.nn.init.zeros_(parameter)
        self.shift.to(unet.device)
        self.place = Place()
        self._optimiser = self._fresh_optimiser(self._learning_rate())
        self.losses: list[LossPoint] = []
        self._best = {name: tensor.clone() for name, tensor in self.shift.state_dict().items()}
        self._sources: dict[tuple[int, int], Tensor] = {}  # by photo and step of the grid
        self._x: Tensor | None = None  # the edited path of the batch under way
        self._resume()

    def run(
        self, progress: Progress, look: Callable[[], None] = lambda: None, gauge: Callable[[], float] = lambda: 1.0
    ) -> None:
        """Train to the end, or until the control says to wind up; then `shift` is the best seen on held-out photos.

        look: called after each look at the held-out photos. gauge: the strength at which `shift` has its full effect,
        for recipes that go on there. Raises Cancelled, with all work kept in the checkpoint.
        """
        saved = began = time.monotonic()
        before = self.place.seconds
        with self._kept_when_cancelled():
            while not self._finished() and not progress.control.winding_up:
                progress.at(self._steps_done(), self._steps_in_all())
                if self._due():
                    self._look()
                    look()
                elif self._to_be_gauged():
                    self._bring_to(gauge())
                else:
                    self._step()
                now = time.monotonic()
                self.place = replace(self.place, seconds=before + now - began)
                if now - saved > SAVE_SECONDS:
                    self._save()
                    saved = now
            if self.place.looked == 0 or self.place.k or not self._due_was_last():
                self._look()
                look()
        self._save()
        self.shift.load_state_dict(self._best)

    @contextmanager
    def _kept_when_cancelled(self) -> Iterator[None]:
        # Only then: a failure may have come in the middle of a step, which must not be kept half done.
        try:
            yield
        except Cancelled:
            self._save()
            raise

    def seconds_a_step(self) -> float:
        """Measured: one step of a batch, training included, without leaving a trace."""
        kept = {name: tensor.clone() for name, tensor in self.shift.state_dict().items()}
        place, x = self.place, self._x
        optimiser = copy.deepcopy(self._optimiser.state_dict())
        took = []
        for k in range(min(3, len(self._photos.steps))):
            began = time.perf_counter()
            self.place = Place(k=k)
            self._step()
            took.append(time.perf_counter() - began)
        self.shift.load_state_dict(kept)
        self._optimiser.load_state_dict(optimiser)
        self.place, self._x = place, x
        return min(took)

    def _step(self) -> None:
        """One step of the grid for one batch."""
        place, unet = self.place, self._unet
        rows = self._rows(place)
        step = self._photos.steps[place.k]
        x = self._photos.noise(rows) if place.k == 0 or self._x is None else self._x
        t = torch.full((len(x),), step.t, device=x.device, dtype=torch.long)
        with torch.no_grad():
            encoded = unet.encode(x, t)
        if math.sqrt(unet.schedule.alpha(step.t)) >= self._recipe.trust:
            with torch.no_grad():
                (eps,) = unet.decode(encoded, [encoded.h])
            (eps_shifted,) = unet.decode(encoded, [encoded.h + self.shift(encoded.h, encoded.temb, step.t)])
            reference = self._photos.predicted(rows, place.k)
            edited = predicted_x0(unet.schedule, step.t, x, eps_shifted)
            source = self._source(rows, place.k)
            directional = self._directional(edited, source).mean()
            kept = reconstruction_loss(edited, reference).mean()
            recipe = self._recipe
            loss = recipe.clip_weight * directional + recipe.recon_weight * self._objective.cosine * kept
            if self._identity_loss is not None:
                loss = loss + recipe.identity_weight * self._identity_loss(edited, reference).mean()
            for group in self._optimiser.param_groups:
                group["lr"] = self._learning_rate()
            self._optimiser.zero_grad()
            loss.backward()
            self._processes.average(p.grad for p in self.shift.parameters() if p.grad is not None)
            self._optimiser.step()
            eps_shifted = eps_shifted.detach()
            place = replace(place, summed=place.summed + directional.item(), count=place.count + 1)
        else:
            with torch.no_grad():
                shifted = encoded.h + self.shift(encoded.h, encoded.temb, step.t)
                eps, eps_shifted = unet.decode(encoded, [encoded.h, shifted])
        residual = self._photos.residual(rows, place.k)
        self._x = reverse_step(unet.schedule, step, x, eps, eps_shifted, 0.0) + residual
        self.place = self._after(place)

    def _after(self, place: Place) -> Place:
        if place.k + 1 < len(self._photos.steps):
            return replace(place, k=place.k + 1)
        self._x = None
        if place.batch + 1 < self._batches():
            return replace(place, batch=place.batch + 1, k=0)
        return replace(place, epoch=place.epoch + 1, batch=0, k=0)

    @torch.no_grad()
    def _look(self) -> None:
        """The directional loss of the held-out photos, along their own edited paths."""
        parts = batches(len(self.held_out), HELD_OUT_BATCH)
        mean = torch.cat([loss for part in parts for loss in self._down_the_path(self.held_out[part])]).mean()
        self._processes.average([mean])
        place = self.place
        training = place.summed / place.count if place.count else float(mean)
        self.losses.append(LossPoint(self._steps_done() / self._steps_in_all(), training, float(mean)))
        if float(mean) <= min(self._comparable()):
            self._best = {name: tensor.clone() for name, tensor in self.shift.state_dict().items()}
        self.place = replace(place, looked=place.looked + 1, summed=0.0, count=0)

    def _to_be_gauged(self) -> bool:
        """Half of the training is done, and the rest is to be done where the direction will be used."""
        half = 2 * self._batches_done() >= self._recipe.epochs * self._batches()
        return self._recipe.full_effect and half and self.place.gauged is None and self.place.k == 0

    def _bring_to(self, strength: float) -> None:
        agreed = torch.tensor(strength)
        self._processes.average([agreed])
        with torch.no_grad():
            for parameter in self.shift.conv_out.parameters():
                parameter *= float(agreed)
        self._best = {name: tensor.clone() for name, tensor in self.shift.state_dict().items()}
        self.place = replace(self.place, gauged=self.place.looked)
        self._optimiser = self._fresh_optimiser(self._learning_rate())

    def _learning_rate(self) -> float:
        every = self._recipe.drop_every
        dropped = 0.1 ** (self.place.epoch // every) if every else 1.0
        return self._recipe.learning_rate * dropped * (1.0 if self.place.gauged is None else LATER_RATE)

    def _directional(self, edited: Tensor, source: Tensor) -> Tensor:
        """Of predicted x0, (B, 3, S, S), and what the critic sees in the pictures they come from, (B, E)."""
        seen = self._critic.images(edited)
        return directional_loss(seen, source, self._objective.towards, self._recipe.formula)

    def _fresh_optimiser(self, rate: float) -> torch.optim.Optimizer:
        kind = torch.optim.SGD if self._recipe.optimiser == "sgd" else torch.optim.Adam
        return kind(self.shift.parameters(), rate)

    def _comparable(self) -> list[float]:
        """The held-out losses since the shift has the strength that it has."""
        return [point.held_out for point in self.losses[self.place.gauged or 0 :]]

    def _down_the_path(self, rows: np.ndarray) -> Iterator[Tensor]:
        """The directional loss at each step that learns, (B,)."""
        unet = self._unet
        x = self._photos.noise(rows)
        for k, step in enumerate(self._photos.steps):
            t = torch.full((len(x),), step.t, device=x.device, dtype=torch.long)
            encoded = unet.encode(x, t)
            shifted = encoded.h + self.shift(encoded.h, encoded.temb, step.t)
            eps, eps_shifted = unet.decode(encoded, [encoded.h, shifted])
            if math.sqrt(unet.schedule.alpha(step.t)) >= self._recipe.trust:
                edited = predicted_x0(unet.schedule, step.t, x, eps_shifted)
                yield self._directional(edited, self._source(rows, k)).cpu()
            x = reverse_step(unet.schedule, step, x, eps, eps_shifted, 0.0) + self._photos.residual(rows, k)

    @torch.no_grad()
    def _source(self, rows: np.ndarray, k: int) -> Tensor:
        """What the critic sees in the photos, (B, E), or in what the k-th step takes for them, as the formula says. It
        looks at each once, and alone: the last bits of what it sees would depend on the others of a batch.
        """
        predicted = self._recipe.formula == "paper"
        k = k if predicted else 0
        for row in rows:
            if (row, k) not in self._sources:
                one = np.array([row])
                picture = self._photos.predicted(one, k) if predicted else self._photos.pictures(one)
                self._sources[row, k] = self._critic.images(picture)
        return torch.cat([self._sources[row, k] for row in rows])

    def _rows(self, place: Place) -> np.ndarray:
        """This process's photos of the batch."""
        order = np.random.default_rng([self._objective.seed, place.epoch]).permutation(self._trained)
        batch = order[place.batch * self._recipe.batch : (place.batch + 1) * self._recipe.batch]
        share = batch[self._processes.rank :: self._processes.count]
        return share if len(share) else batch[:1]  # fewer photos than processes: the first is learned from twice

    def _batches(self) -> int:
        return math.ceil(len(self._trained) / self._recipe.batch)

    def _batches_done(self) -> int:
        return self.place.epoch * self._batches() + self.place.batch

    def _steps_done(self) -> int:
        return self._batches_done() * len(self._photos.steps) + self.place.k

    def _steps_in_all(self) -> int:
        return self._recipe.epochs * self._batches() * len(self._photos.steps)

    def _due(self) -> bool:
        """Whether the held-out photos are to be looked at now: at the start, and at even distances."""
        in_all = self._recipe.epochs * self._batches()
        return self.place.k == 0 and self._batches_done() * LOOKS >= self.place.looked * in_all

    def _due_was_last(self) -> bool:
        return bool(self.losses) and self.losses[-1].done == self._steps_done() / self._steps_in_all()

    def _finished(self) -> bool:
        return self.place.epoch >= self._recipe.epochs or self._rises()

    def _rises(self) -> bool:
        """Early stop: the held-out loss has lain above its lowest for some looks."""
        seen = self._comparable()
        return len(seen) > PATIENCE and min(seen[-PATIENCE:]) > min(seen[:-PATIENCE])

    def _identity(self) -> dict[str, Any]:
        """What must be the same for a checkpoint to be gone on with."""
        return {
            "base": self._unet.fingerprint,
            "critic": self._critic.name,
            "towards": self._objective.towards.cpu().tolist(),
            "recipe": asdict(self._recipe),
            "seed": self._objective.seed,
            "photos": self._photos.key,
            "identity": self._identity_loss and self._identity_loss.fingerprint,
            "first": self._photos.steps[-1].t,
        }

    def _save(self) -> None:
        if self._processes.rank > 0:
            return
        place, tensors = self.place, {}
        if self._x is not None and self._processes.count == 1:
            tensors["x"] = self._x
        elif place.k:  # the paths of the other processes are not here: their batch is done again
            place = replace(place, k=0)
        tensors |= {f"shift.{name}": tensor for name, tensor in self.shift.state_dict().items()}
        tensors |= {f"best.{name}": tensor for name, tensor in self._best.items()}
        for number, values in self._optimiser.state_dict()["state"].items():
            tensors |= {
                f"optimiser.{number}.{name}": value for name, value in values.items() if isinstance(value, Tensor)
            }
        head = {"identity": self._identity(), "place": asdict(place), "losses": self.losses}
        self._checkpoint.parent.mkdir(parents=True, exist_ok=True)
        with replacing(self._checkpoint) as part:
            save_file(
                {name: tensor.cpu().contiguous() for name, tensor in tensors.items()}, part, {_KEY: json.dumps(head)}
            )

    def _resume(self) -> None:
        if not self._checkpoint.is_file():
            return
        try:
            head = decode(read_metadata(self._checkpoint)[_KEY], _Kept)
            if head.identity != self._identity():
                return
            tensors = load_tensors(self._checkpoint, str(self._unet.device))
            groups: dict[str, dict[str, Tensor]] = {"shift": {}, "best": {}, "optimiser": {}}
            self._x = tensors.pop("x", None)
            for name, tensor in tensors.items():
                group, _, rest = name.partition(".")
                groups[group][rest] = tensor
            self.shift.load_state_dict(groups["shift"])
            self._best = groups["best"]
            moments: dict[int, dict[str, Tensor]] = {}
            for name, tensor in groups["optimiser"].items():
                number, _, value = name.partition(".")
                moments.setdefault(int(number), {})[value] = tensor
            self.losses, self.place = list(head.losses), head.place
            self._optimiser = self._fresh_optimiser(self._learning_rate())
            self._optimiser.load_state_dict(self._optimiser.state_dict() | {"state": moments})
        except (OSError, KeyError, TypeError, ValueError, RuntimeError) as error:
            raise TrainingError(
                "The kept state of this training is damaged.", "Start it again without resuming.", repr(error)
            ) from error


def _split(count: int) -> tuple[np.ndarray, np.ndarray]:
    """(held out, trained): every eighth photo is held out."""
    places = np.arange(count)
    return places[places % 8 == 0], places[places % 8 != 0]


def _embedding_size(unet: HSpaceUNet) -> int:
    """E of the U-Net's own time embedding."""
    t = torch.zeros(1, dtype=torch.long, device=unet.device)
    with torch.no_grad():
        return unet.encode(torch.zeros(1, 3, unet.size, unet.size, device=unet.device), t).temb.shape[1]
