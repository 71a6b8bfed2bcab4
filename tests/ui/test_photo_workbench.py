"""What the window asks for is done to the photo: the real model on two real faces."""

from __future__ import annotations

import os
import weakref
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from skimage.data import astronaut

from asyrp_desktop.core.errors import PhotoError
from asyrp_desktop.core.progress import silent
from asyrp_desktop.core.values import ALL_FACES, DEFAULT_MODEL, Course, Crop, Edit, Picture, Scope, Stroke
from asyrp_desktop.models import library, shelf
from asyrp_desktop.photo.photo import load
from asyrp_desktop.ui.photo_workbench import PhotoWorkbench


@pytest.fixture(scope="module")
def two_faces(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The second smaller, and to the right of x = 512."""
    photo = Image.fromarray(astronaut())
    both = Image.new("RGB", (900, 512), (90, 100, 110))
    both.paste(photo, (0, 0))
    both.paste(photo.resize((360, 360)), (530, 100))
    path = tmp_path_factory.mktemp("photos") / "two.png"
    both.save(path)
    return path


def pixels(picture: Picture) -> np.ndarray:
    return np.frombuffer(picture.data, np.uint8).reshape(picture.height, picture.width, 3).astype(int)


def test_faces_squares_and_masks(two_faces: Path, tmp_path: Path) -> None:
    bench = PhotoWorkbench(steps=6)
    original = pixels(bench.read(two_faces).pictures[0])
    found = bench.prepare(ALL_FACES, (0,), silent())
    assert found.faces and len(found.regions) == 2

    def change(edit: Edit) -> np.ndarray:
        return np.abs(pixels(bench.render(edit, silent()).pictures[0]) - original).max(2)

    older = {"old": 1.2}
    first = change(Edit(Scope(), (older, {})))
    assert first[:, :512].max() > 20 and not first[:, 530:].any()
    bench.prepare(ALL_FACES, (0, 1), silent())
    second = change(Edit(Scope(), ({}, older)))
    assert not second[:, :512].any() and second[:, 530:].max() > 20

    # Only the upper half is painted; what lies below stays, and with h shifted only there the half itself is another.
    (left, top), _, (_, bottom), _ = found.regions[0]
    middle = (top + bottom) / 2
    upper = Stroke(((left - 100, middle - 250), (left + 400, middle - 250)), 250)
    painted = change(Edit(Scope(strokes=(upper,)), (older, {})))
    assert painted[: int(middle) - 30].any() and not painted[int(middle) + 2 :].any()
    local = change(Edit(Scope(strokes=(upper,), local=True), (older, {})))
    assert (local != painted).any() and not local[int(middle) + 2 :].any()
    near = change(Edit(Scope(reach=0.0), (older, {})))
    assert near.sum() < first.sum() and near.max() > 20

    # The way back to the first edit is exact; what is saved is what was shown.
    assert (change(Edit(Scope(), (older, {}))) == first).all()
    out = tmp_path / "out.png"
    bench.save(Edit(Scope(), (older, {})), out, False, silent())
    assert (np.abs(load(out).pixels.astype(int) - original).max(2) == first).all()

    def way(scope: Scope, strengths: Mapping[str, float]) -> np.ndarray:
        return np.array([pixels(point.edited) for point in bench.trace(Edit(scope, (strengths, {})), silent()).way])

    elsewhere = Scope(strokes=(Stroke(((880, 500), (885, 500)), 5),), local=True)
    hardly = {"old": 1e-6}  # without a strength there is no edit interval to end with
    assert np.abs(way(Scope(), older) - way(Scope(), hardly)).max() > 20
    assert np.abs(way(elsewhere, older) - way(elsewhere, hardly)).max() <= 1  # but for rounding
    drawn = Scope(course=Course(rendering="redraw"))
    assert len(way(drawn, older)) > len(way(Scope(), older))
    redrawn = change(Edit(drawn, (older, {})))
    assert redrawn[:, :512].max() > 20 and (redrawn != first).any() and not redrawn[:, 530:].any()

    square = bench.prepare(Crop("square", (600, 150, 200)), (0, 1), silent())
    assert not square.faces and len(square.regions) == 1
    inside = change(Edit(Scope(Crop("square", (600, 150, 200))), (older,)))
    assert inside[150:350, 600:800].any() and inside[150:350, 600:800].sum() == inside.sum()


def test_a_network_that_is_let_go_is_free_at_once(two_faces: Path) -> None:
    """There may not be room for two, and its thread may not collect garbage: see `asyrp_desktop.ui.garbage`."""
    bench = PhotoWorkbench(steps=6)
    bench.read(two_faces)
    bench.prepare(ALL_FACES, (0,), silent())
    bench.render(Edit(Scope(), ({"smiling": 1.0}, {})), silent())
    assert bench._studio is not None
    before = weakref.ref(bench._studio.editor.unet)
    bench.use(DEFAULT_MODEL, "cpu")
    bench.load()
    assert before() is None


def test_a_direction_that_is_made_anew_is_the_new_one(two_faces: Path, tmp_path: Path) -> None:
    edit = Edit(Scope(), ({"mine": 1.0}, {}))
    bench = PhotoWorkbench(steps=6)
    bench.read(two_faces)
    bench.prepare(ALL_FACES, (0,), silent())
    pictures = []
    for made_of in ("smiling", "old"):
        if pictures:
            library.remove(DEFAULT_MODEL, "mine")
        library.import_file(DEFAULT_MODEL, shelf.find_direction(DEFAULT_MODEL, made_of), "mine")
        bench.renew_directions()
        pictures.append(bench.render(edit, silent()).pictures)
        bench.save(edit, tmp_path / f"{made_of}.png", False, silent())
    assert pictures[0] != pictures[1]
    saved = [load(tmp_path / f"{name}.png").pixels.tobytes() for name in ("smiling", "old")]
    assert saved == [shown[0].data for shown in pictures]


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.jpg")
    with pytest.raises(PhotoError, match="regular"):
        PhotoWorkbench().read(tmp_path / "a.jpg")
