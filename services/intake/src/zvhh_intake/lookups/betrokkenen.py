# SPDX-License-Identifier: EUPL-1.2
"""Where a request makes a document of intake, a melding (from a request or from a draft) or a draft, or changes a person.

For: `api`. What is told of people is judged here in clear, and keyed hashes are made of it (D11), before the kit seals
it; the id of a melding follows from the reporter's own key or
from the draft, each in its own name space (D1). Not for: reading or changing what exists; that is `Zaken` of the kit.
"""

from typing import Any, Literal

from zvhh_contracts.configuration import Configuratie
from zvhh_intake.domain.commands.bewaar_concept import Bewaar
from zvhh_intake.domain.commands.dien_in import Indiening
from zvhh_intake.domain.commands.hef_afscherming_op import HefAfschermingOp, Waarom
from zvhh_intake.domain.commands.wijzig_betrokkene import NUMMER_VERGEVEN, Opgave, WijzigBetrokkene
from zvhh_intake.domain.concept import CONCEPT
from zvhh_intake.domain.melding import MELDING, Melding
from zvhh_intake.domain.parts.gegevens import Betrokkene, DienIn
from zvhh_intake.domain.rules.afscherming import deelt_adres, delen_adres, persoon_nu
from zvhh_intake.domain.rules.sporen import hashes_onder
from zvhh_intake.domain.rules.toets import betrokkenefouten, fouten
from zvhh_intake.domain.rules.venster import niet_toegelaten
from zvhh_intake.domain.rules.voortgang import per_deel
from zvhh_intake.lookups.reading import lees
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Refused
from zvhh_kit.http import Desk, View

_POGINGEN = 8
"""How often somebody else may add a person at the same moment, before who adds one is asked to try again."""


async def dien_melding_in(zaken: Desk, config: Configuratie, dien_in: DienIn) -> dict[str, Any]:
    """Report by the Idempotency-Key of the request, and return what the reporter is told.

    Raises Refused: 400 with every fault, 403 who may not report (S1), 409 when the pilot is closed (S7); who could not
    report anyway hears that and no list of faults. A repeat gets the same answer, also after the window.
    """
    gevonden = fouten(config, dien_in, local_date(zaken.received))
    if gevonden:
        raise niet_toegelaten(config, zaken.actor.oin, zaken.received) or Refused.many(gevonden)
    return await _dien_in(zaken, dien_in, "rest")


async def dien_concept_in(zaken: Desk, config: Configuratie, concept_id: str, inhoud: Any) -> dict[str, Any]:
    """Send a draft: the same, by the id of the draft. What is missing is named in the order of the parts of the form."""
    dien_in, gevonden = lees(config, inhoud, local_date(zaken.received), concept=True)
    if gevonden:
        buiten = niet_toegelaten(config, zaken.actor.oin, zaken.received, concept=True)
        raise buiten or Refused.many(fout for deel in per_deel(gevonden).values() for fout in deel)
    return await _dien_in(zaken, dien_in, "concept", concept_id)


async def _dien_in(zaken: Desk, dien_in: DienIn, weg: Literal["rest", "concept"], sleutel: str = "") -> dict[str, Any]:
    zaak_id = zaken.new_id(weg, sleutel)
    hashes = tuple(hashes_onder(zaken.blind, wie.gegevens) for wie in dien_in.betrokkenen)
    gedeeld = delen_adres(wie.gegevens.clear for wie in dien_in.betrokkenen if wie.gegevens is not None)
    indiening = Indiening(melding=dien_in, kenmerk=zaken.kenmerk(zaak_id), weg=weg, hashes=hashes, zelfde_adres=gedeeld)
    return dict(await zaken.create(zaak_id, indiening, namespace=weg, key=sleutel, kind=MELDING))


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


async def bewaar_nieuw_concept(zaken: Desk, bewaar: Bewaar) -> Any:
    """Save a new draft, and return its id and until when it is kept; the same key again is the same draft (D1)."""
    persoonlijk = f"concept-document:{zaken.actor.subject}"
    return await zaken.create(f"concept-{zaken.new_id(persoonlijk)}", bewaar, namespace=persoonlijk, kind=CONCEPT)
