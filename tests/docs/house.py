# SPDX-License-Identifier: EUPL-1.2
"""The floor plan of a service: which rooms there are, and what each may import; and the services' source, read as trees.

For: `test_house` and `test_typed_state`, which hold it, and `rooms`, which shows it. Not for: the kit, whose rooms stand on
its own page.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ("intake", "triage", "meetings", "regie")

ALL = (
    "access",
    "api",
    "cli",
    "domain",
    "handlers",
    "lookups",
    "pages",
    "partner",
    "queries",
    "readers",
    "service",
    "views",
)
"""Every room of a service. One that it does not need is absent."""
ONLY: Mapping[str, tuple[str, ...]] = {"partner": ("intake",)}
"""Rooms that some services have only: partners' systems come in by intake."""
FILES = ("__init__", "access", "cli", "handlers", "lookups", "partner", "queries", "service")
"""Those that are one file; `readers` may be either."""
MAY_IMPORT: Mapping[str, tuple[str, ...]] = {
    "domain": ("readers",),
    "readers": (),
    "handlers": ("domain", "readers"),
    "queries": ("domain",),
    "access": ("queries",),
    "views": ("domain",),
    "lookups": ("domain", "queries", "views"),
    "api": ("domain", "queries", "views", "lookups"),
    "pages": ("domain", "queries", "views", "lookups"),
    "partner": ("domain", "queries", "views", "lookups"),
    "service": ALL,
    "cli": ("service",),
}
"""Room → the other rooms of its service that it may import."""
MAY_READ = ("events", "rules")
"""The rooms of a domain that may import `readers`: what was told, and what several decisions make of it."""
DOMAIN = ("commands", "derived", "events", "parts", "reminders", "rules")
"""The rooms of a domain, beside one file for each kind of document, which is named after it."""
DOMAIN_MAY_IMPORT: Mapping[str, tuple[str, ...]] = {
    "parts": (),
    "document": ("parts",),
    "rules": ("derived", "document", "parts"),
    "derived": ("rules", "document", "parts"),
    "commands": ("derived", "rules", "document", "parts"),
    "events": ("derived", "rules", "document", "parts"),
    "reminders": ("derived", "rules", "document", "parts"),
}
"""Room of a domain → the others that it may import. What two decisions share is a rule; where others hear what changed, it
asks what follows. No module imports in a circle, so neither do these."""
TOLD_BY = (*SERVICES, "own")
"""Whose events a domain hears: a file or a folder each in `domain/events`."""


@dataclass(frozen=True)
class Module:
    """One module of a service: its dotted name without the package of the service, and its source."""

    service: str
    name: str
    file: Path
    tree: ast.Module

    @property
    def parts(self) -> Sequence[str]:
        """The name, room by room."""
        return self.name.split(".") if self.name else ()

    @property
    def room(self) -> str:
        """The room on the top floor; empty for the package itself."""
        return self.parts[0] if self.parts else ""

    @property
    def domain_room(self) -> str:
        """The room within the domain: one of `DOMAIN`, else `document`; empty for what is not in it."""
        if self.room != "domain" or len(self.parts) == 1:
            return ""
        return self.parts[1] if self.parts[1] in DOMAIN else "document"


def modules(service: str, root: Path = ROOT) -> list[Module]:
    """Every module of a service."""
    package = root / "services" / service / "src" / f"zvhh_{service}"
    found = []
    for file in sorted(package.rglob("*.py")):
        parts = list(file.relative_to(package).with_suffix("").parts)
        if parts[-1] == "__init__":
            parts.pop()
        found.append(Module(service, ".".join(parts), file, ast.parse(file.read_text("utf-8"))))
    return found


def imports(module: Module, known: Mapping[str, Module]) -> Iterator[Module]:
    """The modules of its own service that a module imports, wherever in it."""
    package = f"zvhh_{module.service}"
    for node in ast.walk(module.tree):
        names: list[str] = []
        if isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            names = [f"{node.module}.{one.name}" for one in node.names]
        for name in names:
            if name.partition(".")[0] == package:
                within = name[len(package) + 1 :]
                target = known.get(within) or known.get(within.rpartition(".")[0])
                if target is not None and target is not module:
                    yield target


def circles(service: str, root: Path = ROOT) -> list[list[str]]:
    """Groups of modules that import each other in a circle."""
    known = {one.name: one for one in modules(service, root)}
    reach = {name: {to.name for to in imports(one, known)} for name, one in known.items()}
    while further := {
        name: more - found
        for name, found in reach.items()
        if (more := {to for one in found for to in reach[one]}) - found
    }:
        for name, more in further.items():
            reach[name] |= more
    within = {tuple(sorted(to for to in found if name in reach[to])) for name, found in reach.items() if name in found}
    return [list(group) for group in sorted(within)]


def texts(tree: ast.AST) -> Iterator[tuple[ast.Constant, str]]:
    """Every string in a tree that isn't a docstring, with its text; parts of f-strings too."""
    said = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node, node.value
