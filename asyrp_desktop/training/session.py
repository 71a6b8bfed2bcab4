"""A training plan carried out: models loaded, prompts checked, photos inverted, f_t learned, the direction made."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from asyrp_desktop.core.errors import TrainingError
from asyrp_desktop.core.progress import Progress, silent
from asyrp_desktop.core.training_plan import PreviewRow, TrainingNews, TrainingPlan
from asyrp_desktop.core.values import DeviceChoice, Picture
from asyrp_desktop.engine.calibration import Calibration
from asyrp_desktop.engine.device import pick_device, place_in_float32
from asyrp_desktop.engine.direction import Direction
from asyrp_desktop.engine.direction_file import DirectionHead
from asyrp_desktop.engine.editor import to_model_range, to_pixel_range
from asyrp_desktop.engine.inversion import Trajectory, invert
from asyrp_desktop.engine.schedule import StepGrid
from asyrp_desktop.models import inversions, shelf
from asyrp_desktop.models.base_model import load_base_model
from asyrp_desktop.models.library import add, forget_training, training_file, training_photos
from asyrp_desktop.models.previews import embedded
from asyrp_desktop.rendering import finished

from .critic import Critic
from .full_effect import full_effect
from .identity import IdentityLoss
from .photos import Crops, drawn, photos_of
from .prompt_training import Objective, PromptTraining
from .prompts import check_prompts, towards
from .trajectories import Trajectories

PREVIEWS = 3
PREVIEW_STEPS = 12
STRENGTHS = (-1.0, 0.0, 1.0)


class TrainingSession:
    """From a plan to a direction."""

    def __init__(self, plan: TrainingPlan, device: DeviceChoice = "auto", pictures: np.ndarray | None = None) -> None:
        """pictures: (N, S, S, 3) uint8 to learn from, in the place of the plan's photos or samples.

        Raises ModelError, DeviceError, and TrainingError where the plan cannot be trained."""
        self.plan = plan
        if (plan.identity is not None) != (plan.recipe.identity_weight > 0):
            raise TrainingError(
                "The identity loss needs a face network and a weight.", "Give both of them, or neither of them."
            )
        self._unet, self._card = load_base_model(shelf.model_folder(plan.model))
        place = pick_device(device)
        place_in_float32(self._unet, place)
        self._critic = Critic(plan.critic, place)
        calibration = self._card.more.get("calibration")
        self.check = check_prompts(
            self._critic,
            Calibration.from_json(calibration) if calibration else None,
            plan.prompts,
            len(self._unet.schedule),
        )
        if self.check.problem:
            raise TrainingError(self.check.problem, "Put it in other words, or choose a larger text-image model.")
        self.t_edit = self.check.t_edit if plan.t_edit is None else plan.t_edit
        self._identity = IdentityLoss(plan.identity, place) if plan.identity is not None else None
        self.crops = Crops(np.empty(0), (), ())
        self._given = pictures

    def run(self, progress: Progress | None = None, tell: Callable[[TrainingNews], None] | None = None) -> Direction:
        """tell: receives losses and previews each time the held-out photos have been looked at; previews take time.

        Raises Cancelled, PhotoError, DiskFull, TrainingError. What was done is kept: the same plan goes on there.
        """
        progress = progress or silent()
        plan, recipe = self.plan, self.plan.recipe
        self.crops = self._pictures(progress.part(0, 0.05, "reading photos" if plan.photos else "drawing samples"))
        kept = training_photos(self._card.name, plan.name)
        inversions.tidy(kept)
        photos = Trajectories(self._unet, self.crops.pictures, recipe.steps, self.t_edit, kept)
        inversions.keep_only(photos.folder)
        photos.prepare(progress.part(0.05, 0.3))
        text = towards(self._critic, plan.prompts, recipe.formula)
        objective = Objective(text, self.check.cosine, recipe, plan.seed)
        training = PromptTraining(self._unet, self._critic, objective, photos, self.checkpoint, self._identity)
        shown = self._shown(training.held_out)

        def look() -> None:
            if tell:
                tell(TrainingNews(tuple(training.losses), self._previews(self._direction(training, shown), shown)))

        def gauge() -> float:
            return self._full_effect(Direction(self._head(training), training.shift), shown)

        training.run(progress.part(0.3, 1, "training"), look, gauge)
        direction = self._direction(training, shown)
        record = {**direction.head.record, "previews": [embedded(row) for row in self._previews(direction, shown)]}
        return replace(direction, head=replace(direction.head, record=record))

    def keep(self, direction: Direction) -> Path:
        """Into the user's library; the training is over then. Returns where it is."""
        path = add(self._card.name, direction.name, direction.save)
        self.forget()
        return path

    def forget(self) -> None:
        """Drop what is kept of a training of this name that is not finished, or is by now: how far it is, and its
        inverted photos.
        """
        forget_training(self._card.name, self.plan.name)

    @property
    def checkpoint(self) -> Path:
        """Where the training is kept until its direction is."""
        return training_file(self._card.name, self.plan.name)

    def _pictures(self, progress: Progress) -> Crops:
        plan, unet = self.plan, self._unet
        if self._given is not None:
            return Crops(self._given, (), ())
        if plan.photos is None:
            return Crops(drawn(unet, plan.recipe.images, plan.seed, progress), (), ())
        return photos_of(plan.photos, unet.size, self._card.alignment, plan.recipe.images, progress)

    def _shown(self, held_out: np.ndarray) -> Trajectory:
        photos = to_model_range(self.crops.pictures[held_out[:PREVIEWS]])
        steps = min(PREVIEW_STEPS, self.plan.recipe.steps)
        return invert(self._unet, photos, StepGrid.linear(steps, len(self._unet.schedule)))

    def _previews(self, direction: Direction, shown: Trajectory) -> tuple[PreviewRow, ...]:
        edited = finished(self._unet, shown, [{direction: c} for c in STRENGTHS], self._card.t_boost)
        pixels = np.rint(to_pixel_range(edited)).astype(np.uint8)
        return tuple(PreviewRow(*(_picture(pixels[v, b]) for v in range(3))) for b in range(pixels.shape[1]))

    def _direction(self, training: PromptTraining, shown: Trajectory) -> Direction:
        head, shift = self._head(training), copy.deepcopy(training.shift).requires_grad_(False)
        gain = self._full_effect(Direction(head, shift), shown)
        for parameter in shift.conv_out.parameters():
            parameter *= gain
        return Direction(replace(head, record={**head.record, "gain": round(gain, 3)}), shift)

    def _full_effect(self, direction: Direction, shown: Trajectory) -> float:
        text = towards(self._critic, self.plan.prompts)
        return full_effect(self._unet, shown, self._critic, text, direction, self._card.t_boost)

    def _head(self, training: PromptTraining) -> DirectionHead:
        plan, unet = self.plan, self._unet
        return DirectionHead(
            name=plan.name,
            form="implicit",
            base_name=self._card.name,
            base_fingerprint=unet.fingerprint,
            h_shape=unet.h_shape,
            t_edit=self.t_edit,
            steps=plan.recipe.steps,
            record={
                "method": "prompt pair",
                "source": plan.prompts.source,
                "target": plan.prompts.target,
                "critic": self._critic.name,
                "cosine": round(self.check.cosine, 4),
                "recipe": asdict(plan.recipe),
                "pictures": "photos" if plan.photos else "samples",
                "count": len(self.crops.pictures),
                "held_out": len(training.held_out),
                "losses": [[round(value, 5) for value in point] for point in training.losses],
                "seconds": round(training.place.seconds),
            },
        )


def _picture(pixels: np.ndarray) -> Picture:
    return Picture(pixels.shape[1], pixels.shape[0], pixels.tobytes())
