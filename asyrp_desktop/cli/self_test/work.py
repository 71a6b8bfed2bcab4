"""What the program is for, done once on the sample photo: read, invert, edit, write, train."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from asyrp_desktop.core.paths import SAMPLE_PHOTO
from asyrp_desktop.core.progress import silent
from asyrp_desktop.core.training_plan import PromptPair, Recipe, TrainingPlan
from asyrp_desktop.core.values import DEFAULT_MODEL, Crop
from asyrp_desktop.engine.schedule import StepGrid
from asyrp_desktop.models.shelf import directions
from asyrp_desktop.photo.photo import FORMATS, Photo, load, save
from asyrp_desktop.photo.provenance import read_provenance
from asyrp_desktop.photo.square import cut
from asyrp_desktop.photo_edit import PhotoEdit, Studio
from asyrp_desktop.training.session import TrainingSession

from . import Check, Damaged

STEPS = 10
DIRECTION = "smiling"


def photos(folder: Path) -> str:
    """Every format that photos are kept in can be written and read, at 16 bits where it has them."""
    y, x = np.mgrid[0:48, 0:64]
    pixels = np.stack([4 * x, 5 * y, 2 * (x + y)], axis=-1).astype(np.uint8)
    for suffix in FORMATS:
        for samples in (pixels, pixels.astype(np.uint16) * 257):
            path = folder / f"{samples.dtype} è 日本{suffix}"
            save(Photo(samples), path)
            again = load(path).pixels
            apart = np.abs(np.asarray(again, np.float64) - pixels).mean()
            if again.shape != pixels.shape or apart > 6:
                raise Damaged(f"{path.name}: {again.shape}, {apart:.1f} levels from what was written")
    return ", ".join(suffix[1:] for suffix in FORMATS)


def editing(folder: Path) -> str:
    """The sample photo is inverted, reconstructed, edited and written."""
    studio = Studio(DEFAULT_MODEL)
    edit = PhotoEdit(studio, load(SAMPLE_PHOTO), Crop("auto"), STEPS)
    if edit.regions[0].outline is None:
        raise Damaged("no face was found in the sample photo")
    again, changed = edit.reconstruct(silent()), edit.render({DIRECTION: 1.0})
    off = np.abs(again.astype(float) - edit.crops).mean()
    after = cut(changed.photo.pixels, edit.regions[0].square, edit.studio.size)
    moved = np.abs(after.astype(float) - edit.crops[0]).mean()
    if off > 2:
        raise Damaged(f"the reconstruction is {off:.1f} levels from the photo")
    if not 2 < moved < 60:
        raise Damaged(f"the edit moved the face by {moved:.1f} levels")
    path = folder / "edited.jpg"
    edit.save(changed, path)
    said = read_provenance(path)
    if said is None or dict(said.strengths) != {DIRECTION: 1.0}:
        raise Damaged(f"the edited photo says {said}")
    if len(known := directions(DEFAULT_MODEL)) < 2:
        raise Damaged(f"directions: {list(known)}")
    place = studio.editor.device
    return f"on {place}; reconstruction {off:.2f} levels off, edit {moved:.1f}; {len(known)} directions"


def training(_: Path) -> str:
    """Ten training steps of a new direction, with the built-in text-image model."""
    steps = 2 * STEPS
    recipe = Recipe(
        steps=steps,
        images=2,
        epochs=1,
        batch=1,
        optimiser="adam",
        learning_rate=1e-3,
        clip_weight=1.0,
        recon_weight=0.3,
    )
    lowest = StepGrid.linear(steps, 1000).timesteps[-STEPS]
    plan = TrainingPlan("self-test", PromptPair("face", "smiling face"), recipe, t_edit=lowest)
    session = TrainingSession(plan, pictures=_pictures())
    direction = session.run()
    losses = direction.head.record["losses"]
    if not losses or losses[-1][0] != 1.0 or not np.isfinite(losses).all():
        raise Damaged(f"losses: {losses}")
    return f"{STEPS} steps; loss {losses[-1][1]:.3f}"


def _pictures() -> np.ndarray:
    """The sample's face and its mirror image: one to learn from, one held out. (2, S, S, 3) uint8."""
    face = PhotoEdit(Studio(DEFAULT_MODEL), load(SAMPLE_PHOTO), Crop("auto"), STEPS).crops[0]
    return np.stack([face, face[:, ::-1]])


CHECKS: dict[str, Check] = {"photos": photos, "editing": editing, "training": training}
