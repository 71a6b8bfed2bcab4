"""Setting edits back: nothing outside changes, nothing at all where nothing was edited, and no seams."""

from __future__ import annotations

import math
import tracemalloc
from collections.abc import Callable

import imagecodecs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from asyrp_desktop.photo import region as region_module
from asyrp_desktop.photo.colour import LUMA
from asyrp_desktop.photo.composite import Patch, composite
from asyrp_desktop.photo.motion import LEVELS, MOTION, difference
from asyrp_desktop.photo.photo import Photo
from asyrp_desktop.photo.region import Region, weights
from asyrp_desktop.photo.square import Square, cut
from tests.conftest import ASTRONAUT
from tests.photo.test_square import sizes, squares


def edited(
    photo: Photo,
    regions: list[Region],
    change: float,
    reach: float = 0.25,
    motion: float = 0.0,
    sharpen: bool = True,
    painted: np.ndarray | None = None,
) -> Photo:
    """Every region brighter by so many levels, and moved: each pixel comes from so far below, in the square's side."""
    shares = weights(regions, photo.width, photo.height, reach, 64)
    crops = [cut(photo.pixels, region.square, 64) for region in regions]
    patches = [
        Patch(region.square, crop, difference(crop, crop + np.float32(change)), share, sharpen)
        for region, crop, share in zip(regions, crops, shares, strict=True)
    ]
    for patch in patches:
        patch.change[..., MOTION] = 0.0, motion
    return composite(photo, patches, painted)


def face_outline(cx: float, cy: float, size: float) -> np.ndarray:
    """A round jaw and brows. size: from chin to brows, pixels."""
    angles = np.linspace(math.pi, 0, 17)
    jaw = np.stack((cx + 0.6 * size * np.cos(angles), cy + 0.6 * size * np.sin(angles)), 1)
    brows = np.stack((np.linspace(cx - 0.4 * size, cx + 0.4 * size, 10), np.full(10, cy - 0.4 * size)), 1)
    return np.concatenate((jaw, brows))


@settings(deadline=None, max_examples=150)
@given(
    square=squares,
    size=sizes,
    channels=st.sampled_from([1, 3, 4]),
    depth=st.sampled_from([np.uint8, np.uint16]),
    profile=st.booleans(),
    outlined=st.booleans(),
    sharpen=st.booleans(),
    motion=st.sampled_from([0.0, 0.2]),
)
def test_any_edit_of_any_photo(
    square: Square,
    size: tuple[int, int],
    channels: int,
    depth: type,
    profile: bool,
    outlined: bool,
    sharpen: bool,
    motion: float,
) -> None:
    full = int(np.iinfo(depth).max)
    samples = np.random.default_rng(0).integers(0, full, (size[1], size[0], channels), depth, endpoint=True)
    photo = Photo(samples, icc=imagecodecs.cms_profile("adobergb") if profile and channels == 3 else None)
    before = samples.copy()
    region = Region(square, face_outline(square.cx, square.cy, square.side / 3) if outlined else None)
    assert np.array_equal(edited(photo, [region], 0, sharpen=sharpen).samples, samples)
    changed = edited(photo, [region], 40, sharpen=sharpen, motion=motion).samples
    assert np.array_equal(samples, before) and changed.dtype == depth
    left, top, right, bottom = (max(0, edge) for edge in square.bounds())
    outside = np.ones(samples.shape[:2], bool)
    outside[top:bottom, left:right] = False
    assert np.array_equal(changed[outside], samples[outside])


def test_no_seam_inside_the_photo_and_full_effect_at_its_border() -> None:
    photo = Photo(np.full((100, 200, 3), 100, np.uint8))
    inside = edited(photo, [Region(Square(100, 50, 80))], 50).samples.astype(int)
    assert np.abs(np.diff(inside, axis=1)).max() < 15
    assert inside[50, 100, 0] == 150
    whole = edited(photo, [Region(Square.around(200, 100))], 50)
    assert (whole.samples == 150).all()


def test_the_edit_reaches_hair_and_jaw_and_as_far_as_asked() -> None:
    photo = Photo(np.full((400, 400, 3), 100, np.uint8))
    size = 90.0
    face = Region(Square(200, 200, 380), face_outline(200, 200, size))
    areas = []
    for reach in (0.0, 0.25, 0.6):
        change = edited(photo, [face], 50, reach).samples[..., 0].astype(int) - 100
        assert (change[160:200, 160:240] == 50).all()
        assert np.abs(np.diff(change, axis=0)).max() < 10 and np.abs(np.diff(change, axis=1)).max() < 10
        areas.append(int((change > 0).sum()))
    assert areas[0] < 0.7 * areas[1] < 0.7 * areas[2] * 0.9
    change = edited(photo, [face], 50).samples[..., 0].astype(int) - 100
    chin, hair = round(200 + 0.6 * size), round(200 - 0.9 * size)
    assert change[chin, 200] == change[hair, 200] == 50
    assert change[20, 20] == change[200, 380] == 0


def test_faces_that_meet_share_what_lies_between() -> None:
    photo = Photo(np.full((200, 300, 3), 100, np.uint8))
    regions = [Region(Square(x, 100, 160)) for x in (110, 190)]
    change = edited(photo, regions, 50).samples[..., 0].astype(int) - 100
    assert change.max() <= 52  # the curve between two samples of the weights swings over a little
    assert change[100, 150] >= 49


def test_a_face_costs_what_it_covers_however_many_others_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[int] = []
    distance = region_module._distance

    def counting(polygon: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
        looked_at.append(x.size)
        return distance(polygon, x, y)

    monkeypatch.setattr(region_module, "_distance", counting)
    places = [(60 + 100 * column, 60 + 100 * row) for row in range(6) for column in range(8)]
    regions = [Region(Square(x, y, 90), face_outline(x, y, 30)) for x, y in places]
    shares = weights(regions, 900, 700, 0.25, 32)
    assert sum(looked_at) <= len(regions) * 32 * 32
    assert all(share[16, 16] == 1 for share in shares)


def test_a_painted_mask_limits_the_edit() -> None:
    photo = Photo(np.full((100, 100, 3), 100, np.uint8))
    painted = np.zeros((100, 100), np.uint8)
    painted[40:60, 30:50] = 255
    painted[40:60, 50:60] = 128
    change = edited(photo, [Region(Square(50, 50, 90))], 50, painted=painted).samples[..., 0].astype(int) - 100
    assert (change[40:60, 30:50] == 50).all() and (np.abs(change[40:60, 50:60] - 25) <= 1).all()
    change[40:60, 30:60] = 0
    assert not change.any()


@pytest.mark.parametrize("sharpen", [False, True])
def test_what_follows_the_light_is_enlarged_with_its_details(sharpen: bool) -> None:
    """The true edit halves the contrast; the model sees an eighth of the size."""
    fine = np.random.default_rng(0).normal(0, 20, (128, 128))
    coarse = 60 * np.sin(np.mgrid[0:128, 0:128][0] / 12)
    photo = Photo(np.repeat((fine + coarse + 128).clip(0, 255).astype(np.uint8)[..., None], 3, 2))
    square = Square(64, 64, 128)
    before = cut(photo.pixels, square, 16)
    change = difference(before, 128 + (before.astype(np.float32) - 128) / 2)
    patch = Patch(square, before, change, np.ones((16, 16), np.float32), sharpen)
    edited = composite(photo, [patch]).samples.astype(np.float32)
    missed = np.abs(edited - 128 - (photo.pixels.astype(np.float32) - 128) / 2)[16:-16, 16:-16].mean()
    assert bool(missed < 4) is sharpen


@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
@pytest.mark.parametrize("roll", [0.0, 0.5])
def test_motion_moves_the_photos_own_samples_and_fades_with_the_edit(depth: type, roll: float) -> None:
    """Each pixel comes from 0.05 of the side away, along the square's own axes; larger than a tile."""
    size, side = 1200, 1100.0
    y, x = np.mgrid[0:size, 0:size].astype(np.float64)
    full = np.iinfo(depth).max

    def waves(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return np.stack([0.5 + 0.3 * np.sin(x / 4 + k) * np.cos(y / 5) for k in range(3)], 2) * full

    photo = Photo(np.rint(waves(x, y)).astype(depth))
    square = Square(size / 2, size / 2, side, roll)
    moved = edited(photo, [Region(square)], 0, motion=0.05).samples
    away = 0.05 * side
    expected = waves(x - away * math.sin(roll), y + away * math.cos(roll))
    middle = np.hypot(x - size / 2, y - size / 2) < 0.3 * side
    assert np.abs(moved - expected)[middle].max() < 0.02 * full
    # Finer than 8 bits where the photo is: what is left is what interpolation misses.
    assert np.abs(moved - expected)[middle].mean() < (0.6 if depth is np.uint8 else 0.003 * full)
    rim = np.abs(np.diff(moved.astype(float), axis=1)).max()
    assert rim < 1.6 * np.abs(np.diff(photo.samples.astype(float), axis=1)).max()
    corners = np.hypot(x - size / 2, y - size / 2) > 0.75 * side
    assert np.array_equal(moved[corners], photo.samples[corners])


def test_memory_is_that_of_one_more_photo_however_large_the_face() -> None:
    photo = Photo(np.full((3000, 4000, 3), 100, np.uint8))
    regions = [Region(Square(2000, 1500, 3400, 0.1))]
    tracemalloc.start()
    edited(photo, regions, 20, motion=0.02)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak - photo.samples.nbytes < 150e6  # a square's floats alone would be 400 MB


def test_where_faces_share_pixels_move_as_far_as_both_say_together() -> None:
    """Half of a motion by two faces each is that motion, not twice a half of it laid over each other."""
    photo = Photo(np.repeat((np.arange(200) < 100)[None, :, None] * np.uint8(200), 60, 0).repeat(3, 2))
    change = np.zeros((32, 32, 5), np.float32)
    change[..., MOTION] = 0.1, 0.0
    patches = [
        Patch(Square(100, 30, 100), np.zeros((32, 32, 3), np.uint8), change, np.full((32, 32), share, np.float32))
        for share in (1.0, 0.5, 0.5)
    ]
    alone, shared = composite(photo, patches[:1]).samples, composite(photo, patches[1:]).samples
    assert np.abs(alone.astype(int) - shared).max() <= 1
    assert (alone[30, :89] == 200).all() and not alone[30, 92:].any()


def test_colours_that_no_screen_shows_are_moved_too() -> None:
    samples = np.zeros((60, 200, 3), np.uint8)
    samples[:, :100], samples[:, 100:] = (90, 230, 0), (0, 230, 0)
    photo = Photo(samples, icc=imagecodecs.cms_profile("adobergb"))
    moved = edited(photo, [Region(Square.around(200, 60), None)], 0, motion=0.0)
    assert np.array_equal(moved.samples, samples)
    change = np.zeros((32, 32, 5), np.float32)
    change[..., MOTION] = 0.05, 0.0
    patch = Patch(Square.around(200, 60), np.zeros((32, 32, 3), np.uint8), change, np.ones((32, 32), np.float32))
    red = composite(photo, [patch]).samples[30, :, 0]
    assert (red[:88] == 90).all() and not red[92:].any()


def sepia(light: np.ndarray) -> np.ndarray:
    """(H, W) of 0..1 as colours of 0..1."""
    return np.stack((light**0.8, 0.03 + 0.92 * light, 0.85 * light**1.3), 2)


def cyanotype(light: np.ndarray) -> np.ndarray:
    return np.stack((0.7 * light, 0.85 * light + 0.08, 0.6 * light + 0.38), 2)


def grey(light: np.ndarray) -> np.ndarray:
    return np.repeat(light[..., None], 3, 2)


@pytest.mark.parametrize("profile", [False, True])
@pytest.mark.parametrize("depth", [np.uint8, np.uint16])
@pytest.mark.parametrize("tone", [grey, sepia, cyanotype])
@pytest.mark.parametrize("motion", [0.0, 0.03])
def test_a_photo_without_colours_gets_none(
    tone: Callable[[np.ndarray], np.ndarray], depth: type, profile: bool, motion: float
) -> None:
    """What the model makes of it is redder and bluer."""
    full = np.iinfo(depth).max
    with Image.open(ASTRONAUT) as astronaut:
        light = np.asarray(astronaut.convert("L").crop((100, 0, 400, 300))) / 255
    photo = Photo(
        np.rint(tone(light) * full).astype(depth), icc=imagecodecs.cms_profile("adobergb") if profile else None
    )
    square = Square(130, 120, 150, 0.2)
    crop = cut(photo.pixels, square, 64)
    change = difference(crop, crop + np.array([60, 20, -30], np.float32))
    change[..., MOTION] = motion
    patch = Patch(square, crop, change, weights([Region(square)], 300, 300, 0.25, 64)[0], True)
    result = composite(photo, [patch]).samples
    assert (result != photo.samples).any(2).mean() > 0.1
    lightness = result.astype(float) @ LUMA / full
    levels = np.arange(0, 1.0001, 1 / 4096)[None]
    curve = tone(levels)[0]
    nearest = np.abs((curve @ LUMA)[None, :] - lightness.ravel()[::7, None]).argmin(1)
    away = np.abs(result.reshape(-1, 3)[::7] / full - curve[nearest])
    assert away.max() < (0.5 if tone is grey else 4) / 255
    if tone is grey:
        assert not np.ptp(result, axis=2).any()


def test_colours_stay_where_there_are_some() -> None:
    """A colour photo; and the rounding of a grey JPEG is no colour, and makes none."""
    with Image.open(ASTRONAUT) as astronaut:
        face = astronaut.convert("RGB").crop((100, 0, 400, 300))
    square = Square(130, 120, 150)
    change = np.zeros((64, 64, 5), np.float32)
    change[..., LEVELS] = 30, 0, -30
    share = np.ones((64, 64), np.float32)
    coloured = composite(Photo(np.asarray(face)), [Patch(square, np.zeros((64, 64, 3)), change, share)]).samples
    assert (np.abs(coloured.astype(int) - np.asarray(face)).max(2) > 25).mean() > 0.2
    noise = np.random.default_rng(0).integers(-1, 2, (300, 300, 3))
    near = (np.asarray(face.convert("L"))[..., None].clip(1, 254) + noise).astype(np.uint8)
    result = composite(Photo(near), [Patch(square, np.zeros((64, 64, 3)), change, share)]).samples
    assert np.ptp(result.astype(int), axis=2).max() <= 2
