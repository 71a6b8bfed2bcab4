"""The real workbench: `PhotoEdit` as the window needs it. Nothing heavy is imported before the engine thread asks."""

from __future__ import annotations

import atexit
import gc
import hashlib
import math
import time
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from asyrp_desktop.core.files import read_file
from asyrp_desktop.core.progress import Progress
from asyrp_desktop.core.values import ALL_FACES, DEFAULT_MODEL, DEFAULT_STEPS, Crop, DirectionInfo, Edit, Picture, Scope

from .engine_protocol import Corners, EditTraced, Prepared, ReadResult, RenderResult, Source, Waypoint

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
WAYPOINTS = 8  # of the way that is shown
KEPT_BYTES = 512 << 20  # that photos may take which were under work before, to be gone back to at once
PREVIEW_SECONDS = 0.8  # what a preview may take; the number of its steps follows from it
PREVIEW_STEPS = (8, 16)  # with fewer an edit falls short; with more it looks no different


class _Edits(NamedTuple):
    """The edit of a photo, and the same of smaller copies of it."""

    full: PhotoEdit
    shown: PhotoEdit
    previewed: PhotoEdit


@dataclass(eq=False)
class _Bench:
    """A photo under work, with what was made of it."""

    photo: Photo
    result: ReadResult
    edits: _Edits | None = None
    rendered: Rendered | None = None  # by edits.full
    crop: Crop = ALL_FACES
    scope: Scope = field(default_factory=Scope)

    @property
    def nbytes(self) -> int:
        """Of the photo, what is shown of it, and its inversion."""
        shown = sum(len(picture.data) for picture in self.result.pictures)
        return self.photo.samples.nbytes + shown + (self.edits.full.nbytes if self.edits else 0)


class PhotoWorkbench:
    """One photo under work at a time; the ones before stay at hand."""

    def __init__(self, model: str = DEFAULT_MODEL, steps: int = DEFAULT_STEPS) -> None:
        self._model, self._device = model, "auto"
        self._stale = False  # what is loaded is not what is wanted
        self._directions_stale = False
        self._steps = steps
        self._preview_steps = PREVIEW_STEPS[0]
        self._studio: Studio | None = None
        self._benches: OrderedDict[str, _Bench] = OrderedDict()  # by the photo's digest, the current last

    def directions(self) -> Sequence[DirectionInfo]:
        from asyrp_desktop.models.library import sliders

        return sliders(self._model)

    def use(self, model: str, device: str) -> None:
        self._model, self._device, self._stale = model, device, True

    def renew_directions(self) -> None:
        self._directions_stale = True

    def load(self) -> None:
        if self._stale:
            self._stale = False
            self._studio = None
            for bench in self._benches.values():
                bench.edits = bench.rendered = None
            self._preview_steps = PREVIEW_STEPS[0]
        if self._studio is None:
            from asyrp_desktop.photo_edit import Studio, leave_one_core

            leave_one_core()
            self._studio = Studio(self._model, self._device)
            # With the hundreds of thousands of objects of torch, one full collection would stall the window for
            # a third of a second, at any moment. They stay for the program's life: they need not be looked at again.
            if not gc.get_freeze_count():
                gc.freeze()
                atexit.register(gc.unfreeze)

    def read(self, source: Source) -> ReadResult:
        from asyrp_desktop.photo.photo import load

        digest = _digest(source)
        if digest in self._benches:
            self._benches.move_to_end(digest)
        else:
            photo = load(source) if isinstance(source, Path) else _pasted(source)
            pictures = _shown_pictures(photo.smaller(SHOWN_SIDE))
            self._benches[digest] = _Bench(photo, ReadResult(pictures, photo.width, photo.height, digest))
        while len(self._benches) > 1 and sum(bench.nbytes for bench in self._benches.values()) > KEPT_BYTES:
            self._benches.popitem(last=False)
        return self._bench.result

    @property
    def _bench(self) -> _Bench:
        """That of the current photo."""
        return next(reversed(self._benches.values()))

    def prepare(self, crop: Crop, regions: Sequence[int], progress: Progress, steps: int | None = None) -> Prepared:
        from asyrp_desktop.photo_edit import PhotoEdit

        self.load()
        assert self._studio is not None
        bench = self._bench
        steps = steps or self._steps
        if bench.edits is None or crop != bench.crop or steps != bench.edits.full.steps:
            edit = PhotoEdit(self._studio, bench.photo, crop, steps)
            bench.edits = _Edits(edit, edit.reduced(SHOWN_SIDE), edit.reduced(PREVIEW_SIDE))
            bench.crop, bench.scope, bench.rendered = crop, Scope(), None
        edit = bench.edits.full
        edit.invert(progress, [k for k in regions if k < len(edit.regions)])
        faces = all(region.outline is not None for region in edit.regions)
        return Prepared(tuple(_corners(region.square) for region in edit.regions), faces)

    def preview(self, edit: Edit, progress: Progress) -> RenderResult:
        edits = self._fitted(edit.scope)
        began = time.perf_counter()
        rendered = edits.previewed.render(edit.strengths, self._preview_steps, progress)
        a_step = (time.perf_counter() - began) / self._preview_steps
        fewest, most = PREVIEW_STEPS
        self._preview_steps = max(fewest, min(most, round(PREVIEW_SECONDS / a_step)))
        return RenderResult(_shown_pictures(rendered.photo), rendered.changes)

    def render(self, edit: Edit, progress: Progress) -> RenderResult:
        edits = self._fitted(edit.scope)
        rendered = edits.shown.render(edit.strengths, progress=progress)
        if edits.shown is edits.full:
            self._bench.rendered = rendered
        return RenderResult(_shown_pictures(rendered.photo), rendered.changes)

    def save(self, edit: Edit, path: Path, strip_location: bool, progress: Progress) -> None:
        full, bench = self._fitted(edit.scope).full, self._bench
        strengths = full.each(edit.strengths or {})
        if bench.rendered is None or bench.rendered.strengths != strengths:
            bench.rendered = full.render(strengths, progress=progress)
        full.save(bench.rendered, path, strip_location)

    def keyframe(self, scope: Scope, region: int, strengths: Mapping[str, float], progress: Progress) -> Keyframe:
        from asyrp_desktop.photo.keyframes import Keyframe

        edit = self._fitted(scope).previewed
        each = [strengths if k == region else {} for k in range(len(edit.regions))]
        changes, _ = edit.changes(each, progress=progress)
        patch = edit.patches(changes, each)[region]
        # A copy: the changes of all regions would be held by a view of them.
        patch = patch._replace(change=patch.change.copy())
        return Keyframe(edit.photo.width, edit.photo.height, patch, edit.fitting.painted)

    def _fitted(self, scope: Scope) -> _Edits:
        """They set edits back as the scope says."""
        from asyrp_desktop.photo.brush import painted
        from asyrp_desktop.photo_edit import Fitting

        bench = self._bench
        assert bench.edits is not None and self._studio is not None
        if self._directions_stale:
            self._directions_stale = False
            self._studio.forget_directions()
            for one in self._benches.values():
                one.rendered = None
        if scope != bench.scope:
            bench.scope, bench.rendered = scope, None
            width = bench.edits.full.photo.width
            for edit in bench.edits:
                photo = edit.photo
                mask = painted(scope.strokes, photo.width, photo.height, photo.width / width)
                edit.fitting = Fitting(scope.reach, painted=mask, local=scope.local)
                edit.course = scope.course
        return bench.edits

    def trace(self, edit: Edit, progress: Progress) -> EditTraced:
        from asyrp_desktop.photo.difference import amplified_levels, motion_map
        from asyrp_desktop.photo_edit import to_picture

        full = self._fitted(edit.scope).full
        each = full.each(edit.strengths or {})
        region = next((k for k, one in enumerate(each) if one), 0)
        points, change = full.trace(region, each[region], WAYPOINTS, progress)
        way = tuple(Waypoint(point.t, to_picture(point.original), to_picture(point.edited)) for point in points)
        return EditTraced(way, to_picture(motion_map(change)), to_picture(amplified_levels(change)))

    def variants(self, order: VariantOrder, scope: Scope, progress: Progress) -> Iterator[Picture]:
        from asyrp_desktop.comparing.variants import variants
        from asyrp_desktop.photo_edit import to_picture

        return (to_picture(pixels) for pixels in variants(self._fitted(scope).full, order, progress))

    def provenance(self, order: VariantOrder, scope: Scope) -> Provenance:
        from asyrp_desktop.comparing.variants import provenance

        return provenance(self._fitted(scope).full, order.settings)

    def take_notices(self) -> list[str]:
        sources = [self._studio.editor.notices] if self._studio else []
        sources += [bench.edits.full.notices for bench in self._benches.values() if bench.edits]
        taken = [notice for source in sources for notice in source]
        for source in sources:
            source.clear()
        return taken


def _digest(source: Source) -> str:
    """See `ReadResult`. Empty for a file that cannot be read: loading it tells why."""
    from asyrp_desktop.photo.image_file import MOST_FILE

    try:
        data = read_file(source, MOST_FILE) if isinstance(source, Path) else source.data
        return hashlib.sha256(data).hexdigest()
    except OSError:
        return ""


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
