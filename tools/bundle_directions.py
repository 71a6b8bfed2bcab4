"""Choose the bundled directions: of several ways to make each, the one that measures better, at one common strength.

    python -m tools.bundle_directions choose OUT FOLDER=MEASURED [FOLDER=MEASURED ...]
    python -m tools.bundle_directions record OUT MEASURED
    python -m tools.bundle_directions preview OUT

FOLDER: of direction files. MEASURED: the directions.json that benchmarks.quality wrote of them. `choose` takes for each
name the direction that changes what is judged more for what it changes in all, and makes strength 1 what changes a
photo by PSNR decibels. `record` writes into the chosen ones what they were measured to do then, and how far their
sliders go. `preview` draws them on the bundled portrait: faces that they were learned from are not passed on.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from asyrp_desktop.comparing.previews import draw_previews
from asyrp_desktop.core.progress import silent
from asyrp_desktop.core.training_plan import PreviewRow
from asyrp_desktop.engine.direction import Direction, load_direction
from asyrp_desktop.engine.direction_file import SUFFIX
from asyrp_desktop.models.previews import embedded

PSNR, LEAST_PSNR = 28.5, 24.0  # what strength 1 changes, and what the ends of a slider may change at most; decibels
MOST_GAIN = 3.0
LEAST_MONOTONE = 0.7  # share of photos on which the judged attribute must follow the strength

Rows = dict[str, dict[str, Any]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    choosing = commands.add_parser("choose")
    choosing.add_argument("out", type=Path)
    choosing.add_argument("candidates", nargs="+", metavar="FOLDER=MEASURED")
    choosing.set_defaults(run=lambda o: choose(o.out, [tuple(map(Path, c.split("=", 1))) for c in o.candidates]))
    recording = commands.add_parser("record")
    recording.add_argument("out", type=Path)
    recording.add_argument("measured", type=Path)
    recording.set_defaults(run=lambda o: record(o.out, o.measured))
    previewing = commands.add_parser("preview")
    previewing.add_argument("out", type=Path)
    previewing.set_defaults(run=lambda o: preview(o.out))
    options = parser.parse_args()
    options.run(options)


def choose(out: Path, candidates: list[tuple[Path, ...]]) -> None:
    rows = [(folder, _rows(measured)) for folder, measured in candidates]
    out.mkdir(parents=True, exist_ok=True)
    for name in sorted({name for _, of in rows for name in of}):
        made = {folder: of[name] for folder, of in rows if name in of}
        folder = max(made, key=lambda folder: worth(made[folder]))
        for other, row in made.items():
            print(f"{'->' if other is folder else '  '} {name:10} {worth(row):6.2f}  {other}")
        gain = min(10 ** ((made[folder]["PSNR at 1"] - PSNR) / 20), MOST_GAIN)
        others = [row for other, row in made.items() if other is not folder]
        compared = [{key: row[key] for key in ("method", "change at 1", "PSNR at 1", "monotone on")} for row in others]
        strengthened(load_direction(folder / f"{name}{SUFFIX}"), gain, compared).save(out / f"{name}{SUFFIX}")


def worth(row: dict[str, Any]) -> float:
    """Change of what is judged for a root mean square change of the picture of 1. Years of age count as hundredths."""
    unit = 0.01 if row["judged"] == "age_years" else 1.0
    change = abs(row["change at 1"]) * unit / 10 ** (-row["PSNR at 1"] / 20)
    return change if row["monotone on"] >= LEAST_MONOTONE else 0.1 * change


def strengthened(direction: Direction, gain: float, compared: list[dict[str, Any]]) -> Direction:
    """The direction of which strength 1 is what `gain` was. compared: what it was chosen over."""
    for name, tensor in direction.shift.tensors().items():
        if name == "delta_h" or name.startswith("conv_out."):
            tensor *= gain
    known = direction.head.record
    record = {**known, "gain": round(known["gain"] * gain, 3), "chosen_over": compared}
    return replace(direction, head=replace(direction.head, record=record))


def record(out: Path, measured: Path) -> None:
    for name, row in _rows(measured).items():
        path = out / f"{name}{SUFFIX}"
        direction = load_direction(path)
        kept = {key: value for key, value in row.items() if key not in ("direction", "method")}
        head = replace(
            direction.head,
            low=-bearable(row["PSNR at -1"]),
            high=bearable(row["PSNR at 1"]),
            record={**direction.head.record, "measured": kept},
        )
        replace(direction, head=head).save(path)


def bearable(psnr: float) -> float:
    """The greatest strength, in halves, at which a photo keeps LEAST_PSNR. psnr: at strength 1."""
    return min(max(0.5, int(2 * 10 ** ((psnr - LEAST_PSNR) / 20)) / 2), 2.0)


def preview(out: Path) -> None:
    paths = sorted(out.glob(f"*{SUFFIX}"))
    model = load_direction(paths[0]).head.base_name
    for path, row in draw_previews(model, paths, silent()):
        assert isinstance(row, PreviewRow), row
        direction = load_direction(path)
        told = {**direction.head.record, "previews": [embedded(row)]}
        replace(direction, head=replace(direction.head, record=told)).save(path)


def _rows(measured: Path) -> Rows:
    return {row["direction"]: row for row in json.loads(measured.read_text(encoding="utf-8"))}


if __name__ == "__main__":
    main()
