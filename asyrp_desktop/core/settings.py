"""What the program remembers from one day to the next."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from .files import replacing
from .values import DEFAULT_MODEL, DeviceChoice

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settings:
    """One word each, as the command line takes it."""

    model: str = DEFAULT_MODEL  # base model that photos are edited with
    device: DeviceChoice = "auto"  # that it runs on


def read_settings(path: Path) -> Settings:
    """What was kept there; for what is missing or damaged, as it is at first."""
    try:
        kept = dict(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, TypeError) as error:
        _log.warning("%s is damaged: %r", path, error)
        return Settings()
    known = {field.name: kept[field.name] for field in fields(Settings) if isinstance(kept.get(field.name), str)}
    return Settings(**known)


def write_settings(path: Path, settings: Settings) -> None:
    """Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as part:
        part.write_text(json.dumps(asdict(settings), ensure_ascii=False, indent=1), encoding="utf-8")
