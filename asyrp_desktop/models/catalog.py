"""The published models that the program can fetch: resources/catalog.json, typed. No torch, no network.

How large a download is and what it should hash to is told by the hub itself, when it is asked.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from asyrp_desktop.core.errors import ModelError
from asyrp_desktop.core.paths import RESOURCES


@dataclass(frozen=True)
class CatalogEntry:
    """A published model."""

    name: str
    kind: Literal["base", "critic"]
    title: str
    repository: str  # on the hub
    domain: str
    alignment: str | None
    resolution: int
    parameters: int  # numbers in the network, four bytes each as published
    licence: str
    terms: str
    data: str = ""  # the data set that it was trained on, see `published`; "": no base model

    @property
    def about_bytes(self) -> int:
        return 4 * self.parameters


@cache
def catalog() -> dict[str, CatalogEntry]:
    """By name, the recommended first."""
    return {values["name"]: CatalogEntry(**values) for values in _data()["models"]}


def catalog_entry(name: str) -> CatalogEntry:
    """Raises ModelError naming what there is."""
    if name not in catalog():
        raise ModelError(f"The catalog has no model “{name}”.", f"Known: {', '.join(catalog())}.")
    return catalog()[name]


def licences() -> Mapping[str, bool | None]:
    """Those that are offered, and whether each allows commercial use; None: not known."""
    return {licence["name"]: licence["commercial"] for licence in _data()["licences"]}


def allows_commerce(licence: str) -> bool | None:
    """None where it cannot be told."""
    known = {name.casefold(): commercial for name, commercial in licences().items()}
    if licence.casefold() in known:
        return known[licence.casefold()]
    return False if {"nc", "noncommercial"} & set(licence.casefold().replace("non-c", "nonc").split("-")) else None


@cache
def _data() -> dict[str, Any]:
    return json.loads((RESOURCES / "catalog.json").read_text(encoding="utf-8"))
