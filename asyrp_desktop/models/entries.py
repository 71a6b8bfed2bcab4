"""All models that there are or could be, as they are to be shown: built in, installed, to be downloaded. No torch."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal

from asyrp_desktop.core.errors import ModelError
from asyrp_desktop.core.model_shelf import ModelEntry, ModelState
from asyrp_desktop.core.paths import BUILT_IN_CRITICS, BUILT_IN_MODELS

from . import shelf, store
from .catalog import CatalogEntry, allows_commerce, catalog

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
    card, settings = _json(folder / "card.json"), _json(config)
    licence = str(card.get("licence", "MIT" if state is ModelState.BUILT_IN else "unknown"))
    return ModelEntry(
        name=folder.name,
        title=str(card.get("title") or folder.name),
        kind=kind,
        domain=str(card.get("domain", "pictures")),
        resolution=_resolution(settings, card),
        licence=licence,
        commercial=allows_commerce(licence),
        terms=str(card.get("terms") or card.get("attribution") or ""),
        state=state,
        size=store.size_of(folder),
        received=0,
        source=str(card.get("source", "")),
        calibrated="calibration" in card,
    )


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
        calibrated=offered.curves is not None,
    )


def _resolution(settings: dict[str, Any], card: dict[str, Any]) -> int:
    """Of a U-Net's config, whose places may be patches of pixels, or of open_clip's."""
    size = settings.get("sample_size") or settings.get("model_cfg", {}).get("vision_cfg", {}).get("image_size", 0)
    patch = card.get("patch", 1)
    return int(size[0] if isinstance(size, list) else size) * (patch if isinstance(patch, int) else 1)


def _json(path: Path) -> dict[str, Any]:
    """What is in the file; nothing where it cannot be read: a damaged card must not hide the other models."""
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return {}
