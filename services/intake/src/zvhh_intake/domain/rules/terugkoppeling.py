# SPDX-License-Identifier: EUPL-1.2
"""What a reporter is told at each stand: one table, for the page and for a partner's own system alike (D5).

For: the API, and every decision about a melding that came in by a partner's own topic (`besluit`).
Not for: sending it; that is an effect of the kit, after the save. No reasons and no content ever stand in it.
"""

from typing import Literal

from zvhh_contracts.partner import Fout, Stap
from zvhh_contracts.triages import Route
from zvhh_intake.domain.melding import Melding, Stand
from zvhh_kit.domain.decision import Refused

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
GetoondeStand = Stand | Literal["behandeld"]
"""*Behandeld* is what a reporter reads where the stand itself would tell of another zaak (D11b), or that there is none."""
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
NEE: frozenset[Stand] = frozenset({"afgewezen", "niet-passend"})
"""Stands that a reporter reads as *behandeld* too where the way on is one of `MONDELING`: they
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


def fouten_van(geweigerd: Refused) -> tuple[Fout, ...]:
    """The faults of a refusal, as a partner's system is told them."""
    return tuple(Fout(code=fout.code, tekst=fout.text, plaats=fout.place) for fout in geweigerd.faults)
