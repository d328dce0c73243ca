# SPDX-License-Identifier: EUPL-1.2
"""Every field in which people or their systems give something: bodies, queries, and the configuration file.

Found by walking the models, so that a new one is here by itself. Not for: what a field means, or what it must refuse.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from fastapi.dependencies.utils import get_flat_params
from pydantic import BaseModel, BeforeValidator, TypeAdapter

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.service.description import Service


@dataclass
class Veld:
    """One value that is given: where, of which bare type, and under which conditions."""

    plaats: str
    kaal: Any
    voorwaarden: tuple[Any, ...]
    van: type[BaseModel] | None = None
    """The model whose field it is."""

    @cached_property
    def toets(self) -> TypeAdapter[Any]:
        """What judges this one value."""
        soort: Any = Annotated[self.kaal, *self.voorwaarden] if self.voorwaarden else self.kaal
        return TypeAdapter(soort)


def velden(services: Mapping[str, Service]) -> dict[str, Veld]:
    """place → what is given there."""
    gevonden: dict[str, Veld] = {}
    gezien: set[type] = set()
    for name, service in services.items():
        for route in (route for router in service.routers for route in router.routes):
            route_: Any = route
            for parameter in get_flat_params(route_.dependant):
                plaats = f"{name}:{route_.operation_id}?{parameter.alias}"
                info = parameter.field_info
                _zet(gevonden, _in(info.annotation, tuple(info.metadata), plaats, gezien))
            if route_.body_field is not None:
                info = route_.body_field.field_info
                _zet(gevonden, _in(info.annotation, (), f"{name}:{route_.operation_id}", gezien))
    _zet(gevonden, _in(Configuratie, (), "configuratie", gezien))
    return gevonden


def beelden(services: Mapping[str, Service]) -> dict[str, Veld]:
    """place → what is shown there."""
    gevonden: dict[str, Veld] = {}
    gezien: set[type] = set()
    for service in services.values():
        for route in (route for router in service.routers for route in router.routes):
            route_: Any = route
            _zet(gevonden, _in(route_.response_model, (), route_.operation_id, gezien))
    return gevonden


def staat(services: Mapping[str, Service]) -> dict[str, Veld]:
    """place → what is kept there in a document."""
    gevonden: dict[str, Veld] = {}
    gezien: set[type] = set()
    for service in services.values():
        for soort in service.handlers:
            _zet(gevonden, _in(soort.state, (), soort.name, gezien))
    return gevonden


def _zet(gevonden: dict[str, Veld], nieuw: Iterator[Veld]) -> None:
    for veld in nieuw:
        gevonden.setdefault(veld.plaats, veld)


def _in(soort: Any, voorwaarden: tuple[Any, ...], plaats: str, gezien: set[type]) -> Iterator[Veld]:
    vorm = get_origin(soort)
    if vorm is Annotated:
        kaal, *erbij = get_args(soort)
        yield from _in(kaal, (*erbij, *voorwaarden), plaats, gezien)
    elif vorm is Literal or soort is type(None) or soort is Ellipsis:
        return
    elif vorm in (Union, UnionType) and type(None) not in get_args(soort) and _een_waarde(voorwaarden):
        yield Veld(plaats, soort, voorwaarden)
    elif vorm is not None:  # a union, a list, a table, something sealed: each thing in it
        buiten = voorwaarden if vorm in (Union, UnionType) else ()
        for nummer, deel in enumerate(get_args(soort)):
            yield from _in(deel, buiten, f"{plaats}[sleutel]" if vorm is dict and nummer == 0 else plaats, gezien)
    elif isinstance(soort, type) and issubclass(soort, BaseModel):
        if soort in gezien:
            return
        gezien.add(soort)
        for naam, veld in soort.model_fields.items():
            plaats = f"{soort.__module__}.{soort.__name__}.{naam}"
            for een in _in(veld.annotation, tuple(veld.metadata), plaats, gezien):
                een.van = een.van or soort
                yield een
    else:
        yield Veld(plaats, soort, voorwaarden)


def _een_waarde(voorwaarden: tuple[Any, ...]) -> bool:
    """Whether what is written says which of a union it is (a moment or a day): one value, judged as a whole."""
    return any(isinstance(een, BeforeValidator) for een in voorwaarden)
