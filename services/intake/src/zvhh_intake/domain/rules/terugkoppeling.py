# SPDX-License-Identifier: EUPL-1.2
"""What a reporter is told at each stand: one table, for the page and for a partner's own system alike (D5).

For: the API, and every decision about a melding that came in by a partner's own topic (`besluit`).
Not for: sending it; that is an effect of the kit, after the save. No reasons and no content ever stand in it.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import BaseModel

from zvhh_contracts.partner import Fout, Stap, Terugkoppeling
from zvhh_contracts.triages import Route
from zvhh_intake.domain.derived import afgeleid
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.gevolgd import Stand
from zvhh_intake.domain.rules.besluit import aan_gevoegde, weringen
from zvhh_kit.decision import Addressed, Context, Decision, Effect, Refused, changed

STAND_IN_WOORDEN: dict[Stand, str] = {
    "geweigerd": "Geweigerd",
    "gemeld": "Gemeld",
    "aanvulling-gevraagd": "Aanvulling gevraagd",
    "weegoverleg-wordt-gepland": "Weegoverleg wordt gepland",
    "weegoverleg-gepland": "Weegoverleg gepland",
    "afgewezen": "Afgewezen",
    "gevoegd": "Gevoegd bij een andere zaak",
    "ingetrokken": "Ingetrokken",
    "niet-passend": "Niet passend",
    "passend": "Passend, wacht op een plek",
    "wachtlijst": "Wachtlijst",
    "van-wachtlijst": "Van de wachtlijst af",
    "ingebracht": "Ingebracht",
    "loopt": "Loopt",
    "afgeschaald": "Afgeschaald",
    "beeindigd": "Beëindigd",
}
STAP_IN_WOORDEN: dict[Stap, str] = {
    "ontvangen": "Uw melding is binnen. Een procesregisseur beoordeelt de melding.",
    "geweigerd": "Uw melding is niet aangenomen. Bij elke fout staat wat u kunt doen.",
    "aanvulling-gevraagd": "De procesregisseur heeft een vraag over uw melding. Vul de melding aan.",
    "afgewezen": "Uw melding past niet in de pilot. Lees het advies en hoe het verder gaat.",
    "behandeld": "Uw melding is behandeld. De procesregisseur belt u.",
    "in-behandeling": "Uw melding is in behandeling.",
    "wachtlijst": "De zaak past in de pilot en staat op de wachtlijst. U hoort het als de zaak een plek krijgt.",
    "afgeschaald": "De zaak is afgeschaald. Meld opnieuw als er nieuwe ontwikkelingen zijn.",
    "ingetrokken": "U hebt uw melding ingetrokken.",
}
_STAP: dict[Stand, Stap] = {
    "geweigerd": "geweigerd",
    "gemeld": "ontvangen",
    "aanvulling-gevraagd": "aanvulling-gevraagd",
    "weegoverleg-wordt-gepland": "in-behandeling",
    "weegoverleg-gepland": "in-behandeling",
    "gevoegd": "behandeld",
    "ingetrokken": "ingetrokken",
    "passend": "in-behandeling",
    "wachtlijst": "wachtlijst",
    "van-wachtlijst": "behandeld",
    "ingebracht": "in-behandeling",
    "loopt": "in-behandeling",
    "afgeschaald": "afgeschaald",
    "beeindigd": "behandeld",
}
HERHALING = (
    "Wat u nu stuurde, is niet aangenomen: met deze meldingReferentie is al gemeld. "
    "Uw eerdere melding blijft staan. Daarvoor geldt: "
)
MEEST = 100
"""How many faults one answer tells: with all of them it might be larger than any event may be."""

ZELFDE_ADRES = "Dit adres staat bij meer personen in deze zaak. Bij een van hen is het afgeschermd. Daarom is het bij allen afgeschermd."
ANDERS = (
    "U koos 'anders' bij de relatie. De pilot is voor stalking door een partner of ex-partner; de procesregisseur "
    "kijkt eerst of de zaak bij de pilot hoort."
)
TOCH_VERDER = "U wilde de melding intrekken, maar het overleg was al gehouden. De zaak gaat verder. Vragen? Bel de procesregisseur."
NIET_PASSEND = "De zaak past niet in de pilot. Iemand van het overleg vertelt u hoe het verder gaat."
"""After a weegoverleg: there is no advice to be read, and those present chose who tells the reporter (S11)."""
GESLOTEN = "De zaak is beëindigd. Meld opnieuw als er nieuwe ontwikkelingen zijn."
_LOOPT: frozenset[Stap] = frozenset({"in-behandeling", "wachtlijst"})
MONDELING: frozenset[Route] = frozenset({"lokaal", "geen"})
"""The ways on of which a reporter hears by phone."""
VERHULD: frozenset[Stand] = frozenset({"gevoegd", "van-wachtlijst"})
"""Stands that a reporter reads as *behandeld* only, so that none of them tells that there is another zaak (D11b)."""
NEE: dict[Stand, str] = {"afgewezen": "triage.route", "niet-passend": "overleg.gehouden.route"}
"""Stands that a reporter reads as *behandeld* too where the way on is one of `MONDELING`, and where that way is kept: they
must read as those of `VERHULD` do, or these would be known by what they are not (D5)."""


def verhuld(melding: Melding) -> bool:
    """Whether the reporter reads that the melding was handled, and nothing more of how: no stand, way on or date."""
    return melding.stand in VERHULD or (melding.stand in NEE and melding.route in MONDELING)


def stap(melding: Melding) -> Stap:
    """The step that the reporter hears: a no with route lokaal or geen is told as *behandeld*."""
    if melding.stand in NEE:
        return "behandeld" if verhuld(melding) else "afgewezen"
    return _STAP[melding.stand]


def toelichting(melding: Melding) -> str:
    """What the reporter reads beside the stand."""
    if melding.intrekking_ingehaald and stap(melding) in _LOOPT:
        return TOCH_VERDER
    if melding.stand == "niet-passend" and stap(melding) == "afgewezen":
        return NIET_PASSEND
    return GESLOTEN if melding.stand == "beeindigd" else STAP_IN_WOORDEN[stap(melding)]


def waarschuwingen(melding: Melding) -> tuple[str, ...]:
    """What the reporter must know of a melding that was accepted: another relation is for triage to judge (S1b), and an
    address is shielded for more persons than they said (D10)."""
    gemeld = {ANDERS: melding.relatie == "anders", ZELFDE_ADRES: melding.zelfde_adres}
    return tuple(tekst for tekst, geldt in gemeld.items() if geldt)


def fouten_van(geweigerd: Refused) -> tuple[Fout, ...]:
    """The faults of a refusal, as a partner's system is told them."""
    return tuple(Fout(code=fout.code, tekst=fout.text, plaats=fout.place) for fout in geweigerd.faults)


def besluit(
    was: Melding | None,
    wordt: Melding,
    ctx: Context,
    *,
    events: tuple[BaseModel | Addressed, ...] = (),
    result: Any = None,
    fouten: Sequence[Fout] = (),
) -> Decision[Melding]:
    """The decision that makes `was` into `wordt`: with feedback when the step of a partner's own record changes, and with
    what others hear of it (`mededelen`)."""
    wordt = afgeleid(wordt)
    effects: tuple[Effect, ...] = ()
    if wordt.weg == "kafka" and (was is None or stap(was) != stap(wordt) or fouten):
        wordt = changed(wordt, teruggekoppeld=wordt.teruggekoppeld + 1)
        effects = (_bericht(wordt, ctx.now, fouten),)
    wordt, berichten = aan_gevoegde(wordt, ctx.subject)
    alle = (*events, *weringen(was, wordt, ctx.received), *berichten)
    return Decision(wordt, events=alle, effects=effects, result=result, gives_way=wordt.geweigerd)


def antwoord_zonder_gevolg(melding: Melding, ctx: Context, fouten: Sequence[Fout]) -> Decision[Melding]:
    """Tell a partner's system that a record was refused, while the melding that its key belongs to stays as it is.

    The step is the one that holds for that melding, so that who looks at the last step only is never misled.
    """
    geteld = changed(melding, teruggekoppeld=melding.teruggekoppeld + 1)
    return Decision(geteld, effects=(_bericht(geteld, ctx.now, fouten, herhaling=True),))


def _bericht(melding: Melding, op: datetime, fouten: Sequence[Fout], *, herhaling: bool = False) -> Effect:
    welke = stap(melding)
    bericht = Terugkoppeling(
        melding_referentie=melding.referentie,
        stap=welke,
        tekst=(HERHALING if herhaling else "") + toelichting(melding),
        op=op,
        kenmerk=melding.kenmerk or None,
        fouten=tuple(fouten[:MEEST]),
        waarschuwingen=waarschuwingen(melding) if welke == "ontvangen" else (),
        herhaling_geweigerd=herhaling,
    )
    data = {
        "oin": melding.melder_oin,
        "referentie": melding.referentie,
        "nummer": melding.teruggekoppeld,
        "bericht": bericht.model_dump_json(by_alias=True, exclude_none=True),
    }
    return Effect("terugkoppeling", data)
