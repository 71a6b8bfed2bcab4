"""Linux: the folder with what a desktop wants to know, as .tar.gz, and as AppImage where its tool is there."""

from __future__ import annotations

import os
import shutil
import subprocess
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

from icons import SIZES
from identity import APP_ID, COMMAND, DOCUMENTS, LICENCE, NAME, PHOTOS, PUBLISHER, RELEASES, VERSION

_TEMPLATES = Path(__file__).resolve().parent / "linux"


def finish(folder: Path, icons: Path, target: Path) -> list[Path]:
    """Complete the program's folder, and pack it. target: where to, without a suffix. Returns what was made."""
    integrate(folder, icons)
    packed = target.with_name(f"{target.name}.tar.gz")
    with tarfile.open(packed, "w:gz", compresslevel=6) as archive:
        archive.add(folder, target.name, filter=_of_no_one)
    made = [packed]
    if tool := shutil.which("appimagetool"):
        made.append(_app_image(folder, tool, target.with_name(f"{target.name}.AppImage")))
    return made


def integrate(folder: Path, icons: Path) -> None:
    """Put menu entry, AppStream metadata, file types, icons and the script that installs them into the folder."""
    share = folder / "share"
    texts = {
        f"applications/{COMMAND}.desktop": filled("asyrp-desktop.desktop.in"),
        f"metainfo/{APP_ID}.metainfo.xml": filled("metainfo.xml.in"),
        f"mime/packages/{COMMAND}.xml": mime_types(),
    }
    for name, text in texts.items():
        path = share / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for size in SIZES:
        place = share / "icons" / "hicolor" / f"{size}x{size}" / "apps"
        place.mkdir(parents=True, exist_ok=True)
        shutil.copy(icons / f"{COMMAND}-{size}.png", place / f"{COMMAND}.png")
    script = folder / "install.sh"
    script.write_text(filled("install.sh"), encoding="utf-8")
    script.chmod(0o755)


def filled(template: str) -> str:
    """A template with what is known of the program."""
    built = datetime.fromtimestamp(int(os.environ.get("SOURCE_DATE_EPOCH", datetime.now(UTC).timestamp())), UTC)
    words = {
        "APP_ID": APP_ID,
        "COMMAND": COMMAND,
        "DATE": f"{built:%Y-%m-%d}",
        "DEVELOPER_ID": APP_ID.rpartition(".")[0].lower(),
        "LICENCE": LICENCE,
        "MEDIATYPES": "\n    ".join(f"<mediatype>{document.mime}</mediatype>" for document in DOCUMENTS),
        "MIME": "".join(f"{mime};" for mime in (*PHOTOS, *(document.mime for document in DOCUMENTS))),
        "NAME": NAME,
        "PUBLISHER": PUBLISHER,
        "URL": f'<url type="homepage">{escape(RELEASES)}</url>' if RELEASES else "",
        "VERSION": VERSION,
    }
    text = (_TEMPLATES / template).read_text(encoding="utf-8")
    for word, value in words.items():
        text = text.replace(f"@{word}@", value)
    return "\n".join(line for line in text.split("\n") if line.strip() or not template.endswith(".xml.in"))


def mime_types() -> str:
    kinds = "".join(
        f'  <mime-type type="{document.mime}">\n'
        f"    <comment>{escape(document.label)}</comment>\n"
        f'    <sub-class-of type="{document.parent}"/>\n'
        f'    <glob weight="80" pattern="*{document.suffix}"/>\n'
        f'    <icon name="{COMMAND}"/>\n'
        "  </mime-type>\n"
        for document in DOCUMENTS
    )
    space = "http://www.freedesktop.org/standards/shared-mime-info"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<mime-info xmlns="{space}">\n{kinds}</mime-info>\n'


def _of_no_one(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


def _app_image(folder: Path, tool: str, target: Path) -> Path:
    home = target.with_suffix(".AppDir")
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(folder, home, symlinks=True)
    shutil.copy(home / "share" / "applications" / f"{COMMAND}.desktop", home)
    shutil.copy(home / "share" / "icons" / "hicolor" / "256x256" / "apps" / f"{COMMAND}.png", home)
    (home / "AppRun").symlink_to(COMMAND)
    subprocess.run([tool, str(home), str(target)], check=True)
    shutil.rmtree(home)
    return target
