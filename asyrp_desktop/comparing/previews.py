"""What directions do, drawn where their files do not show it: the same sample face at strengths -1, 0 and 1."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from asyrp_desktop.core.errors import AsyrpError
from asyrp_desktop.core.paths import SAMPLE_PHOTO
from asyrp_desktop.core.progress import Progress
from asyrp_desktop.core.training_plan import PreviewRow
from asyrp_desktop.core.values import Crop
from asyrp_desktop.core.variants import VariantOrder
from asyrp_desktop.models.previews import keep_previews
from asyrp_desktop.photo.photo import Photo, load
from asyrp_desktop.photo_edit import PhotoEdit, Studio, to_picture
from asyrp_desktop.training.photos import drawn

from .variants import variants

STEPS = 20  # half of a true edit's: at this size nobody sees the difference
SIDE = 160  # pixels
STRENGTHS = (-1.0, 0.0, 1.0)
_SEED = 5  # of the picture that a model of other things than faces draws for itself


def draw_previews(
    model: str, files: Sequence[Path], progress: Progress
) -> Iterator[tuple[Path, PreviewRow | AsyrpError]]:
    """Of directions of one base model; kept in the cache as each is done. Raises ModelError, DeviceError, Cancelled."""
    studio = Studio(model)
    edit = PhotoEdit(studio, _sample(studio, progress.part(0, 0.1)), Crop("auto"), STEPS)
    rest = progress.part(0.1, 1)
    for k, file in enumerate(files):
        span = rest.part(k / len(files), (k + 1) / len(files))
        order = VariantOrder(tuple({str(file): c} if c else {} for c in STRENGTHS), SIDE, face_only=True)
        try:
            row = PreviewRow(*(to_picture(pixels) for pixels in variants(edit, order, span)))
            keep_previews(file, [row])
            yield file, row
        except AsyrpError as error:
            yield file, error


def _sample(studio: Studio, progress: Progress) -> Photo:
    """The bundled portrait; for a model that does not know faces, a picture that it draws itself."""
    if studio.card.alignment:
        return load(SAMPLE_PHOTO)
    return Photo(drawn(studio.editor.unet, 1, _SEED, progress)[0])
