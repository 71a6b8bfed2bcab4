"""Libraries of the system go in only where something asks for them."""

from __future__ import annotations

import sys
from pathlib import Path

import imagecodecs
import pytest

from orphans import without_orphans


@pytest.mark.skipif(sys.platform != "linux", reason="asks a Linux wheel's libraries")
def test_only_what_is_asked_for_stays() -> None:
    home = Path(imagecodecs.__file__).parent
    codec = next(home.glob("_tiff.*so"))
    libraries = {path.name.split("-")[0]: path for path in home.with_name("imagecodecs.libs").iterdir()}
    asks = ("imagecodecs/_tiff.so", str(codec), "EXTENSION")
    asked = (libraries["libtiff"].name, str(libraries["libtiff"]), "BINARY")
    asked_by_that = (libraries["libjpeg"].name, str(libraries["libjpeg"]), "BINARY")
    orphan = (libraries["libjxl"].name, str(libraries["libjxl"]), "BINARY")
    deep = ("imagecodecs.libs/libjxl.so", str(libraries["libjxl"]), "BINARY")
    assert set(without_orphans([asks, asked, asked_by_that, orphan])) == {asks, asked, asked_by_that}
    assert set(without_orphans([deep, orphan])) == {deep}
