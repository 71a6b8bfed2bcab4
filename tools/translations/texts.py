"""Every text of the program that a person reads in the window, found in the source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from asyrp_desktop.core import errors
from asyrp_desktop.core.devices import SETTING_WORDS
from asyrp_desktop.core.paths import BUILT_IN_DIRECTIONS
from asyrp_desktop.engine.direction_file import SUFFIX, read_head
from asyrp_desktop.ui.library.training_record import ELSEWHERE, known

PACKAGE = Path(errors.__file__).parents[1]
WINDOW = PACKAGE / "ui"
ERRORS = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, Exception)}
ROWS = {"Left", "NewRow"}  # of a batch: they say why a photo was not edited
TOLD = {"reason", "why", "problem", "notice"}  # keyword arguments and variables that are shown, too

NAMES = {"source", "target", "critic", "previews"}  # of a direction's record: prompts are not translated
NAMED = ELSEWHERE | {key for key, _, _ in known()}  # of a record, too


class Text(NamedTuple):
    """context: as Qt finds it; see `asyrp_desktop.ui.language`."""

    context: str
    source: str


class Unfindable(Exception):
    """A text that is put together before it is translated."""


def texts() -> list[Text]:
    """In order of contexts. Raises Unfindable."""
    found = {Text("Messages", word) for word in SETTING_WORDS}
    for file in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        if WINDOW in file.parents:
            found |= set(_of_window(tree, file))
        elif "cli" not in file.relative_to(PACKAGE).parts[:1]:
            found |= {Text("Messages", text) for text in _messages(tree) if _says_something(text)}
            found |= {Text("Labels", text) for text in _record_words(tree) if text not in NAMED}
    for file in BUILT_IN_DIRECTIONS.rglob(f"*{SUFFIX}"):
        info = read_head(file).info()
        words = _words([value for key, value in info.record.items() if key not in NAMES])
        found |= {Text("Labels", word) for word in {info.label, *words}}
    return sorted(found)


def _words(record: object) -> Iterator[str]:
    match record:
        case str():
            yield record
        case Mapping():
            yield from _words([*record.keys(), *record.values()])
        case Sequence():
            for value in record:
                yield from _words(value)


def _of_window(tree: ast.Module, file: Path) -> Iterator[Text]:
    contexts = {
        node.name: _constant(call.args[0], file)
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name == "_tr"
        for call in ast.walk(node)
        if isinstance(call, ast.Call) and _name(call) == "translate"
    }
    for node, owner in _with_classes(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = _name(node)
        if name == "tr" and isinstance(node.func, ast.Attribute):
            if not owner:
                raise Unfindable(f"{file.relative_to(PACKAGE.parent)}:{node.lineno}: of no class")
            yield Text(owner, _constant(node.args[0], file))
        elif name == "_tr":
            yield Text(contexts["_tr"], _constant(node.args[0], file))
        elif name == "translate" and len(node.args) == 2 and isinstance(node.args[1], ast.Constant):
            yield Text(_constant(node.args[0], file), _constant(node.args[1], file))


def _with_classes(node: ast.AST, owner: str = "") -> Iterator[tuple[ast.AST, str]]:
    for child in ast.iter_child_nodes(node):
        inside = child.name if isinstance(child, ast.ClassDef) else owner
        yield child, inside
        yield from _with_classes(child, inside)


def _messages(tree: ast.Module) -> Iterator[str]:
    """What errors and notices say, with %1, %2 … for what is filled in."""
    named: dict[str, ast.expr] = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id in TOLD:
            yield from _templates(node.value)
        if not isinstance(node, ast.Call):
            continue
        name = _name(node)
        shown: list[ast.expr] = [keyword.value for keyword in node.keywords if keyword.arg in TOLD]
        if name in ERRORS or name == "Noticed":
            shown += node.args[:2]
        elif name in ROWS:
            shown += [named.get(arg.id, arg) if isinstance(arg, ast.Name) else arg for arg in node.args]
        elif (
            name == "append"
            and isinstance(node.func, ast.Attribute)
            and ast.unparse(node.func).endswith("notices.append")
        ):
            shown += node.args
        for one in shown:
            yield from _templates(one)


def _record_words(tree: ast.Module) -> Iterator[str]:
    """Of the records that directions are given, as they stand in the source."""
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id="record" | "records")], value=value):
                pass
            case ast.keyword(arg="record", value=value):
                pass
            case ast.FunctionDef(name="_record_of") as value:
                pass
            case _:
                continue
        for one in ast.walk(value):
            if isinstance(one, ast.Dict):
                for part in (*one.keys, *one.values):
                    yield from _templates(part) if isinstance(part, ast.Constant | ast.IfExp) else ()


def _templates(node: ast.expr) -> list[str]:
    """Every text that an expression can be; none where it is no text."""
    match node:
        case ast.Constant(value=str(text)):
            return [text]
        case ast.JoinedStr(values=parts):
            text, number = "", 0
            for part in parts:
                if isinstance(part, ast.Constant):
                    text += str(part.value)
                else:
                    number += 1
                    text += f"%{number}"
            return [text]
        case ast.IfExp(body=body, orelse=other):
            return _templates(body) + _templates(other)
        case ast.BoolOp(values=values):
            return [text for value in values for text in _templates(value)]
    return []


def _says_something(template: str) -> bool:
    return bool(re.search(r"[A-Za-z]{2}", re.sub(r"%\d+", "", template)))


def _constant(node: ast.expr, file: Path) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    raise Unfindable(f"{file.relative_to(PACKAGE.parent)}:{node.lineno}: {ast.unparse(node)}")


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
