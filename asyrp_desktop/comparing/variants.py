"""One photo with many strengths: the cells of a grid, the frames of a morph."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np

from asyrp_desktop.core.progress import Progress, silent
from asyrp_desktop.core.variants import Strengths, VariantOrder
from asyrp_desktop.photo.photo import Photo
from asyrp_desktop.photo.provenance import Provenance
from asyrp_desktop.photo.square import Square, cut
from asyrp_desktop.photo_edit import PhotoEdit, common

AROUND = 1.15  # of the model's square: a face with a little of what is around it


def variants(edit: PhotoEdit, order: VariantOrder, progress: Progress | None = None) -> Iterator[np.ndarray]:
    """The photo with each setting, in their order, as each is done: (H, W, 3) uint8. Raises Cancelled."""
    progress = progress or silent()
    inverted = 1 / (1 + len(order.settings))  # an inversion takes about as long as an edit
    edit.invert(progress.part(0, inverted, "inverting"))
    rest = progress.part(inverted, 1, "editing")
    whole = max(edit.photo.width, edit.photo.height)
    face = edit.regions[0].square.side * AROUND
    # Setting edits back into 24 megapixels takes seconds each: no more of them than can be seen.
    small = edit.reduced(math.ceil(order.longest * whole / face) if order.face_only else order.longest)
    for k, strengths in enumerate(order.settings):
        span = rest.part(k / len(order.settings), (k + 1) / len(order.settings))
        photo = small.render(strengths, progress=span).photo
        yield face_of(photo, small.regions[0].square, order.longest) if order.face_only else photo.pixels


def face_of(photo: Photo, square: Square, side: int) -> np.ndarray:
    """What lies in and a little around a square, upright: (side, side, 3) uint8."""
    return cut(photo.pixels, square._replace(side=square.side * AROUND, roll=0.0), side)


def provenance(edit: PhotoEdit, settings: Sequence[Strengths]) -> Provenance:
    """What a picture of all these says of itself."""
    each = tuple(one for setting in settings for one in edit.each(setting))
    studio = edit.studio
    return Provenance(
        studio.card.name, studio.editor.unet.fingerprint, common(each), edit.steps, faces=each, course=edit.said_course
    )
