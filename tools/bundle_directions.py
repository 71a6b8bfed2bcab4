"""What is written into the bundled directions once they are made.

    python -m tools.bundle_directions record FOLDER PORTRAITS.json
    python -m tools.bundle_directions preview FOLDER

FOLDER: of direction files. `record` writes into them what benchmarks.portraits measured of finished photos. `preview`
draws them on the bundled portrait: faces that they were learned from are not passed on.
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
from asyrp_desktop.engine.direction import load_direction
from asyrp_desktop.engine.direction_file import SUFFIX
from asyrp_desktop.models.previews import embedded


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    recording = commands.add_parser("record")
    recording.add_argument("folder", type=Path)
    recording.add_argument("measured", type=Path)
    recording.set_defaults(run=lambda o: write_record(o.folder, o.measured))
    previewing = commands.add_parser("preview")
    previewing.add_argument("folder", type=Path)
    previewing.set_defaults(run=lambda o: preview(o.folder))
    options = parser.parse_args()
    options.run(options)


def write_record(folder: Path, measured: Path) -> None:
    rows = {row["name"]: row for row in json.loads(measured.read_text(encoding="utf-8"))}
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        direction = load_direction(path)
        head = direction.head
        told = {name: _told(rows[name]) for name in (head.name, head.opposite) if name}
        record = {**head.record, "measured": told if head.opposite else told[head.name]}
        replace(direction, head=replace(head, record=record)).save(path)


def _told(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key != "name"}


def preview(folder: Path) -> None:
    paths = sorted(folder.glob(f"*{SUFFIX}"))
    model = load_direction(paths[0]).head.base_name
    for path, row in draw_previews(model, paths, silent()):
        assert isinstance(row, PreviewRow), row
        direction = load_direction(path)
        told = {**direction.head.record, "previews": [embedded(row)]}
        replace(direction, head=replace(direction.head, record=told)).save(path)


if __name__ == "__main__":
    main()
