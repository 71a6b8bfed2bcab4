"""All models that there are or could be, as they are to be shown: built in, installed, to be downloaded. No torch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from asyrp_desktop.core import typed_json
from asyrp_desktop.core.errors import ModelError
from asyrp_desktop.core.model_shelf import ModelEntry, ModelState
from asyrp_desktop.core.paths import BUILT_IN_CRITICS, BUILT_IN_MODELS

from . import shelf, store
from .catalog import CatalogEntry, allows_commerce, catalog
from .published import data_set

_MARKS: dict[Literal["base", "critic"], str] = {"base": "unet/config.json", "critic": "open_clip_config.json"}


def entries() -> list[ModelEntry]:
    """Built-in models, then installed ones, then what the catalog offers; base models before text-image models."""
    found: dict[str, ModelEntry] = {}
    for kind, mark in _MARKS.items():
        built_in = BUILT_IN_MODELS if kind == "base" else BUILT_IN_CRITICS
        homes = ((built_in, ModelState.BUILT_IN), (shelf.home() / store.KINDS[kind], ModelState.INSTALLED))
        for home, state in homes:
            for config in sorted(home.glob(f"*/{mark}")):
                folder = home / config.relative_to(home).parts[0]
                found.setdefault(folder.name, _on_disk(folder, kind, state, config))
        found |= {e.name: _offered(e) for e in catalog().values() if e.kind == kind and e.name not in found}
    return list(found.values())


def entry(name: str) -> ModelEntry:
    """Raises ModelError naming what there is."""
    known = {model.name: model for model in entries()}
    if name not in known:
        raise ModelError(f"There is no model “{name}”.", f"Known: {', '.join(known)}.")
    return known[name]


def _on_disk(folder: Path, kind: Literal["base", "critic"], state: ModelState, config: Path) -> ModelEntry:
    card = _json(folder / "card.json")
    licence = _text(card, "licence") or ("MIT" if state is ModelState.BUILT_IN else "unknown")
    return ModelEntry(
        name=folder.name,
        title=_text(card, "title") or folder.name,
        kind=kind,
        domain=_text(card, "domain") or "pictures",
        resolution=_resolution(config, card),
        licence=licence,
        commercial=allows_commerce(licence),
        terms=_text(card, "terms") or _text(card, "attribution"),
        state=state,
        size=store.size_of(folder),
        received=0,
        source=_text(card, "source"),
        calibrated="calibration" in card,
    )


def _text(card: dict[str, Any], name: str) -> str:
    """Of a card, as far as it can be shown; empty where there is none."""
    text = card.get(name)
    return text[:1000] if isinstance(text, str) else ""


def _offered(offered: CatalogEntry) -> ModelEntry:
    received = store.size_of(store.download_folder(offered.name))
    return ModelEntry(
        name=offered.name,
        title=offered.title,
        kind=offered.kind,
        domain=offered.domain,
        resolution=offered.resolution,
        licence=offered.licence,
        commercial=allows_commerce(offered.licence),
        terms=offered.terms,
        state=ModelState.PARTIAL if received else ModelState.AVAILABLE,
        size=offered.about_bytes,
        received=received,
        source=offered.repository,
        calibrated=(known := data_set(offered.data)) is not None and known.curves is not None,
    )


Side = Annotated[int, Field(ge=1, le=10_000)]  # pixels


@dataclass(frozen=True)
class _Vision:
    image_size: Side | tuple[Side, Side]


@dataclass(frozen=True)
class _Model:
    vision_cfg: _Vision


@dataclass(frozen=True)
class _Config:
    """As far as the size of the pictures: a U-Net's, whose places may be patches of pixels, or open_clip's."""

    sample_size: Side | tuple[Side, Side] | None = None
    model_cfg: _Model | None = None


def _resolution(config: Path, card: dict[str, Any]) -> int:
    """0 where it cannot be told."""
    try:
        found = typed_json.read(config, _Config)
    except (OSError, ValueError):
        return 0
    size = found.model_cfg.vision_cfg.image_size if found.model_cfg else found.sample_size or 0
    patch = card.get("patch", 1)
    return (size if isinstance(size, int) else size[0]) * (patch if patch in range(1, 65) else 1)


def _json(path: Path) -> dict[str, Any]:
    """What is in the file; nothing where it cannot be read: a damaged card must not hide the other models."""
    try:
        return typed_json.read(path, dict[str, Any])
    except (OSError, ValueError):
        return {}
