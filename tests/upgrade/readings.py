# SPDX-License-Identifier: EUPL-1.2
"""Everything that everybody reads of a system, and what of it is no longer said.

For: before and after an upgrade. Not for: who may read what (`tests/e2e/test_access`).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tests.e2e.asked import ASKED

from zvhh_local.outside import Outside

__all__ = ["READERS", "Answers", "everything", "lost"]

READERS = ("noor.zv", "fred.zv", "bea.zv", "vera.vt", "piet.po", "gijs.gz", "mia.gm", "rob.rn")
APART = ("/.", "/v1/evaluatie")
"""Not compared: keys, and figures, which count every zaak that comes."""

Answers = Mapping[tuple[str, str, str], Any]
"""Who, service, path → what was answered with 200."""


async def everything(outside: Outside, zaken: Iterable[str]) -> dict[tuple[str, str, str], Any]:
    """Every question that changes nothing, by everybody, about each of these zaken."""
    found = {}
    for service, table in ASKED.items():
        for asked in table.values():
            if asked.method != "GET" or asked.path.startswith(APART) or "/concepten/" in asked.path:
                continue
            for zaak in zaken if asked.about_a_zaak else [""]:
                for who in READERS:
                    reply = await outside.get(who, service, path := asked.at(zaak))
                    assert reply.status < 500, f"{who} {service} {path}: {reply.status} {reply.body}"
                    if reply.status == 200:
                        found[who, service, path] = reply.body
    return found


def lost(before: Any, after: Any, place: str = "") -> Iterator[str]:
    """The places of what stands in `before` and not, or otherwise, in `after`. What came beside it is no loss."""
    if isinstance(before, dict) and isinstance(after, dict):
        for name, value in before.items():
            if name in after:
                yield from lost(value, after[name], f"{place}.{name}")
            elif value is not None:
                yield f"{place}.{name} is gone"
    elif isinstance(before, list) and isinstance(after, list):
        there = dict(_named(after))
        for name, one in _named(before):
            yield from lost(one, there[name], f"{place}[{name}]") if name in there else [f"{place}[{name}] is gone"]
    elif before != after:
        yield f"{place}: {str(before)[:80]!r} became {str(after)[:80]!r}"


def _named(rows: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Rows by the zaak that they are of, others by their place."""
    for number, row in enumerate(rows):
        yield (row.get("zaakId", number) if isinstance(row, dict) else number), row
