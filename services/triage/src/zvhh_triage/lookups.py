# SPDX-License-Identifier: EUPL-1.2
"""What a request needs beside its document: the whole view of a triage, the zaak to join, the month, a new code.

What is found here goes to the decision with the command, which judges it. Not for: judging anything.
"""

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.http import Documents, Problem
from zvhh_triage import queries
from zvhh_triage.domain.afstemming import AFSTEMMING
from zvhh_triage.domain.commands.voeg import Gevonden, Zaak
from zvhh_triage.domain.rooster import ROOSTER, Rooster
from zvhh_triage.domain.triage import TRIAGE, Triage
from zvhh_triage.views.afstemming import AangehaaldBeeld
from zvhh_triage.views.triage import EerdereZaakBeeld, Erbij, GevoegdeBeeld, TriageBeeld
from zvhh_triage.views.zaak import de_melding

_NOT_FOUND = 404


async def beeld(config: Configuratie, zaken: Documents, zaak_id: str, triage: Triage) -> TriageBeeld:
    """All that is shown of one triage, with what other documents say about it."""
    return TriageBeeld.van(config, zaak_id, triage, await _erbij(zaken, config, zaak_id, triage))


async def zoek_hoofdzaak(zaken: Documents, zaak_id: str, bij: str) -> Gevonden:
    """D11b: which zaak within sight is meant by `bij`, and whether anything is joined to `zaak_id` itself."""
    meant = await zaken.find(queries.met_id_of_kenmerk(bij), TRIAGE, limit=2)
    joined = await zaken.find(queries.gevoegd_bij(zaak_id), TRIAGE, limit=1)
    return Gevonden(
        zaken=tuple(Zaak(zaak_id=id_, kenmerk=de_melding(one).kenmerk, loopt=one.loopt) for id_, one in meant),
        heeft_gevoegde=bool(joined),
    )


async def _erbij(zaken: Documents, config: Configuratie, zaak_id: str, triage: Triage) -> Erbij:
    """What other documents say about a triage: a cited consultation (S5), joined meldingen and
    which zaken that it was joined to the asker sees (D11b, L6), a closed zaak (S15)."""
    melding = de_melding(triage)
    joined = await zaken.find(queries.gevoegd_bij(zaak_id), TRIAGE)
    bij = sorted({one.bij for one in triage.besluiten if one.bij is not None})
    te_noemen = await zaken.find(queries.met_ids(bij), TRIAGE) if bij else []
    return Erbij(
        te_noemen=frozenset(id_ for id_, _ in te_noemen),
        afstemming=await _aangehaald(zaken, config, melding.afstemming, triage.melder_oin),
        gevoegde_meldingen=tuple(GevoegdeBeeld.van(id_, one) for id_, one in joined),
        eerdere_zaak=await _eerdere(zaken, melding.oud_kenmerk),
    )


async def _aangehaald(
    zaken: Documents, config: Configuratie, code: str | None, melder_oin: str
) -> AangehaaldBeeld | None:
    if code is None:
        return None
    # a consultation is no zaak and holds nothing about persons, so no sight of zaken applies to it
    found = await zaken.find(queries.met_ids([code]), AFSTEMMING, everywhere=True, limit=1)
    return AangehaaldBeeld.van(config, code, found[0][1] if found else None, melder_oin)


async def _eerdere(zaken: Documents, kenmerk: str | None) -> EerdereZaakBeeld | None:
    """S15: that a closed zaak exists is told, also where it is shielded; not to who is barred from it (L6)."""
    if kenmerk is None:
        return None
    asked = queries.met_kenmerk_voor(kenmerk, zaken.actor)
    found = await zaken.find(asked, TRIAGE, everywhere=True, limit=2)
    closed = bool(found) and all(one.afgeschermd for _, one in found)
    return EerdereZaakBeeld(kenmerk=kenmerk, bekend=bool(found), gesloten=closed)


async def lees_rooster(zaken: Documents, rooster_id: str) -> Rooster:
    """The month as it is set; empty where nobody set anything yet."""
    try:
        found: Rooster = await zaken.get(rooster_id, kind=ROOSTER)
    except Problem as problem:
        if problem.status != _NOT_FOUND:
            raise
        return Rooster()
    return found


def nieuwe_code(zaken: Documents) -> str:
    """S5: the code of a consultation; the same request again gives the same code (D1).

    It has 38 bits under the secret of the ids, in the symbols of a kenmerk: it can't be guessed, and be read out.
    """
    return f"A-{zaken.kenmerk(zaken.new_id(AFSTEMMING)).removeprefix('ZV-')}"
