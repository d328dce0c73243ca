# SPDX-License-Identifier: EUPL-1.2
"""What a request needs of more than one document of triage: the whole view, the zaak to join, a new code.

For: `api`. Who sends If-Match decides on the view that they saw (D2). What is found here goes to the decision with the command, which judges it. Not for: judging anything.
"""

from functools import partial
from typing import Any

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.decision import Command
from zvhh_kit.handlers import is_zaak
from zvhh_kit.http import Desk, Problem
from zvhh_triage.domain.commands.leg_afstemming_vast import LegAfstemmingVast
from zvhh_triage.domain.commands.voeg import Gevonden, Voeg, VoegVerzoek, Zaak
from zvhh_triage.domain.rooster import Rooster
from zvhh_triage.domain.triage import Triage
from zvhh_triage.views.triage import AangehaaldBeeld, EerdereZaakBeeld, Erbij, GevoegdeBeeld, TriageBeeld
from zvhh_triage.views.zaak import de_melding

_NOT_FOUND = 404


async def beeld(zaken: Desk, config: Configuratie, zaak_id: str, triage: Triage) -> TriageBeeld:
    """All that is shown of one triage, with what other documents say about it."""
    return TriageBeeld.van(config, zaak_id, triage, await haal_erbij(zaken, config, zaak_id, triage))


async def geef(zaken: Desk, config: Configuratie, zaak_id: str, command: Command) -> Any:
    """Give a command; with If-Match only when nothing that is shown was changed since (D2). Raises as `Desk.do`."""
    return await zaken.do(zaak_id, command, "triage", seen=partial(beeld, zaken, config))


async def voeg(zaken: Desk, config: Configuratie, zaak_id: str, verzoek: VoegVerzoek) -> Any:
    """D11b: look up the zaak to join, within sight, and join. Raises as `Desk.do`."""
    field = "_id" if is_zaak(verzoek.bij) else "state.melding.kenmerk"
    meant = await zaken.find({field: verzoek.bij}, "triage", limit=2)
    joined = await zaken.find({"state.gevoegd_bij": zaak_id}, "triage", limit=1)
    found = Gevonden(
        zaken=tuple(Zaak(zaak_id=id_, kenmerk=de_melding(one).kenmerk, loopt=one.loopt) for id_, one in meant),
        heeft_gevoegde=bool(joined),
    )
    command = Voeg(
        bij=verzoek.bij, motivatie=verzoek.motivatie, rollen_omgekeerd=verzoek.rollen_omgekeerd, gevonden=found
    )
    return await geef(zaken, config, zaak_id, command)


async def haal_erbij(zaken: Desk, config: Configuratie, zaak_id: str, triage: Triage) -> Erbij:
    """What other documents say about a triage: a cited consultation (S5), joined meldingen and
    which zaken that it was joined to the asker sees (D11b, L6), a closed zaak (S15)."""
    melding = de_melding(triage)
    joined = await zaken.find({"state.gevoegd_bij": zaak_id}, "triage")
    bij = sorted({one.bij for one in triage.besluiten if one.bij is not None})
    te_noemen = await zaken.find({"_id": {"$in": bij}}, "triage") if bij else []
    return Erbij(
        te_noemen=frozenset(id_ for id_, _ in te_noemen),
        afstemming=await _aangehaald(zaken, config, melding.afstemming, triage.melder_oin),
        gevoegde_meldingen=tuple(GevoegdeBeeld.van(id_, one) for id_, one in joined),
        eerdere_zaak=await _eerdere(zaken, melding.oud_kenmerk),
    )


async def _aangehaald(zaken: Desk, config: Configuratie, code: str | None, melder_oin: str) -> AangehaaldBeeld | None:
    if code is None:
        return None
    # a consultation is no zaak and holds nothing about persons, so no sight of zaken applies to it
    found = await zaken.find({"_id": code}, "afstemming", everywhere=True, limit=1)
    return AangehaaldBeeld.van(config, code, found[0][1] if found else None, melder_oin)


async def _eerdere(zaken: Desk, kenmerk: str | None) -> EerdereZaakBeeld | None:
    """S15: that a closed zaak exists is told, also where it is shielded; not to who is barred from it (L6)."""
    if kenmerk is None:
        return None
    asked = {"state.melding.kenmerk": kenmerk, "state.geweerd": {"$ne": zaken.actor.subject}}
    found = await zaken.find(asked, "triage", everywhere=True, limit=2)
    closed = bool(found) and all(one.afgeschermd for _, one in found)
    return EerdereZaakBeeld(kenmerk=kenmerk, bekend=bool(found), gesloten=closed)


async def lees_rooster(zaken: Desk, rooster_id: str) -> Rooster:
    """The month as it is set; empty where nobody set anything yet."""
    try:
        found: Rooster = await zaken.get(rooster_id, kind="rooster")
    except Problem as problem:
        if problem.status != _NOT_FOUND:
            raise
        return Rooster()
    return found


async def leg_afstemming_vast(zaken: Desk, command: LegAfstemmingVast) -> Any:
    """S5: log a consultation under a new code; the same request again gives the same code (D1).

    The code has 38 bits under the secret of the ids, in the symbols of a kenmerk: it can't be guessed, and be read out.
    """
    space = "afstemming"
    code = f"A-{zaken.kenmerk(zaken.new_id(space)).removeprefix('ZV-')}"
    return await zaken.create(code, command, namespace=space, kind=space)
