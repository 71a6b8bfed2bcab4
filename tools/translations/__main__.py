"""python -m tools.translations update: texts of the source into resources/translations/*.ts, for Qt Linguist.
python -m tools.translations release: what is translated there into *.qm, for the program.
"""

from __future__ import annotations

import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

from asyrp_desktop.core.files import replacing
from asyrp_desktop.ui.language import FOLDER

from .texts import Text, texts


def known(file: Path) -> dict[Text, str]:
    """The finished translations of a .ts file."""
    root = ET.parse(file).getroot()
    return {
        Text(context.findtext("name", ""), message.findtext("source", "")): message.findtext("translation", "")
        for context in root.iter("context")
        for message in context.iter("message")
        if message.find("translation[@type]") is None
    }


def write(file: Path, wanted: list[Text], translated: Mapping[Text, str]) -> None:
    root = ET.Element("TS", version="2.1", language=file.stem.removeprefix("asyrp_"), sourcelanguage="en")
    for name, group in groupby(wanted, key=lambda text: text.context):
        context = ET.SubElement(root, "context")
        ET.SubElement(context, "name").text = name
        for text in group:
            message = ET.SubElement(context, "message")
            ET.SubElement(message, "source").text = text.source
            translation = ET.SubElement(message, "translation")
            if translated.get(text):
                translation.text = translated[text]
            else:
                translation.set("type", "unfinished")
    ET.indent(root, " ")
    with replacing(file) as part:
        body = ET.tostring(root, encoding="unicode")
        part.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def messages(wanted: list[Text]) -> str:
    """The texts that are found again in what the other parts of the program say."""
    return "".join(f"{text.source}\n" for text in wanted if text.context == "Messages")


def update() -> None:
    wanted = texts()
    (FOLDER / "messages.txt").write_text(messages(wanted), encoding="utf-8")
    for file in sorted(FOLDER.glob("asyrp_*.ts")):
        translated = known(file)
        write(file, wanted, translated)
        missing = sum(text not in translated for text in wanted)
        print(f"{file.name}: {len(wanted)} texts, {missing} to be translated")


def release(file: Path, target: Path) -> None:
    """What the program reads of a .ts file."""
    command = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run([command, "-silent", str(file), "-qm", str(target)], check=True)


def main(words: list[str]) -> None:
    match words:
        case ["update"]:
            update()
        case ["release"]:
            for file in sorted(FOLDER.glob("asyrp_*.ts")):
                release(file, file.with_suffix(".qm"))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
