# SPDX-License-Identifier: EUPL-1.2
"""The query of an API request: only parameters that the route has, and each once unless it is a list.

One that we do not know would be passed over, and who misspells a filter would get everything. Not for: what a value must
be; that is the route's own declaration.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args, get_origin

from fastapi.dependencies.models import Dependant
from fastapi.dependencies.utils import get_flat_params
from fastapi.params import Query
from starlette.datastructures import QueryParams

from zvhh_kit.domain.decision import Fault
from zvhh_kit.process.faults import pointer

__all__ = ["Known", "known_of", "query_faults"]


@dataclass(frozen=True, slots=True)
class Known:
    """The parameters of a route in the order of its document, and those that may stand there more than once."""

    names: tuple[str, ...]
    lists: frozenset[str]


def known_of(dependant: Dependant) -> Known:
    """What a route takes in its query, also by what it depends on."""
    fields = [field for field in get_flat_params(dependant) if isinstance(field.field_info, Query)]
    lists = (field.alias for field in fields if _is_list(field.field_info.annotation))
    return Known(tuple(field.alias for field in fields), frozenset(lists))


def _is_list(annotation: Any) -> bool:
    return any(get_origin(one) is list for one in (annotation, *get_args(annotation)))


def query_faults(query: QueryParams, known: Known) -> Iterator[Fault]:
    """Every parameter that the route does not have, or that stands there twice; a name that could be input is not told."""
    for name, times in Counter(name for name, _ in query.multi_items()).items():
        if name not in known.names:
            place = "query:" + pointer([name]).removeprefix("/")
            text = f"Kies uit: {', '.join(known.names)}." if known.names else "Hier kunt u niets kiezen."
            yield Fault("onbekende-parameter", f"Deze parameter bestaat hier niet. {text}", place)
        elif times > 1 and name not in known.lists:
            yield Fault("dubbele-parameter", "Deze parameter mag hier één keer staan.", f"query:{name}")
