"""Windows: signed programs where a certificate is at hand, the folder as .zip, and an installer made by Inno Setup."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from identity import COMMAND, DIRECTION, EDIT, NAME, PUBLISHER, RELEASES, VERSION

_SCRIPT = Path(__file__).resolve().parent / "windows" / "asyrp-desktop.iss"
SIGN = "ASYRP_SIGN_COMMAND"
"""Environment: what signs a file, such as `signtool sign /fd sha256 /tr … /a`; the file's name is put behind it."""


def sign(folder: Path) -> None:
    """Sign the programs in a folder, if the environment says how."""
    if command := os.environ.get(SIGN):
        for program in folder.glob("*.exe"):
            subprocess.run(f'{command} "{program}"', check=True)


def finish(folder: Path, icons: Path, target: Path) -> list[Path]:
    """Pack the program's folder. target: where to, without a suffix. Returns what was made."""
    made = [Path(shutil.make_archive(str(target), "zip", folder.parent, folder.name))]
    if tool := shutil.which("iscc"):
        subprocess.run([tool, *definitions(folder, icons, target, os.environ.get(SIGN)), str(_SCRIPT)], check=True)
        made.append(target.with_name(f"{target.name}-setup.exe"))
    else:
        print("Inno Setup (iscc) is not here: no installer is made")
    return made


def definitions(folder: Path, icons: Path, target: Path, command: str | None) -> list[str]:
    """What the script is told of the program."""
    words = {
        "AppName": NAME,
        "Version": VERSION,
        "Publisher": PUBLISHER,
        "Command": COMMAND,
        "Source": str(folder),
        "Output": str(target.parent),
        "OutputName": f"{target.name}-setup",
        "Icon": str(icons / f"{COMMAND}.ico"),
        "EditLabel": EDIT.label,
        "EditSuffix": EDIT.suffix,
        "DirectionLabel": DIRECTION.label,
    }
    if RELEASES:
        words["Url"] = RELEASES
    told = [f"/D{name}={value}" for name, value in words.items()]
    if command:
        # In Inno's words, $q is a quotation mark and $f the file.
        told += ["/DSignTool=1", f"/Srelease={command.replace(chr(34), '$q')} $q$f$q"]
    return told


def version_resource(path: Path) -> None:
    """Write what Explorer shows of a program, as PyInstaller reads it."""
    numbers = (*map(int, VERSION.split(".")[:3]), 0)
    words = {
        "CompanyName": PUBLISHER,
        "FileDescription": NAME,
        "FileVersion": VERSION,
        "ProductName": NAME,
        "ProductVersion": VERSION,
    }
    strings = ", ".join(f"StringStruct({name!r}, {value!r})" for name, value in words.items())
    path.write_text(
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}), kids=["
        f"StringFileInfo([StringTable('040904B0', [{strings}])]), "
        "VarFileInfo([VarStruct('Translation', [1033, 1200])])])\n",
        encoding="utf-8",
    )
