# SPDX-License-Identifier: EUPL-1.2
"""Who may do what: one table per service, operation → role → which documents that role sees.

For: `services/<name>/access.py`, and the test that tries every operation by every role.
Not for: rules that depend on the state of a zaak; those are refusals of the domain.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from zvhh_contracts.huis import ROLLEN
from zvhh_kit.domain.decision import Actor

__all__ = ["Access", "Sight", "anything", "check_table", "kept_from", "sight_of"]

Sight = Callable[[Actor], dict[str, Any]]
"""Which documents an actor sees: a MongoDB filter over the stored document, `{}` = every one."""

Access = Mapping[str, Mapping[str, Sight]]
"""operation_id → role → sight. A role that is not in the row may not do it at all."""


def anything(actor: Actor) -> dict[str, Any]:
    """Every document; also for an operation that has no document yet."""
    del actor
    return {}


def kept_from(barred: str, documents: Mapping[str, Any]) -> Sight:
    """These documents, but for those of which the field `barred` names who asks: whom a person kept out sees nothing (L6)."""

    def sight(actor: Actor) -> dict[str, Any]:
        return {**documents, barred: {"$ne": actor.subject}}

    return sight


def sight_of(access: Access, operation: str, actor: Actor) -> dict[str, Any] | None:
    """What the actor sees in this operation by all their roles together; None when none of them may do it."""
    row = access.get(operation, {})
    filters = [row[role](actor) for role in sorted(actor.roles) if role in row]
    if not filters:
        return None
    if {} in filters:
        return {}
    distinct = [one for number, one in enumerate(filters) if one not in filters[:number]]
    return distinct[0] if len(distinct) == 1 else {"$or": distinct}


def check_table(access: Access, operations: Iterable[str], public: Iterable[str] = ()) -> None:
    """Refuse a table that leaves an operation open or names one that isn't there, and a role that doesn't exist.

    Raises ValueError that names all of them.
    """
    routes, open_to_all = set(operations), set(public)
    faults = [f"{one}: no row in the access table" for one in sorted(routes - set(access) - open_to_all)]
    faults += [f"{one}: a row, but no route" for one in sorted(set(access) - routes)]
    faults += [f"{one}: both public and in the access table" for one in sorted(set(access) & open_to_all)]
    faults += [
        f"{operation}: unknown role {role}"
        for operation, row in sorted(access.items())
        for role in sorted(set(row) - ROLLEN)
    ]
    if faults:
        raise ValueError("; ".join(faults))
