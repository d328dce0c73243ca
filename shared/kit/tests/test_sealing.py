# SPDX-License-Identifier: EUPL-1.2
"""Sealing and opening trees of models, with keys from memory; the real key store is in `parts/test_keys.py`."""

import os
import traceback
from collections.abc import Collection, Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field, RootModel

from zvhh_kit.domain.decision import EACH, Sealed
from zvhh_kit.privacy import KeyMissing, KeyStore, SealBroken, Sealing, ZaakKey
from zvhh_kit.privacy.sealing import sealed_in

SECRET = "Anna Fictief"


class Keys:
    """Keys in memory: the questions asked are counted."""

    def __init__(self) -> None:
        self.keys: dict[str, ZaakKey] = {}
        self.asked = 0

    async def key_for(self, zaak_id: str, *, create: bool = False) -> ZaakKey:
        if create:
            self.keys.setdefault(zaak_id, ZaakKey(zaak_id, os.urandom(32)))
        return (await self.keys_for([zaak_id]))[zaak_id]

    async def keys_for(self, zaak_ids: Collection[str]) -> dict[str, ZaakKey]:
        self.asked += 1
        if missing := [zaak for zaak in zaak_ids if zaak not in self.keys]:
            raise KeyMissing(*missing)
        return {zaak: self.keys[zaak] for zaak in zaak_ids}


class Persoon(BaseModel):
    model_config = ConfigDict(frozen=True)

    naam: Sealed[str]
    geboren: Sealed[date] | None = None


class Een(BaseModel):
    vorm: str = "een"
    waarom: Sealed[str]


class Gemeente(BaseModel):
    gemeente: str
    grond: Sealed[tuple[str, ...]]


class Regie(RootModel[Een | Gemeente]):
    """A union in a root model, as the wire has them."""


class Lijst(RootModel[tuple[Sealed[str], ...]]):
    """A bare list on the wire."""


class Zaak(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow")

    gemeente: str
    toelichting: Sealed[str] | None = None
    personen: tuple[Persoon, ...] = ()
    citaten: list[Sealed[str]] = []
    per_criterium: dict[str, Sealed[str]] = {}
    verloop: dict[str, list[tuple[Persoon, ...]]] = {}
    regie: Een | Gemeente | None = None
    regie2: Regie | None = None
    kort: Sealed[Annotated[str, Field(max_length=12)]] | None = None
    lijst: Lijst | None = None


def _zaak() -> Zaak:
    return Zaak(
        gemeente="Zandvoorde",
        toelichting=Sealed(SECRET),
        personen=(Persoon(naam=Sealed(SECRET), geboren=Sealed(date(1990, 2, 3))),),
        citaten=[Sealed(SECRET), Sealed("b")],
        per_criterium={"een": Sealed(SECRET)},
        verloop={"v1": [(Persoon(naam=Sealed(SECRET)),)]},
        regie=Gemeente(gemeente="Meerwijk", grond=Sealed((SECRET,))),
        regie2=Regie(Een(waarom=Sealed(SECRET))),
        kort=Sealed(SECRET),
        lijst=Lijst((Sealed(SECRET),)),
    )


def _sealing() -> tuple[Sealing, Keys]:
    keys = Keys()
    return Sealing(cast(KeyStore, keys)), keys


def test_every_sealed_value_is_found_under_its_field() -> None:
    """The name that binds a value is that of the nearest model field, through containers, unions and root models."""
    fields = [field for field, _ in sealed_in(_zaak())]
    expected = "toelichting naam geboren citaten citaten per_criterium naam grond waarom kort lijst"
    assert fields == expected.split()


async def test_a_tree_is_sealed_stored_read_and_opened() -> None:
    """L8: the stored form holds no clear text; read back and opened it is what it was, with its types."""
    sealing, keys = _sealing()
    zaak = _zaak()
    await sealing.seal("z1", zaak, create=True)
    stored = zaak.model_dump()
    assert SECRET.encode() not in repr(stored).encode()
    assert all(value.cipher and value.cipher[:1] == b"\x01" for _, value in sealed_in(zaak))
    read = Zaak.model_validate(stored)
    keys.asked = 0
    await sealing.open("z1", read)
    assert keys.asked == 1
    assert read.model_dump(mode="json") == _zaak().model_dump(mode="json")
    geboren = read.personen[0].geboren
    assert geboren is not None
    assert geboren.clear == date(1990, 2, 3)


@given(st.text(), st.dates(), st.lists(st.text(), max_size=4))
async def test_any_text_comes_back(text: str, day: date, texts: list[str]) -> None:
    """Every text and date survives, empty ones and NUL too."""
    sealing, _ = _sealing()
    zaak = Zaak(gemeente="", personen=(Persoon(naam=Sealed(text), geboren=Sealed(day)),), citaten=[*map(Sealed, texts)])
    await sealing.seal("z1", zaak, create=True)
    read = Zaak.model_validate(zaak.model_dump())
    await sealing.open("z1", read)
    assert (read.personen[0].naam.clear, [value.clear for value in read.citaten]) == (text, texts)


async def test_two_seals_differ() -> None:
    """A new nonce each time: equal texts are not seen to be equal."""
    sealing, _ = _sealing()
    zaak = Zaak(gemeente="", citaten=[Sealed("a"), Sealed("a")])
    await sealing.seal("z1", zaak, create=True)
    assert zaak.citaten[0].cipher != zaak.citaten[1].cipher


@pytest.mark.parametrize("harm", ["zaak", "field", "bit", "short", "format", "empty"])
async def test_a_moved_or_altered_value_does_not_open(harm: str) -> None:
    """L8: bound to zaak and field; the error tells where, and no data."""
    sealing, _ = _sealing()
    zaak, other = _zaak(), Zaak(gemeente="", toelichting=Sealed("andere"))
    await sealing.seal("z1", zaak, create=True)
    await sealing.seal("z2", other, create=True)
    assert zaak.toelichting is not None
    cipher = zaak.toelichting.cipher or b""
    harmed: dict[str, dict[str, Any]] = {
        "zaak": {"toelichting": other.toelichting and other.toelichting.cipher},
        "field": {"kort": cipher},
        "bit": {"toelichting": cipher[:-1] + bytes([cipher[-1] ^ 1])},
        "short": {"toelichting": cipher[:9]},
        "format": {"toelichting": b"\x02" + cipher[1:]},
        "empty": {"toelichting": b""},
    }
    with pytest.raises(SealBroken, match="zaak z1") as raised:
        await sealing.open("z1", Zaak.model_validate({"gemeente": "", **harmed[harm]}))
    told = "".join(traceback.format_exception(raised.value))
    assert SECRET not in told
    assert "andere" not in told
    assert raised.value.__cause__ is None


async def test_a_fault_leaves_the_tree_as_it_was() -> None:
    """Nothing is half open: what raised was not shown either."""
    sealing, _ = _sealing()
    zaak = _zaak()
    await sealing.seal("z1", zaak, create=True)
    assert zaak.kort is not None
    zaak.kort.seal(b"\x01broken-broken-broken-broken-broken")
    with pytest.raises(SealBroken):
        await sealing.open("z1", zaak)
    assert all(value.cipher is not None for _, value in sealed_in(zaak))


async def test_what_no_longer_fits_its_type_is_told_without_data() -> None:
    """A stored value is validated to its type of today."""

    class Older(BaseModel):
        kort: Sealed[str]

    sealing, _ = _sealing()
    older = Older(kort=Sealed(SECRET * 9))
    await sealing.seal("z1", older, create=True)
    with pytest.raises(SealBroken, match="no longer of its type") as raised:
        await sealing.open("z1", Zaak.model_validate({"gemeente": "", **older.model_dump()}))
    assert SECRET not in "".join(traceback.format_exception(raised.value))


async def test_sealing_again_changes_nothing_and_needs_no_key() -> None:
    """A state that was never opened is passed on as it is."""
    sealing, keys = _sealing()
    zaak = _zaak()
    await sealing.seal("z1", zaak, create=True)
    before, keys.asked = zaak.model_dump(), 0
    await sealing.seal("z1", zaak)
    await sealing.open("z1", Zaak(gemeente="leeg"))
    assert (zaak.model_dump(), keys.asked) == (before, 1)


async def test_a_key_is_made_only_when_asked() -> None:
    """Without `create` a zaak without a key raises, and stays clear."""
    sealing, keys = _sealing()
    zaak = _zaak()
    with pytest.raises(KeyMissing):
        await sealing.seal("z1", zaak)
    assert all(value.cipher is None for _, value in sealed_in(zaak))
    await sealing.seal("z2", Zaak(gemeente="leeg"), create=True)
    assert list(keys.keys) == ["z2"]


async def test_many_are_opened_with_one_question() -> None:
    """A page of a list costs one look-up of keys."""
    sealing, keys = _sealing()
    pairs = [(f"z{n}", _zaak()) for n in range(20)]
    for zaak_id, zaak in pairs:
        await sealing.seal(zaak_id, zaak, create=True)
    keys.asked = 0
    await sealing.open_many(pairs)
    assert keys.asked == 1
    assert all(value.clear is not None for _, zaak in pairs for _, value in sealed_in(zaak))


async def test_one_value_under_two_names_is_refused() -> None:
    """It would be bound to one of them and never open under the other."""
    sealing, _ = _sealing()
    shared: Sealed[Any] = Sealed(SECRET)
    with pytest.raises(ValueError, match="two fields"):
        await sealing.seal("z1", Zaak(gemeente="", toelichting=shared, kort=shared), create=True)


async def test_unknown_fields_of_a_newer_release_pass_through() -> None:
    """A cipher text under a field we do not know stays as it is."""
    sealing, _ = _sealing()
    zaak = Zaak.model_validate({"gemeente": "", "nieuw": b"\x01abc"})
    await sealing.seal("z1", zaak, create=True)
    assert (zaak.model_extra or {})["nieuw"] == b"\x01abc"


async def test_a_value_that_no_model_declares_is_refused() -> None:
    """Its type is not known, so it could never be opened."""
    sealing, _ = _sealing()
    zaak = Zaak.model_validate({"gemeente": "", "extra": [Sealed(SECRET)]})
    with pytest.raises(SealBroken, match="type is not known"):
        await sealing.seal("z1", zaak, create=True)


def test_the_zaak_is_bound_too() -> None:
    """L8: not by its key alone; a key that got into the wrong record opens nothing."""
    one, two = ZaakKey("z1", b"k" * 32), ZaakKey("z2", b"k" * 32)
    with pytest.raises(SealBroken):
        two.open("toelichting", one.seal("toelichting", b"a"))


def test_a_key_shows_nothing() -> None:
    key = ZaakKey("z1", b"k" * 32)
    assert repr(key) == "ZaakKey(z1)"


class Wie(BaseModel):
    naam: Sealed[str]
    rol: str = "kring"


class Versie(BaseModel):
    SEALED_BY: ClassVar[Mapping[str, str]] = {"wie": "nr"}

    nr: int | None
    reden: Sealed[str]
    wie: Wie


class Dossier(BaseModel):
    SEALED_BY: ClassVar[Mapping[str, str]] = {"personen": EACH}

    personen: tuple[Wie, ...] = ()
    versies: tuple[Versie, ...] = ()


def _dossier() -> Dossier:
    versies = (Versie(nr=2, reden=Sealed("r"), wie=Wie(naam=Sealed("Bo"))),)
    return Dossier(personen=(Wie(naam=Sealed("Anna")), Wie(naam=Sealed("Boris"))), versies=versies)


async def test_what_is_known_of_one_person_does_not_open_as_another_s() -> None:
    """L8: bound to the person's number, in the list and in a version of them; what is about no person is not."""
    sealing, _ = _sealing()
    dossier = _dossier()
    assert [place for place, _ in sealed_in(dossier)] == ["naam/1", "naam/2", "reden", "naam/2"]
    await sealing.seal("z1", dossier, create=True)
    kept = dossier.model_dump()
    read = Dossier.model_validate(kept)
    await sealing.open("z1", read)
    assert [one.naam.clear for one in read.personen] == ["Anna", "Boris"]
    moved = Dossier.model_validate({**kept, "personen": kept["personen"][::-1]})
    with pytest.raises(SealBroken) as fault:
        await sealing.open("z1", moved)
    assert "Anna" not in str(fault.value)
    other = Dossier.model_validate({**kept, "versies": [{**kept["versies"][0], "nr": 1}]})
    with pytest.raises(SealBroken):
        await sealing.open("z1", other)
    same = Dossier.model_validate({"personen": [kept["personen"][0], kept["versies"][0]["wie"]]})
    await sealing.open("z1", same)
    assert same.personen[1].naam.clear == "Bo", "a version of a person is that person"


async def test_what_was_sealed_before_there_were_numbers_still_opens() -> None:
    """And is sealed with its number when it is written again; where the number is not known there is none."""
    sealing, keys = _sealing()
    dossier = _dossier()
    key = await keys.key_for("z1", create=True)
    kept = dossier.personen[0].naam, dossier.personen[1].naam
    for value in kept:
        value.seal(key.seal("naam", f'"{value.clear}"'.encode()))
    assert {(value.cipher or b"")[:1] for value in kept} == {b"\x01"}
    await sealing.open("z1", dossier)
    assert [value.clear for value in kept] == ["Anna", "Boris"]
    await sealing.seal("z1", dossier)
    assert {(value.cipher or b"")[:1] for value in kept} == {b"\x02"}
    unknown = Versie(nr=None, reden=Sealed("r"), wie=Wie(naam=Sealed("Bo")))
    assert [place for place, _ in sealed_in(unknown)] == ["reden", "naam"]
