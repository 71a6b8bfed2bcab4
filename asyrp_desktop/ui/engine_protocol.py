"""What the window and the engine thread say to each other: frozen requests one way, frozen events the other.

One request is under way at a time, and ends with exactly one of Finished, Stopped or Failed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from PySide6.QtGui import QImage

from asyrp_desktop.core.progress import Control, Progress, Report
from asyrp_desktop.core.values import Crop, DirectionInfo, Edit, Picture, Scope
from asyrp_desktop.core.variants import VariantOrder
from asyrp_desktop.photo.provenance import Provenance

if TYPE_CHECKING:
    import numpy as np

    from asyrp_desktop.photo.keyframes import Keyframe

Source = Path | Picture
"""Where a photo comes from: a file, or the clipboard."""

Corners = tuple[tuple[float, float], ...]
"""Of a square that the model sees, in photo pixels."""


class Busy(Enum):
    """What the engine does. There is no other record of it in the window."""

    IDLE = auto()
    LOADING = auto()  # the base model
    READING = auto()  # a photo
    PREPARING = auto()  # the photo's inversion
    PREVIEWING = auto()
    SETTLING = auto()  # the full render
    SAVING = auto()
    VARYING = auto()  # many strengths of the photo, for a grid or a morph
    CLOSING = auto()

    @property
    def can_be_cancelled(self) -> bool:
        return self in (Busy.PREPARING, Busy.PREVIEWING, Busy.SETTLING, Busy.SAVING, Busy.VARYING)


@dataclass(frozen=True)
class LoadModel:
    """The base model, unless it is loaded already."""

    busy = Busy.LOADING


@dataclass(frozen=True)
class ReadPhoto:
    source: Source
    busy = Busy.READING


@dataclass(frozen=True)
class PreparePhoto:
    """Find what of the photo that was read last is edited, and invert it.

    regions: only these of the crop's; places in their order, of which those that do not exist are passed over.
    """

    crop: Crop
    regions: tuple[int, ...]
    steps: int | None = None  # of the inversion; None: the usual
    busy = Busy.PREPARING


@dataclass(frozen=True)
class PreviewEdit:
    """A quick look at the prepared photo with this edit."""

    edit: Edit
    busy = Busy.PREVIEWING


@dataclass(frozen=True)
class RenderEdit:
    """The true edit, at full steps."""

    edit: Edit
    busy = Busy.SETTLING


@dataclass(frozen=True)
class SaveEdit:
    edit: Edit
    path: Path
    strip_location: bool
    keep_date: bool = False
    busy = Busy.SAVING


@dataclass(frozen=True)
class RenderVariants:
    """The settings of an order, from this number on, where and as the scope says."""

    order: VariantOrder
    scope: Scope
    start: int = 0
    busy = Busy.VARYING


@dataclass(frozen=True)
class RenderKeyframe:
    """What one strength of one direction changes of one region; computed before it is asked for."""

    scope: Scope
    region: int
    direction: str
    strength: float
    busy = Busy.IDLE  # nobody waits for it, and it makes way for all else


@dataclass(frozen=True)
class TraceEdit:
    """The predicted x0 along the reverse process of the first region that is edited."""

    edit: Edit
    busy = Busy.VARYING


Request = (
    LoadModel
    | ReadPhoto
    | PreparePhoto
    | PreviewEdit
    | RenderEdit
    | SaveEdit
    | RenderVariants
    | RenderKeyframe
    | TraceEdit
)


class Waypoint(NamedTuple):
    """What the reverse process takes for the photo at timestep t."""

    t: int
    original: Picture
    edited: Picture


class Layers(NamedTuple):
    """A picture in falling sizes, so that it is smooth at every zoom; each half the one before.

    changes: (N, S, S, 5), of each region, where it is of an edit; see `photo.motion`.
    """

    images: tuple[QImage, ...]
    changes: np.ndarray | None = None


@dataclass(frozen=True)
class Problem:
    """A failure, told to a person."""

    message: str
    remedy: str = ""
    details: str = ""


class Prepared(NamedTuple):
    """What of a photo is edited. faces: whether the regions are faces, the largest first."""

    regions: tuple[Corners, ...]
    faces: bool


@dataclass(frozen=True)
class Progressed:
    report: Report


@dataclass(frozen=True)
class PhotoRead:
    layers: Layers
    width: int  # of the photo itself; the layers may be smaller
    height: int
    digest: str  # see `ReadResult`

    def without_pixels(self) -> PhotoRead:
        return replace(self, layers=Layers(()))


@dataclass(frozen=True)
class PhotoPrepared:
    request: PreparePhoto
    prepared: Prepared


@dataclass(frozen=True)
class EditRendered:
    layers: Layers


@dataclass(frozen=True)
class VariantRendered:
    """number: of its setting in the order."""

    number: int
    picture: Picture


@dataclass(frozen=True)
class KeyframeRendered:
    keyframe: Keyframe


@dataclass(frozen=True)
class EditTraced:
    """way: the noisiest first. motion, levels: what the edit changes of the region, see `photo.motion`."""

    way: tuple[Waypoint, ...]
    motion: Picture
    levels: Picture


@dataclass(frozen=True)
class VariantsRendered:
    """All of an order are there. provenance: what a picture of them says of itself."""

    provenance: Provenance


@dataclass(frozen=True)
class Noticed:
    """Something about how the work went that the user should know: another device took over, say."""

    text: str


@dataclass(frozen=True)
class Finished:
    """The request was done."""


@dataclass(frozen=True)
class Stopped:
    """The request was cancelled: an outcome, not a failure."""


@dataclass(frozen=True)
class Failed:
    problem: Problem


Event = (
    Progressed
    | PhotoRead
    | PhotoPrepared
    | EditRendered
    | VariantRendered
    | VariantsRendered
    | KeyframeRendered
    | EditTraced
    | Noticed
    | Finished
    | Stopped
    | Failed
)


@dataclass(frozen=True)
class ReadResult:
    """A photo as a workbench shows it. pictures: the largest first, each half the one before."""

    pictures: tuple[Picture, ...]
    width: int
    height: int
    digest: str  # SHA-256 of its file, or of the pixels that were pasted


class RenderResult(NamedTuple):
    """pictures, changes: see `Layers`."""

    pictures: tuple[Picture, ...]
    changes: np.ndarray


@dataclass(frozen=True)
class Job:
    """A request with its switch."""

    request: Request
    control: Control = field(default_factory=Control)


class Workbench(Protocol):
    """The work itself, in core's values, blocking. Called on the engine thread, but for `directions`, `use` and
    `renew_directions`.

    Each may raise AsyrpError; those with a progress, Cancelled too.
    """

    def directions(self) -> Sequence[DirectionInfo]:
        """What the sliders are. Quick: called before the first window is drawn."""
        ...

    def use(self, model: str, device: str) -> None:
        """From the next `load` on: another base model, or the same as it is now set up. Quick, on any thread."""
        ...

    def renew_directions(self) -> None:
        """A direction may do otherwise than before under the same name. Quick, on any thread."""
        ...

    def load(self) -> None: ...

    def read(self, source: Source) -> ReadResult:
        """Where this raises, the photo before stays as it was."""
        ...

    def prepare(self, crop: Crop, regions: Sequence[int], progress: Progress, steps: int | None = None) -> Prepared:
        """See `PreparePhoto`."""
        ...

    def preview(self, edit: Edit, progress: Progress) -> RenderResult:
        """Of the crop that was prepared last, as are all the others below."""
        ...

    def render(self, edit: Edit, progress: Progress) -> RenderResult: ...

    def save(self, edit: Edit, path: Path, strip_location: bool, progress: Progress) -> None: ...

    def variants(self, order: VariantOrder, scope: Scope, progress: Progress) -> Iterator[Picture]:
        """The photo with each setting, as each is done."""
        ...

    def keyframe(self, scope: Scope, region: int, strengths: Mapping[str, float], progress: Progress) -> Keyframe:
        """What the strengths change of one region, in the size of a preview."""
        ...

    def trace(self, edit: Edit, progress: Progress) -> EditTraced:
        """See `TraceEdit`."""
        ...

    def provenance(self, order: VariantOrder, scope: Scope) -> Provenance: ...

    def take_notices(self) -> list[str]:
        """Notices since the last call."""
        ...
