"""Every text of the program that a person reads in the window, found in the source."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import NamedTuple

from asyrp_desktop.core import errors
from asyrp_desktop.core.devices import SETTING_WORDS
from asyrp_desktop.core.paths import BUILT_IN_CRITICS, BUILT_IN_DIRECTIONS, BUILT_IN_MODELS, RESOURCES
from asyrp_desktop.engine.direction_file import SUFFIX, read_head
from asyrp_desktop.ui.library.training_record import ELSEWHERE, known
from asyrp_desktop.ui.model_page.import_form import DOMAINS

PACKAGE = Path(errors.__file__).parents[1]
WINDOW = PACKAGE / "ui"
ROWS = {"Left", "NewRow"}  # of a batch: they say why a photo was not edited
# Keyword arguments and variables that are shown, too.
TOLD = {"message", "remedy", "reason", "why", "problem", "notice", "notes"}

NAMES = {"source", "target", "critic", "previews"}  # of a direction's record: prompts are not translated
NAMED = ELSEWHERE | {key for key, _, _ in known()}  # of a record, too

SAID_OF_MODELS = ("title", "domain", "terms", "attribution")  # of a card or the catalog


class Text(NamedTuple):
    """context: as Qt finds it; see `asyrp_desktop.ui.language`."""

    context: str
    source: str


class Unfindable(Exception):
    """A text that is put together before it is translated."""


def texts() -> list[Text]:
    """In order of contexts. Raises Unfindable."""
    found = {Text("Messages", word) for word in SETTING_WORDS}
    trees = sources()
    told = error_classes(trees.values())
    for file, tree in trees.items():
        if "cli" in file.relative_to(PACKAGE).parts[:1]:
            continue
        found |= {Text("Messages", text) for text in _messages(tree, told, file) if _says_something(text)}
        if WINDOW in file.parents:
            found |= set(_of_window(tree, file))
        else:
            found |= {Text("Labels", text) for text in _record_words(tree) if text not in NAMED}
    found |= {Text("Labels", word) for word in _model_words()}
    for file in BUILT_IN_DIRECTIONS.rglob(f"*{SUFFIX}"):
        info = read_head(file).info()
        words = _words([value for key, value in info.record.items() if key not in NAMES])
        found |= {Text("Labels", word) for word in {info.label, info.opposite_label, *words} if word}
    return sorted(found)


def sources() -> dict[Path, ast.Module]:
    """Of the program, by file."""
    return {file: ast.parse(file.read_text(encoding="utf-8")) for file in sorted(PACKAGE.rglob("*.py"))}


def error_classes(trees: Iterable[ast.Module]) -> set[str]:
    """Names of all errors that are told to a person, wherever they are defined."""
    bases = {
        node.name: {ast.unparse(base).rpartition(".")[2] for base in node.bases}
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    }
    found = {errors.AsyrpError.__name__}
    while more := {name for name, of in bases.items() if of & found} - found:
        found |= more
    return found


def _words(record: object) -> Iterator[str]:
    match record:
        case str():
            yield record
        case Mapping():
            yield from _words([*record.keys(), *record.values()])
        case Sequence():
            for value in record:
                yield from _words(value)


def _model_words() -> Iterator[str]:
    """What the catalog and the cards of built-in models say, and what is offered for models of one's own."""
    catalog = json.loads((RESOURCES / "catalog.json").read_text(encoding="utf-8"))
    cards = [path for home in (BUILT_IN_MODELS, BUILT_IN_CRITICS) for path in sorted(home.glob("*/card.json"))]
    models = [*catalog["models"], *(json.loads(card.read_text(encoding="utf-8")) for card in cards)]
    yield from (model[key] for model in models for key in SAID_OF_MODELS if model.get(key))
    yield from (licence["name"] for licence in catalog["licences"] if licence["name"].islower())  # others are names
    yield from DOMAINS


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


def _messages(tree: ast.Module, told: Set[str], file: Path) -> Iterator[str]:
    """What errors and notices say, with %1, %2 … for what is filled in."""
    named: dict[str, ast.expr] = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for value in _told(node.targets[0], node.value):
                yield from _templates(value)
        if not isinstance(node, ast.Call):
            continue
        name = _name(node)
        shown: list[ast.expr] = [keyword.value for keyword in node.keywords if keyword.arg in TOLD]
        if name in told:
            for argument in node.args[:2]:
                if not _is_found(argument):
                    raise Unfindable(f"{file.relative_to(PACKAGE.parent)}:{node.lineno}: {ast.unparse(argument)}")
            shown += node.args[:2]
        elif name == errors.AsyrpError.unwritten.__name__:
            shown.append(node.args[0])
        elif name == "Noticed":
            shown += node.args
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


def _told(target: ast.expr, value: ast.expr) -> Iterator[ast.expr]:
    """What of an assignment goes to variables that are shown."""
    match target, value:
        case ast.Tuple(elts=targets), ast.Tuple(elts=values):
            for one, its in zip(targets, values, strict=True):
                yield from _told(one, its)
        case ast.Name(id=name), _ if name in TOLD:
            yield value


def _is_found(argument: ast.expr) -> bool:
    """Whether an error's text stands there, or where it is looked for, or is the system's."""
    match argument:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name in TOLD
        case ast.Call(func=ast.Name(id="str")):
            return True
    return bool(_templates(argument))


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
            filled_in: list[str] = []
            for part in parts:
                if isinstance(part, ast.Constant):
                    text += str(part.value)
                else:
                    number += 1
                    text += f"%{number}"
                    filled_in += _templates(part.value) if isinstance(part, ast.FormattedValue) else []
            return [text, *filled_in]
        case ast.IfExp(body=body, orelse=other):
            return _templates(body) + _templates(other)
        case ast.BoolOp(values=values) | ast.Tuple(elts=values):
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
