# SPDX-License-Identifier: EUPL-1.2
"""What a request needs beside its document: the melding, person or case that is in what was sent, with every fault of form and
of content at once, each with its place (L1, L2); what the zaak says of the persons that are changed (D10); keyed hashes, made
where it is in clear (D11); and whether a partner is asked about a year (L10).

For: `api` and `partner`. Not for: the judgement itself; that is `domain`.
"""

import copy
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.given import OF_TEXT
from zvhh_contracts.taken import Taak
from zvhh_intake import queries
from zvhh_intake.domain.commands.handel_onjuist_af import Afhandeling, HandelAf
from zvhh_intake.domain.commands.hef_afscherming_op import HefAfschermingOp, Waarom
from zvhh_intake.domain.commands.wijzig_betrokkene import NUMMER_VERGEVEN, Opgave, WijzigBetrokkene
from zvhh_intake.domain.commands.zoek_persoon import ZoekPersoon
from zvhh_intake.domain.melding import MELDING, Melding
from zvhh_intake.domain.partnerjaar import PARTNERJAAR, gevraagd_jaar, jaartaak, partnerjaar_id
from zvhh_intake.domain.parts.gegevens import Betrokkene, DienIn
from zvhh_intake.domain.parts.inhoud import Betrokkene as BewaardeBetrokkene
from zvhh_intake.domain.parts.inhoud import Persoon
from zvhh_intake.domain.rules.afscherming import deelt_adres, persoon_nu
from zvhh_intake.domain.rules.sporen import hashes_onder
from zvhh_intake.domain.rules.toets import betrokkenefouten, fouten
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import KEPT, Fault, Refused, changed
from zvhh_kit.http import Documents, View
from zvhh_kit.process.faults import faults_of

M = TypeVar("M", bound=BaseModel)

_RONDEN = 5
"""Taking away what can't be read may show what lies around it to be unreadable too, at most as often as it is deep."""

_POGINGEN = 8
"""How often somebody else may add a person at the same moment, before who adds one is asked to try again."""

Zicht = Callable[[str, Melding], BaseModel]


def lees(config: Configuratie, document: Any, dag: date, *, concept: bool = False) -> tuple[DienIn, tuple[Fault, ...]]:
    """The melding in a document received on the local day `dag`, and all that is wrong with it.

    Only without faults it is complete and right; with faults of form it holds what could be read. `concept`: as `toets`.
    """
    dien_in, gevonden = lees_als(DienIn, document, lambda gelezen: fouten(config, gelezen, dag, concept=concept))
    return dien_in or DienIn(), gevonden


def lees_als(
    model: type[M],
    document: Any,
    oordeel: Callable[[M], Iterable[Fault]],
    nodig: Mapping[str, Any] = MappingProxyType({}),
) -> tuple[M | None, tuple[Fault, ...]]:
    """What is in a document, and all that is wrong with it: its form, and what `oordeel` says of the rest.

    `nodig`: what stands in for what the model can't do without, only to judge the rest.
    """
    gelezen, van_vorm = _gelezen(model, document, nodig)
    if gelezen is None:
        return None, van_vorm
    return gelezen, (*van_vorm, *(fout for fout in oordeel(gelezen) if not _al_genoemd(fout.place, van_vorm)))


def _gelezen(model: type[M], document: Any, nodig: Mapping[str, Any]) -> tuple[M | None, tuple[Fault, ...]]:
    """What can be read, and the faults of form; None where nothing can."""
    van_vorm: tuple[Fault, ...] = ()
    rest = copy.deepcopy(document)
    velden = frozenset(veld.alias or naam for naam, veld in model.model_fields.items())
    for ronde in range(_RONDEN):
        try:
            return _gevalideerd(model, rest, eerst=not ronde), van_vorm
        except ValidationError as fault:
            gevonden = faults_of(fault, rest)
        van_vorm = van_vorm or gevonden
        if not isinstance(rest, dict):
            break
        for fout in gevonden:
            if fout.code not in OF_TEXT:  # a wrong telephone number still asks for a safe way to reach somebody
                _haal_weg(rest, fout.place, velden)
        rest = {**nodig, **rest}
    return None, van_vorm


def _gevalideerd(model: type[M], document: Any, *, eerst: bool) -> M:
    """Strictly; and again, as what was kept is read: a text of the wrong form stays, to judge what depends on it."""
    return model.model_validate_json(json.dumps(document), strict=eerst, context=None if eerst else KEPT)


def _haal_weg(document: dict[str, Any], plaats: str, velden: frozenset[str]) -> None:
    """Take away what lies at a place, or the smallest thing around it that has a name of its own: of one of `velden`."""
    stappen = plaats.split("/")[1:]
    if not stappen:  # a name that we don't repeat, so it is none of ours
        for onbekend in document.keys() - velden:
            del document[onbekend]
        return
    hier: Any = document
    houder, naam = document, stappen[0]
    for stap in stappen:
        if isinstance(hier, list) and int(stap) < len(hier):
            hier = hier[int(stap)]
        elif isinstance(hier, dict) and stap in hier:
            houder, naam, hier = hier, stap, hier[stap]
        else:
            break
    houder.pop(naam, None)


def _al_genoemd(plaats: str, van_vorm: Iterable[Fault]) -> bool:
    """Whether something is wrong with the form of this place already, of what lies in it, or of what it lies in."""
    return any(
        fout.place == plaats or fout.place.startswith(f"{plaats}/") or plaats.startswith(f"{fout.place}/")
        for fout in van_vorm
        if fout.place
    )


async def wijzig_betrokkene(
    zaken: Documents, zaak_id: str, opgave: Opgave, seen: View, nr: int | None = None
) -> dict[str, Any]:
    """Add a person, or correct person `nr`, and return what is told; `seen`: the melding as the asker reads it (D2).

    Raises Refused: 400 with every fault (L2).
    """
    gevonden = tuple(betrokkenefouten(opgave.betrokkene, "/betrokkene", local_date(zaken.received)))
    if gevonden:
        raise Refused.many(gevonden)
    for nog in reversed(range(_POGINGEN)):
        ziet = await zaken.get(zaak_id, kind=MELDING, whole=True)
        command = _opdracht(zaken, ziet, opgave, nr)
        try:
            return dict(await zaken.do(zaak_id, command, kind=MELDING, seen=seen))
        except Refused as geweigerd:
            if geweigerd.code != NUMMER_VERGEVEN or not nog:
                raise
        await zaken.reopen(zaak_id, command)  # it is sealed as the person of that number
    raise AssertionError("unreachable")


def _opdracht(zaken: Documents, ziet: Melding, opgave: Opgave, nr: int | None) -> WijzigBetrokkene:
    gegeven: dict[str, Any] = {
        naam: getattr(opgave, naam) for naam in opgave.model_fields_set
    }  # what is left out stays
    return WijzigBetrokkene(
        **gegeven,
        nr=nr,
        als_nr=nr or len(ziet.personen) + 1,
        hashes=hashes_onder(zaken.blind, opgave.betrokkene.gegevens),
        tegen_afscherming=heft_op(ziet, nr, opgave.betrokkene),
        zelfde_adres=_deelt_adres(ziet, nr, opgave.betrokkene),
    )


async def hef_afscherming_op(zaken: Documents, zaak_id: str, nr: int, waarom: Waarom, seen: View) -> Any:
    """Lift the shield of the address of person `nr`, also where it is that of another with the same address (D10)."""
    melding: Melding = await zaken.get(zaak_id, kind=MELDING)
    er_is = 1 <= nr <= len(melding.personen)
    dicht = er_is and melding.personen[nr - 1].gegevens.clear.afgeschermd
    command = HefAfschermingOp(nr=nr, reden=waarom.reden, afgeschermd=dicht)
    return await zaken.do(zaak_id, command, kind=MELDING, seen=seen)


def heft_op(melding: Melding, nr: int | None, wie: Betrokkene) -> bool:
    """Whether a correction says of a shielded person that their address need not be; of one that may be read only."""
    if nr is None or nr > len(melding.personen) or wie.gegevens is None:
        return False
    gegevens = wie.gegevens.clear
    zegt_nee = "adres_afschermen" in gegevens.model_fields_set and not gegevens.adres_afschermen
    return zegt_nee and persoon_nu(melding, nr).adres_afschermen


def _deelt_adres(melding: Melding, nr: int | None, wie: Betrokkene) -> bool:
    if wie.gegevens is None:
        return False
    return deelt_adres(melding, nr or len(melding.personen) + 1, wie.gegevens.clear)


def gezocht(zaken: Documents, vraag: ZoekPersoon) -> tuple[str, ...]:
    """Who is asked for as the log knows them, by each thing that they are asked by."""
    bsn = (zaken.pseudonym("bsn", vraag.bsn),) if vraag.bsn else ()
    met_naam = vraag.naam and vraag.geboortedatum
    geboren = vraag.geboortedatum.isoformat() if vraag.geboortedatum else ""
    return (*bsn, zaken.pseudonym("naam-geboortedatum", vraag.naam, geboren)) if met_naam else bsn


async def handel_onjuist_af(zaken: Documents, zaak_id: str, nummer: int, antwoord: Afhandeling, seen: Zicht) -> Any:
    """Answer mark `nummer` (L10); a datum of a person that is to be destroyed is taken out here, where it can be read.

    `seen`: the marks as the asker reads them (D2). Raises Refused: 400 with every fault of the person as they should be (L2), and as `onjuist.handel_af`.
    """
    betrokkene, gezien, tegen, nr = antwoord.betrokkene, None, False, None
    if antwoord.uitkomst == "vernietigd":
        melding = await zaken.get(zaak_id, kind=MELDING, whole=True)
        betrokkene, gezien, nr = _zonder(melding, nummer), len(melding.wijzigingen), _van(melding, nummer)
    elif betrokkene is not None:
        melding = await zaken.get(zaak_id, kind=MELDING, whole=True)
        nr = _van(melding, nummer)
        tegen = heft_op(melding, nr, betrokkene)
        gevonden = tuple(betrokkenefouten(betrokkene, "/betrokkene", local_date(zaken.received)))
        if gevonden:
            raise Refused.many(gevonden)
    command = HandelAf(
        nummer=nummer,
        nr=nr,
        uitkomst=antwoord.uitkomst,
        reden=antwoord.reden,
        betrokkene=betrokkene,
        verbetering=antwoord.verbetering,
        hashes=hashes_onder(zaken.blind, betrokkene.gegevens) if betrokkene else (),
        gezien=gezien,
        tegen_afscherming=tegen,
    )
    return await zaken.do(zaak_id, command, kind=MELDING, seen=seen)


def _van(melding: Melding, nummer: int) -> int | None:
    return next((one.nr for one in melding.onjuist if one.nummer == nummer), None)


def _zonder(melding: Melding, nummer: int) -> Betrokkene | None:
    """The person of a mark without the marked datum; None where the mark is of no person. Sealed values must be open."""
    mark = next((one for one in melding.onjuist if one.nummer == nummer), None)
    if mark is None or mark.nr is None:
        return None
    persoon: BewaardeBetrokkene = melding.personen[mark.nr - 1]
    gegevens = _weggelaten(persoon_nu(melding, mark.nr), mark.veld)
    waarom_niet = persoon.geinformeerd.waarom_niet
    return Betrokkene.model_validate(
        {
            "ref": persoon.ref.clear if persoon.ref else None,
            "rol": persoon.rol,
            "gegevens": gegevens.model_dump(exclude=set(gegevens.model_extra or {})),
            "geinformeerd": {"ja": persoon.geinformeerd.ja, "waarom_niet": waarom_niet.clear if waarom_niet else None},
        },
        context=KEPT,
    )


def _weggelaten(wie: Persoon, veld: str) -> Persoon:
    """The data of a person without the one that is to be destroyed; a name can't be left out."""
    match veld:
        case "naam":
            return changed(wie, naam="onbekend")
        case "geboortedatum":
            return changed(wie, geboortedatum=None, geboortedatum_deels=None)
        case "adres":
            return changed(wie, adres=None)
        case "telefoon":
            return changed(wie, telefoon=None)
        case "bsn":
            return changed(wie, bsn=None)
    return wie


async def open_jaarvraag(zaken: Documents) -> Taak | None:
    """The task to answer the question of this year."""
    jaar = gevraagd_jaar(local_date(zaken.received))
    if "melder" not in zaken.actor.roles or not await had_zaken(zaken, jaar):
        return None
    answered = queries.met_id(partnerjaar_id(zaken.actor.oin, jaar))
    if await zaken.exists(answered, kind=PARTNERJAAR, everywhere=True):
        return None
    return jaartaak(zaken.actor.oin, jaar)


async def had_zaken(zaken: Documents, jaar: int) -> bool:
    """Whether the partner reported, or took part in, a casus that ran in a year or was closed in it."""
    return await zaken.exists(queries.had_zaken(zaken.actor.oin, jaar), kind=MELDING, everywhere=True)
