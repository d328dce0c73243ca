# SPDX-License-Identifier: EUPL-1.2
"""What a change of a person needs beside it, or a search for one: what is told is judged here in clear, keyed hashes are made
of it (D11), and what the zaak says of addresses is looked at (D10), before the kit seals it.
"""

from typing import Any

from zvhh_intake.domain.commands.hef_afscherming_op import HefAfschermingOp, Waarom
from zvhh_intake.domain.commands.wijzig_betrokkene import NUMMER_VERGEVEN, Opgave, WijzigBetrokkene
from zvhh_intake.domain.commands.zoek_persoon import ZoekPersoon
from zvhh_intake.domain.melding import MELDING, Melding
from zvhh_intake.domain.parts.gegevens import Betrokkene
from zvhh_intake.domain.rules.afscherming import deelt_adres, persoon_nu
from zvhh_intake.domain.rules.sporen import hashes_onder
from zvhh_intake.domain.rules.toets import betrokkenefouten
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Refused
from zvhh_kit.http import Desk, View

_POGINGEN = 8
"""How often somebody else may add a person at the same moment, before who adds one is asked to try again."""


async def wijzig_betrokkene(
    zaken: Desk, zaak_id: str, opgave: Opgave, seen: View, nr: int | None = None
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


def _opdracht(zaken: Desk, ziet: Melding, opgave: Opgave, nr: int | None) -> WijzigBetrokkene:
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


async def hef_afscherming_op(zaken: Desk, zaak_id: str, nr: int, waarom: Waarom, seen: View) -> Any:
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


def gezocht(zaken: Desk, vraag: ZoekPersoon) -> tuple[str, ...]:
    """Who is asked for as the log knows them, by each thing that they are asked by."""
    bsn = (zaken.pseudonym("bsn", vraag.bsn),) if vraag.bsn else ()
    met_naam = vraag.naam and vraag.geboortedatum
    geboren = vraag.geboortedatum.isoformat() if vraag.geboortedatum else ""
    return (*bsn, zaken.pseudonym("naam-geboortedatum", vraag.naam, geboren)) if met_naam else bsn
