"""A workbench that computes nothing, does it as slowly as asked, fails where asked, and remembers what it was asked."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from asyrp_desktop.core.errors import AsyrpError, PhotoError
from asyrp_desktop.core.progress import Progress
from asyrp_desktop.core.values import Crop, DirectionInfo, Edit, Picture, Scope
from asyrp_desktop.core.variants import Strengths, VariantOrder
from asyrp_desktop.photo.composite import Patch
from asyrp_desktop.photo.keyframes import Keyframe
from asyrp_desktop.photo.motion import LEVELS
from asyrp_desktop.photo.provenance import Provenance
from asyrp_desktop.photo.square import Square
from asyrp_desktop.ui.engine_protocol import Corners, EditTraced, Prepared, ReadResult, RenderResult, Source, Waypoint

STEPS, PREVIEW_STEPS, SIDE = 20, 4, 32


class FakeEngine:
    """fail_at: which call fails, counting from 1, and every one of the same kind after it until `fail_at` is None.

    faces: how many it finds in every photo, beside each other. ahead: seconds for each step of a keyframe; where it is
    None they fail, and sliders show previews.
    """

    def __init__(
        self,
        seconds_per_step: float = 0.0,
        fail_at: int | None = None,
        notices: Sequence[str] = (),
        faces: int = 1,
        ahead: float | None = None,
    ) -> None:
        self.seconds_per_step = seconds_per_step
        self.fail_at = fail_at
        self.calls: list[tuple[str, object]] = []  # begun
        self.done: list[tuple[str, object]] = []
        self.edits: list[Edit] = []  # begun
        self.prepared: list[tuple[Crop, tuple[int, ...]]] = []  # begun
        self.steps = STEPS  # of what was prepared last
        self.stripped = False  # whether the last one saved was to lose its location
        self.keyframes: list[tuple[Scope, int, dict[str, float]]] = []  # begun
        self._ahead = ahead
        self._notices = list(notices)
        self._faces = faces
        self.model = "faces-128"
        self.renewed = 0  # how often directions were

    def directions(self) -> Sequence[DirectionInfo]:
        return [DirectionInfo(n, n.capitalize(), -2.0, 2.0, "global", "fake", 400, {}) for n in ("smiling", "old")]

    def use(self, model: str, device: str) -> None:
        self.model = model

    def renew_directions(self) -> None:
        self.renewed += 1

    def load(self) -> None:
        self._work("load", None)

    def read(self, source: Source) -> ReadResult:
        if isinstance(source, Path) and source.read_bytes() == b"corrupt":
            raise PhotoError(f"“{source.name}” is damaged.", "Choose another.", "details of the damage")
        self._work("read", source)
        digest = hashlib.sha256(source.read_bytes() if isinstance(source, Path) else source.data).hexdigest()
        return ReadResult((plain_picture(100),), 2 * SIDE, 2 * SIDE, digest)

    def prepare(self, crop: Crop, regions: Sequence[int], progress: Progress, steps: int | None = None) -> Prepared:
        self.steps = steps or STEPS
        self.prepared.append((crop, tuple(regions)))
        self._work("prepare", None, progress, STEPS)
        if crop.square:
            return Prepared((corners(*crop.square),), faces=False)
        if crop.kind == "full" or not self._faces:
            return Prepared((corners(0, 0, 2 * SIDE),), faces=False)
        side = 2 * SIDE / self._faces
        return Prepared(tuple(corners(k * side, 0, side) for k in range(self._faces)), faces=True)

    def preview(self, edit: Edit, progress: Progress) -> RenderResult:
        self._begin("preview", edit, progress, PREVIEW_STEPS)
        return self._rendered(edit, 150)

    def render(self, edit: Edit, progress: Progress) -> RenderResult:
        self._begin("render", edit, progress, STEPS)
        return self._rendered(edit, 200)

    def _rendered(self, edit: Edit, grey: int) -> RenderResult:
        changes = [plain_change(grey - 100 if one else 0) for one in edit.strengths]
        return RenderResult((plain_picture(grey),), np.stack(changes))

    def save(self, edit: Edit, path: Path, strip_location: bool, progress: Progress) -> None:
        self.stripped = strip_location
        self._begin("save", edit, progress, STEPS)
        path.write_bytes(b"saved")

    def variants(self, order: VariantOrder, scope: Scope, progress: Progress) -> Iterator[Picture]:
        """As grey as the strengths are high."""
        self.varied_in = scope
        for strengths in order.settings:
            self._work("variant", said(strengths), progress, PREVIEW_STEPS)
            largest = strengths if isinstance(strengths, Mapping) else strengths[0]
            yield plain_picture(100 + round(20 * sum(largest.values())))

    def keyframe(self, scope: Scope, region: int, strengths: Mapping[str, float], progress: Progress) -> Keyframe:
        """As grey as the strengths are high; whoever waits for the engine does not see it among the calls."""
        self.keyframes.append((scope, region, dict(strengths)))
        if self._ahead is None:
            raise AsyrpError("The fake failed to look ahead.")
        for step in range(PREVIEW_STEPS):
            progress.at(step, PREVIEW_STEPS)
            time.sleep(self._ahead)
        before, weight = np.full((SIDE, SIDE, 3), 100, np.uint8), np.ones((SIDE, SIDE), np.float32)
        change = plain_change(20 * sum(strengths.values()))
        return Keyframe(SIDE, SIDE, Patch(Square.around(SIDE, SIDE), before, change, weight), None)

    def trace(self, edit: Edit, progress: Progress) -> EditTraced:
        self._work("trace", said(edit.strengths), progress, STEPS)
        way = tuple(Waypoint(t, plain_picture(100), plain_picture(150)) for t in (999, 500, 0))
        return EditTraced(way, plain_picture(255), plain_picture(178))

    def provenance(self, order: VariantOrder, scope: Scope) -> Provenance:
        return Provenance("fake", "fake-fingerprint", {}, STEPS)

    def take_notices(self) -> list[str]:
        notices, self._notices = self._notices, []
        return notices

    def _begin(self, name: str, edit: Edit, progress: Progress, steps: int) -> None:
        self.edits.append(edit)
        self._work(name, said(edit.strengths), progress, steps)

    def _work(self, name: str, value: object, progress: Progress | None = None, steps: int = 1) -> None:
        self.calls.append((name, value))
        if self.fail_at is not None and len(self.calls) >= self.fail_at:
            raise AsyrpError(f"The fake failed to {name}.", "Mend it.", "injected")
        for step in range(steps):
            if progress:
                progress.at(step, steps)
            time.sleep(self.seconds_per_step)
        self.done.append((name, value))


def said(strengths: Strengths) -> object:
    """As calls tell strengths: of one face as they are, of several together."""
    each = [dict(one) for one in ([strengths] if isinstance(strengths, Mapping) else strengths)]
    return tuple(each) if len(each) > 1 else each[0] if each else {}


def corners(left: float, top: float, side: float) -> Corners:
    return ((left, top), (left + side, top), (left + side, top + side), (left, top + side))


def plain_change(levels: float) -> np.ndarray:
    """See `photo.motion`: nothing moves."""
    change = np.zeros((SIDE, SIDE, 5), np.float32)
    change[..., LEVELS] = levels
    return change


def plain_picture(grey: int) -> Picture:
    return Picture(SIDE, SIDE, bytes([grey]) * (3 * SIDE * SIDE))
