"""A direction's record in words: how it was made, from what, and what it was measured to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication

from asyrp_desktop.core.direction_library import LibraryEntry
from asyrp_desktop.core.training_plan import LossPoint
from asyrp_desktop.ui.language import label

Fact = tuple[str, str]
_USERS = {"folder", "file", "column"}  # the user's own words
ELSEWHERE = {"previews", "losses", "order", "t_edit", "sum", "without"}  # shown otherwise, or known


def facts(entry: LibraryEntry, fingerprint: str) -> list[Fact]:
    """Names and values, in the order in which they are read."""
    info = entry.info
    found = [
        (_tr("Strengths"), f"{info.low:g} … {info.high:g}".replace("-", "−")),
        (_tr("Edits while"), f"t ≥ {info.t_edit}"),
        (_tr("Form"), _form(info.form)),
        (_tr("Made with"), _tr("{n} steps").format(n=entry.steps)),
    ]
    if entry.parts:
        found.append((_tr("Made of"), "\n".join(_part(*part) for part in entry.parts)))
    record = dict(info.record)
    found += [(name, text) for key, name, say in known() if key in record and (text := say(record.pop(key)))]
    found += [(_word(key).capitalize(), _lines(v)) for key, v in record.items() if key not in ELSEWHERE]
    found += [
        (_tr("Base model"), f"{info.base_name}\n{entry.base_fingerprint}"),
        (_tr("Fingerprint"), fingerprint),
        (_tr("File"), entry.path.name),
    ]
    return found


def _form(name: str) -> str:
    """What of h the shift depends on."""
    return {
        "implicit": _tr("a network of h and t"),
        "implicit-adm": _tr("a network of h and t, for ADM models"),
        "per-step": _tr("a shift for each step"),
        "global": _tr("one shift for all steps"),
        "combined": _tr("made of other directions"),
    }[name]


def losses(record: Mapping[str, Any]) -> list[LossPoint]:
    """The loss curve; none where the record has none, or one that is not understood."""
    try:
        return [LossPoint(*(float(value) for value in point)) for point in record.get("losses", ())]
    except (TypeError, ValueError):
        return []


def known() -> Sequence[tuple[str, str, Callable[[Any], str]]]:
    """Keys of a record, what they are called, and how their values are told."""
    return (
        ("method", _tr("Method"), _plain),
        ("source", _tr("From"), lambda value: f"“{value}”"),
        ("target", _tr("To"), lambda value: f"“{value}”"),
        ("critic", _tr("Text-image model"), _plain),
        ("cosine", _tr("Prompts’ cosine"), _plain),
        ("pictures", _tr("Learned from"), _plain),
        ("count", _tr("Pictures"), _plain),
        ("held_out", _tr("Held out"), _plain),
        ("photos_having", _tr("Photos having it"), _plain),
        ("photos_lacking", _tr("Photos lacking it"), _plain),
        ("having", _tr("Having"), _plain),
        ("lacking", _tr("Lacking"), _plain),
        ("balance", _tr("Balanced by"), _plain),
        ("gain", _tr("Gain"), _plain),
        ("seconds", _tr("Took"), _duration),
        ("chosen_over", _tr("Chosen over"), _lines),
        ("measured", _tr("Measured"), _lines),
        ("recipe", _tr("Recipe"), _lines),
    )


def _part(name: str, weight: float | None) -> str:
    return _tr("without {name}").format(name=name) if weight is None else f"{weight:+g} {name}".replace("-", "−", 1)


def _duration(value: Any) -> str:
    if not isinstance(value, int | float):
        return str(value)
    return _tr("{n} s").format(n=round(value)) if value < 90 else _tr("{n} min").format(n=round(value / 60))


def _lines(value: Any) -> str:
    if not isinstance(value, Mapping):
        return _plain(value)
    return "\n".join(f"{_word(key)}: {_plain(one)}" for key, one in value.items())


def _word(text: str) -> str:
    return label(text).replace("_", " ")


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _tr("yes") if value else _tr("no")
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, Mapping):
        return ", ".join(f"{_word(key)} {one if key in _USERS else _plain(one)}" for key, one in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        ends = [_plain(one) for one in value]
        numbers = len(value) == 2 and all(isinstance(one, int | float) for one in value)
        return " … ".join(ends) if numbers else ", ".join(ends)
    return label(str(value))


def _tr(text: str) -> str:
    return QCoreApplication.translate("TrainingRecord", text)
