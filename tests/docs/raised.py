# SPDX-License-Identifier: EUPL-1.2
"""Every error that the code can raise, found by reading it: code, text and place, as far as they are written out.

For: `fouten`, which makes the catalogue of them, and the test that it is complete. A part of a text that is filled in at run
time reads as "…". Not for: words that are no errors.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("services/*/src", "shared/*/src")
RAISERS = {"Refused": 0, "Fault": 0, "meld": 0, "PydanticCustomError": 0, "Problem": 1}
"""What makes an error → at which place of its arguments the code stands; text and place of the error follow it."""

PAIRS = ("zvhh_kit/", "zvhh_contracts/given")
"""Where a code and its text also stand together in a tuple or a table, to be raised elsewhere."""
NO_ERRORS = ("zvhh_kit/http/openapi.py", "zvhh_kit/process/telemetry.py")

GAP = "…"
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Raised:
    """One place in the code. `code` may hold a gap too; `text` and `place` are empty where they come from elsewhere."""

    file: str
    code: str
    text: str
    place: str

    def fits(self, code: str) -> bool:
        """Whether it can raise this code."""
        return fits(self.code, code)


def fits(template: str, text: str) -> bool:
    """Whether a text is the template with its gaps filled."""
    return re.fullmatch(re.escape(template).replace(re.escape(GAP), ".*"), text, re.DOTALL) is not None


def raised(root: Path = ROOT) -> list[Raised]:
    """Every one, in the order of the files."""
    found: list[Raised] = []
    for pattern in SOURCES:
        for folder in sorted(root.glob(pattern)):
            for file in sorted(folder.rglob("*.py")):
                if "testing" not in file.parts:
                    found += _Module(file.relative_to(root).as_posix(), ast.parse(file.read_text("utf-8"))).found()
    return list(dict.fromkeys(found))


def templates(root: Path = ROOT) -> set[str]:
    """Every text in the sources, with gaps: also those that are raised by way of a table or a variable."""
    found: set[str] = set()
    for pattern in SOURCES:
        for file in root.glob(f"{pattern}/**/*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if (text := _written(node)) is not None:
                    found.add(text)
    return found


def _written(node: ast.AST) -> str | None:
    """A text that is written out, with a gap for each part that isn't."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        parts = (part.value if isinstance(part, ast.Constant) else GAP for part in node.values)
        return "".join(str(part) for part in parts)
    if isinstance(node, ast.IfExp):
        return _written(node.body)
    return None


class _Module:
    """One file: where it names an error, and what the names in it stand for."""

    def __init__(self, file: str, tree: ast.Module) -> None:
        self._file = file
        self._tree = tree
        self._top = dict(_assigned(tree.body))
        self._everywhere = dict(_assigned(ast.walk(tree)))
        self._calls: dict[str, list[ast.Call]] = {}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                self._calls.setdefault(node.func.id, []).append(node)

    def found(self) -> Iterator[Raised]:
        """Every error of the file."""
        yield from self._in(self._tree, {}, None)
        if any(part in self._file for part in PAIRS) and not self._file.endswith(NO_ERRORS):
            yield from self._pairs()

    def _in(self, node: ast.AST, local: dict[str, ast.AST], within: ast.FunctionDef | None) -> Iterator[Raised]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
                inner = dict(_assigned(ast.walk(child)))
                yield from self._in(child, local | inner, child if isinstance(child, ast.FunctionDef) else None)
                continue
            if isinstance(child, ast.Call):
                yield from self._call(child, local, within)
            yield from self._in(child, local, within)

    def _call(self, call: ast.Call, local: dict[str, ast.AST], within: ast.FunctionDef | None) -> Iterator[Raised]:
        name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
        if name not in RAISERS:
            return
        first = RAISERS[name]
        given = {keyword.arg: keyword.value for keyword in call.keywords}
        arguments = [*call.args[first : first + 3]]
        code_node = arguments[0] if arguments else given.get("code")
        text_node = arguments[1] if len(arguments) > 1 else given.get("text")
        place_node = arguments[2] if len(arguments) > 2 else given.get("place")
        # A code that another module asks for by name
        named = self._top.get(code_node.id) if isinstance(code_node, ast.Name) else code_node
        code = _written(named) if named is not None else None
        if code is None or not _CODE.fullmatch(code.replace(GAP, "x")):
            return
        for text in self._texts(text_node, local, within):
            yield Raised(self._file, code, text, (_written(place_node) or "") if place_node is not None else "")

    def _texts(self, node: ast.AST | None, local: dict[str, ast.AST], within: ast.FunctionDef | None) -> list[str]:
        """The text; of a parameter what each caller in this file gives for it."""
        if isinstance(node, ast.Name):
            if within is not None and node.id in (names := [one.arg for one in within.args.args]):
                at = names.index(node.id)
                args = [call.args[at] for call in self._calls.get(within.name, []) if len(call.args) > at]
                return [text for one in args for text in self._texts(one, self._top, None)] or [""]
            node = local.get(node.id, self._top.get(node.id, node))
        text = _written(node) if node is not None else None
        return [text or ""]

    def _pairs(self) -> Iterator[Raised]:
        for node in ast.walk(self._tree):
            if isinstance(node, ast.Tuple) and len(node.elts) == 2:
                yield from self._pair(*node.elts)
            if isinstance(node, ast.Dict):
                for key, value in zip(node.keys, node.values, strict=True):
                    if key is not None and not isinstance(value, ast.Tuple):
                        yield from self._pair(key, value)

    def _pair(self, code_node: ast.AST, text_node: ast.AST) -> Iterator[Raised]:
        named = self._everywhere.get(text_node.id, text_node) if isinstance(text_node, ast.Name) else text_node
        code, text = _written(code_node), _written(named)
        if code and text and _CODE.fullmatch(code) and _is_sentence(text):
            yield Raised(self._file, code, re.sub(r"\{\w+\}", GAP, text), "")


def _is_sentence(text: str) -> bool:
    return text[0].isupper() and " " in text and text[-1] in ".…"


def _assigned(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, ast.AST]]:
    for node in nodes:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value
