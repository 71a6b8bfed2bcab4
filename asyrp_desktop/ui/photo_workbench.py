"""The real workbench: `PhotoEdit` as the window needs it. Nothing heavy is imported before the engine thread asks."""

from __future__ import annotations

import atexit
import gc
import hashlib
import math
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from asyrp_desktop.core.progress import Progress
from asyrp_desktop.core.values import DEFAULT_MODEL, DEFAULT_STEPS, Crop, DirectionInfo, Edit, Picture, Scope

from .engine_protocol import Corners, Prepared, ReadResult, Source

if TYPE_CHECKING:
    from PIL import Image

    from asyrp_desktop.core.variants import VariantOrder
    from asyrp_desktop.photo.keyframes import Keyframe
    from asyrp_desktop.photo.photo import Photo
    from asyrp_desktop.photo.provenance import Provenance
    from asyrp_desktop.photo.square import Square
    from asyrp_desktop.photo_edit import PhotoEdit, Rendered, Studio

# Longest sides of what the screen shows, in pixels: setting an edit back into 24 megapixels takes seconds.
SHOWN_SIDE = 2048
PREVIEW_SIDE = 1024
SMALLEST_LAYER = 512
PREVIEW_SECONDS = 0.8  # what a preview may take; the number of its steps follows from it
PREVIEW_STEPS = (6, 16)  # with fewer the light of the whole picture changes; with more it looks no different
PREVIEW_GAIN = 0.75  # so few steps overshoot; measured over steps and strengths, this comes nearest to the true edit


class PhotoWorkbench:
    """One photo under work at a time."""

    def __init__(self, model: str = DEFAULT_MODEL, steps: int = DEFAULT_STEPS) -> None:
        self._model, self._device = model, "auto"
        self._stale = False  # what is loaded is not what is wanted
        self._steps = steps
        self._preview_steps = PREVIEW_STEPS[0]
        self._studio: Studio | None = None
        self._photo: Photo | None = None
        self._edit: PhotoEdit | None = None
        self._shown: PhotoEdit | None = None  # the same edit of smaller copies of the photo
        self._previewed: PhotoEdit | None = None
        self._rendered: Rendered | None = None
        self._crop = Crop("auto")
        self._scope = Scope()
        self._notices_taken = 0

    def directions(self) -> Sequence[DirectionInfo]:
        from asyrp_desktop.models.library import sliders

        return sliders(self._model)

    def use(self, model: str, device: str) -> None:
        self._model, self._device, self._stale = model, device, True

    def load(self) -> None:
        if self._stale:
            self._stale = False
            self._studio = self._edit = self._shown = self._previewed = self._rendered = None
            self._preview_steps, self._notices_taken = PREVIEW_STEPS[0], 0
            gc.unfreeze()
            gc.collect()  # the network before: there may not be room for both
        if self._studio is None:
            from asyrp_desktop.photo_edit import Studio, leave_one_core

            leave_one_core()
            self._studio = Studio(self._model, self._device)
            # With the hundreds of thousands of objects of torch, one full collection would stall the window for
            # a third of a second, at any moment. They stay for the program's life: they need not be looked at again.
            gc.collect()
            gc.freeze()
            atexit.register(gc.unfreeze)

    def read(self, source: Source) -> ReadResult:
        from asyrp_desktop.photo.photo import load

        photo = load(source) if isinstance(source, Path) else _pasted(source)
        digest = hashlib.sha256(source.read_bytes()).hexdigest() if isinstance(source, Path) else ""
        result = ReadResult(_shown_pictures(photo.smaller(SHOWN_SIDE)), photo.width, photo.height, digest)
        self._photo = photo
        self._edit = self._shown = self._previewed = self._rendered = None
        return result

    def prepare(self, crop: Crop, regions: Sequence[int], progress: Progress) -> Prepared:
        from asyrp_desktop.photo_edit import PhotoEdit

        self.load()
        assert self._studio is not None and self._photo is not None
        if self._edit is None or crop != self._crop:
            edit = PhotoEdit(self._studio, self._photo, crop, self._steps)
            self._shown, self._previewed = edit.reduced(SHOWN_SIDE), edit.reduced(PREVIEW_SIDE)
            self._edit, self._crop, self._scope, self._rendered = edit, crop, Scope(), None
        self._edit.invert(progress, [k for k in regions if k < len(self._edit.regions)])
        faces = all(region.outline is not None for region in self._edit.regions)
        return Prepared(tuple(_corners(region.square) for region in self._edit.regions), faces)

    def preview(self, edit: Edit, progress: Progress) -> tuple[Picture, ...]:
        self._fit(edit.scope)
        assert self._previewed is not None
        began = time.perf_counter()
        damped = [{name: PREVIEW_GAIN * strength for name, strength in one.items()} for one in edit.strengths]
        rendered = self._previewed.render(damped, self._preview_steps, progress)
        a_step = (time.perf_counter() - began) / self._preview_steps
        fewest, most = PREVIEW_STEPS
        self._preview_steps = max(fewest, min(most, round(PREVIEW_SECONDS / a_step)))
        return _shown_pictures(rendered.photo)

    def render(self, edit: Edit, progress: Progress) -> tuple[Picture, ...]:
        self._fit(edit.scope)
        assert self._shown is not None
        rendered = self._shown.render(edit.strengths, progress=progress)
        if self._shown is self._edit:
            self._rendered = rendered
        return _shown_pictures(rendered.photo)

    def save(self, edit: Edit, path: Path, strip_location: bool, progress: Progress) -> None:
        self._fit(edit.scope)
        assert self._edit is not None
        strengths = self._edit.each(edit.strengths or {})
        if self._rendered is None or self._rendered.strengths != strengths:
            self._rendered = self._edit.render(strengths, progress=progress)
        self._edit.save(self._rendered, path, strip_location)

    def keyframe(self, scope: Scope, region: int, strengths: Mapping[str, float], progress: Progress) -> Keyframe:
        from asyrp_desktop.photo.keyframes import Keyframe

        self._fit(scope)
        assert self._edit is not None and self._previewed is not None
        each = [strengths if k == region else {} for k in range(len(self._edit.regions))]
        rendered = self._previewed.render(each, progress=progress)
        return Keyframe.between(self._previewed.photo.pixels, rendered.photo.pixels)

    def _fit(self, scope: Scope) -> None:
        """Set edits back as the scope says."""
        from asyrp_desktop.photo.brush import painted
        from asyrp_desktop.photo_edit import Fitting

        assert self._edit is not None and self._shown is not None and self._previewed is not None
        if scope == self._scope:
            return
        self._scope, self._rendered = scope, None
        width = self._edit.photo.width
        for edit in (self._edit, self._shown, self._previewed):
            photo = edit.photo
            mask = painted(scope.strokes, photo.width, photo.height, photo.width / width)
            edit.fitting = Fitting(scope.reach, painted=mask, local=scope.local)

    def variants(self, order: VariantOrder, progress: Progress) -> Iterator[Picture]:
        from asyrp_desktop.comparing.variants import variants
        from asyrp_desktop.photo_edit import to_picture

        assert self._edit is not None
        return (to_picture(pixels) for pixels in variants(self._edit, order, progress))

    def provenance(self, order: VariantOrder) -> Provenance:
        from asyrp_desktop.comparing.variants import provenance

        assert self._edit is not None
        return provenance(self._edit, order.settings)

    def take_notices(self) -> list[str]:
        notices = self._studio.editor.notices[self._notices_taken :] if self._studio else []
        self._notices_taken += len(notices)
        return notices


def _pasted(picture: Picture) -> Photo:
    import numpy as np

    from asyrp_desktop.photo.photo import Photo

    return Photo(np.frombuffer(picture.data, np.uint8).reshape(picture.height, picture.width, 3))


def _shown_pictures(photo: Photo) -> tuple[Picture, ...]:
    """In sRGB, and in falling sizes."""
    from PIL import Image

    image = Image.fromarray(photo.pixels)
    pictures = [_picture(image)]
    while max(image.size) > SMALLEST_LAYER:
        image = image.reduce(2)
        pictures.append(_picture(image))
    return tuple(pictures)


def _picture(image: Image.Image) -> Picture:
    return Picture(image.width, image.height, image.tobytes())


def _corners(square: Square) -> Corners:
    across = math.cos(square.roll) * square.side, math.sin(square.roll) * square.side
    left, top = square.top_left
    return (
        (left, top),
        (left + across[0], top + across[1]),
        (left + across[0] - across[1], top + across[1] + across[0]),
        (left - across[1], top + across[0]),
    )
