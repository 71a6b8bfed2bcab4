"""Where the program's own files lie, installed, frozen or in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
# An installed wheel and the frozen program carry the folders inside the package; a checkout has them beside it.
_HOME = _PACKAGE if (_PACKAGE / "resources").is_dir() else _PACKAGE.parent

RESOURCES = _HOME / "resources"
BUILT_IN_MODELS = RESOURCES / "models"
BUILT_IN_CRITICS = RESOURCES / "critics"
BUILT_IN_DIRECTIONS = _HOME / "directions"
SAMPLE_PHOTO = RESOURCES / "sample.jpg"
LICENCES = _HOME / "licences"
"""Of all that is inside; only the packaged program has them."""
