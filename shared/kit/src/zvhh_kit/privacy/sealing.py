# SPDX-License-Identifier: EUPL-1.2
"""Seal and open every `Sealed` value in a tree of pydantic models, in place, with the key of its zaak (L6-L8).

For: the HTTP room (seals a command before it is decided, opens a state before it is shown) and partner records.
Not for: keys (`zvhh_kit.privacy.keys`), nor deciding who may see a value.

A sealed value is bound to its zaak and to the name of the model field under which it lies, directly or in tuples,
lists and dicts; and to a number, where a model above it says by `SEALED_BY` whose it is. So a command and a state must use the same field name for it; a value that is moved does not open.
Sets are not walked: their members may not change, and a clear value in one can't be stored anyway.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from pydantic import BaseModel, PydanticSchemaGenerationError, RootModel, TypeAdapter, ValidationError
from pydantic_core import PydanticSerializationError

from zvhh_kit.domain.decision import EACH, KEPT, Sealed
from zvhh_kit.privacy.keys import KeyStore, SealBroken, ZaakKey

__all__ = ["Sealing", "sealed_in"]

_LEAVES = frozenset({str, int, float, bool, bytes, type(None), date, datetime})
_BY_NOBODY: Mapping[str, str] = {}
_adapters: dict[int, tuple[Any, TypeAdapter[Any]]] = {}


def sealed_in(model: BaseModel) -> list[tuple[str, Sealed[Any]]]:
    """Every `Sealed` in the tree with the name of its field, as in Python, and `/<number>` where it has one; nothing inside
    a sealed value."""
    found: list[tuple[str, Sealed[Any]]] = []
    _gather(model, "", "", found)
    return found


def _gather(value: Any, field: str, number: str, found: list[tuple[str, Sealed[Any]]]) -> None:
    # Every read and every command goes through a whole state: what is certainly no tree is passed by first
    if type(value) in _LEAVES:
        return
    if isinstance(value, Sealed):
        found.append((field + number, value))
    elif isinstance(value, RootModel):
        _gather(value.root, field, number, found)
    elif isinstance(value, BaseModel):
        for name, by in _fields(type(value)):
            _gather_part(value, name, by, number, found)
        for name, extra in (value.__pydantic_extra__ or {}).items():
            _gather(extra, name, number, found)
    elif isinstance(value, (tuple, list)):
        for item in value:
            _gather(item, field, number, found)
    elif isinstance(value, Mapping):
        for item in value.values():
            _gather(item, field, number, found)


def _gather_part(
    model: BaseModel, name: str, by: str | None, number: str, found: list[tuple[str, Sealed[Any]]]
) -> None:
    part = getattr(model, name)
    if by is None:
        _gather(part, name, number, found)
    elif by == EACH:
        for n, item in enumerate(part, start=1):
            _gather(item, name, f"/{n}", found)
    else:
        known = getattr(model, by)
        _gather(part, name, "" if known is None else f"/{known}", found)


@cache
def _fields(kind: type[BaseModel]) -> tuple[tuple[str, str | None], ...]:
    """The fields of a model, and by what each is sealed."""
    by = getattr(kind, "SEALED_BY", _BY_NOBODY)
    return tuple((name, by.get(name)) for name in kind.model_fields)


class Sealing:
    """Seals and opens; a call changes everything in the tree or, when it raises, nothing."""

    def __init__(self, keys: KeyStore) -> None:
        self._keys = keys

    async def seal(self, zaak_id: str, model: BaseModel, *, create: bool = False) -> None:
        """Seal what is clear in `model`. `create` makes the zaak's key first where it has none, also if nothing is clear.

        Raises KeyGone, KeyMissing, KeyUnreadable, Unavailable; ValueError when one value lies under two field names, and
        SealBroken when a value is not of its type.
        """
        clear = [(field, value) for field, value in sealed_in(model) if value.cipher is None]
        if not clear and not create:
            return
        key = await self._keys.key_for(zaak_id, create=create)
        once: dict[int, tuple[str, Sealed[Any]]] = {}
        for field, value in clear:
            known, _ = once.setdefault(id(value), (field, value))
            if known != field:
                raise ValueError(f"one sealed value lies under two fields: {known}, {field}")
        ciphers = key.seal_all([(field, _encode(zaak_id, field, value)) for field, value in once.values()])
        for (_, value), cipher in zip(once.values(), ciphers, strict=True):
            value.seal(cipher)

    async def gone(self, zaak_ids: Collection[str]) -> frozenset[str]:
        """Those of these zaken of which nothing may be shown any more, sealed or not: their key was destroyed (L8)."""
        return await self._keys.destroyed_among(zaak_ids)

    async def open(self, zaak_id: str, model: BaseModel) -> None:
        """Open what is sealed in `model`, each value validated to its type. Raises as `open_many`."""
        await self.open_many([(zaak_id, model)])

    async def open_many(self, models: Iterable[tuple[str, BaseModel]]) -> None:
        """Open what is sealed in many models, (zaak id, model), with one question for all keys.

        Raises KeyGone and KeyMissing (with the ids), KeyUnreadable, SealBroken, Unavailable.
        """
        closed = [
            (zaak, field, value, value.cipher)
            for zaak, model in models
            for field, value in sealed_in(model)
            if value.cipher is not None
        ]
        keys = await self._keys.keys_for(list(dict.fromkeys(zaak for zaak, *_ in closed)))
        opened = [(value, _decode(keys[zaak], field, value, cipher)) for zaak, field, value, cipher in closed]
        for value, clear in opened:
            value.open(clear)


def _encode(zaak_id: str, field: str, value: Sealed[Any]) -> bytes:
    try:
        return _adapter(value.inner).dump_json(value.clear, by_alias=True, warnings="error")
    except PydanticSchemaGenerationError:
        raise SealBroken(zaak_id, field, "its type is not known, no model declares it") from None
    except PydanticSerializationError:
        raise SealBroken(zaak_id, field, "the value is not of its type") from None


def _decode(key: ZaakKey, field: str, value: Sealed[Any], cipher: bytes) -> Any:
    clear = key.open(field, cipher)
    try:
        return _adapter(value.inner).validate_json(clear, context=KEPT)
    except ValidationError:
        raise SealBroken(key.zaak, field, "the value is no longer of its type") from None


def _adapter(inner: Any) -> TypeAdapter[Any]:
    """One per inner type; by identity, as an annotated type need not be hashable, and they live as long as their model."""
    known = _adapters.get(id(inner))
    if known is None:
        known = _adapters[id(inner)] = (inner, TypeAdapter(inner))
    return known[1]
