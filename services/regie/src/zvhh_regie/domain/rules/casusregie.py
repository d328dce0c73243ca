# SPDX-License-Identifier: EUPL-1.2
"""Who may lead a casus, and what is worth a second look: the reasons to say no with their words, gaps, warnings (S16).

Not for: proposing or choosing; an overleg (or a procesregisseur) does, in meetings.
"""

import itertools
from collections.abc import Iterator
from datetime import date

from zvhh_contracts.casusregie import GemeenteVoertRegie, TweeCasusregisseurs, regisseurs
from zvhh_contracts.configuration import Configuratie, Partner
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.parts.regie import Regieperiode
from zvhh_regie.domain.rules.afspraken import levert_niet
from zvhh_regie.readers import CasusregieAangewezen

REDENEN: dict[str, str] = {
    "zaak-afgeschaald": "Deze zaak was afgeschaald. De casusregie kon niet meer veranderen.",
    "zaak-beeindigd": "Deze zaak was beëindigd. De casusregie kon niet meer veranderen.",
    "partner-onbekend": "Deze organisatie stond niet in de lijst van partners.",
    "zvhh-is-geen-casusregisseur": "Een procesregisseur van het ZVHH kan geen casusregisseur zijn.",
    "derde-is-geen-casusregisseur": "Een derde kan geen casusregisseur zijn.",
    "geen-gemeente": "Deze partner is geen gemeente. Kies bij deze vorm een gemeente.",
    "geen-deelnemer": "Deze organisatie was geen deelnemer van de zaak.",
    "persoon-van-andere-organisatie": "Deze persoon werkte bij een andere organisatie.",
    "persoon-geweerd": "Deze persoon mocht deze zaak niet zien.",
    "aandeel-onbekend": "Kies voor elke casusregisseur een aandeel uit de lijst.",
    "reden-ontbreekt": "De afspraak met deze gemeente was dat zij geen casusregie levert. Geef een reden om toch voor haar te kiezen.",
    "begint-in-afgesloten-periode": "De ingangsdatum valt in een periode die al is afgesloten.",
    "begint-voor-lopende-periode": "De ingangsdatum ligt voor het begin van de laatste casusregie.",
}
"""The words of each code in CasusregieGeweigerd: of then, for they are read long after."""

WAARSCHUWINGEN: dict[str, str] = {
    "geen-kind-bekend": "De grond is dat er kinderen zijn, maar er staat geen kind bij de betrokkenen.",
}
"""The words of what is worth a second look; a warning never blocks (S16)."""


def redenen(config: Configuratie, casus: Casus, event: CasusregieAangewezen) -> Iterator[str]:
    """Every reason why this casusregie is not possible."""
    if casus.afgeschaald_op is not None:
        yield "zaak-afgeschaald"
    if casus.beeindigd_op is not None:
        yield "zaak-beeindigd"
    if isinstance(event.casusregie, TweeCasusregisseurs):
        yield from _redenen_van_aandeel(config, event.casusregie)
    for oin, persoon in regisseurs(event.casusregie):
        yield from _redenen_tegen(config, casus, event, oin, persoon)
    yield from _redenen_van_datum(casus.regie, event.ingangsdatum)


def _redenen_tegen(
    config: Configuratie, casus: Casus, event: CasusregieAangewezen, oin: str, persoon: str
) -> Iterator[str]:
    """Why this person of this partner can't lead. Who the configuration doesn't list by name is not refused."""
    partner = config.partner(oin)
    if oin == config.zvhh_oin:
        yield "zvhh-is-geen-casusregisseur"
    elif partner is None:
        yield "partner-onbekend"
    else:
        yield from _redenen_van_partner(casus, event, partner)
    professional = config.professional(persoon)
    if professional is not None and professional.organisatie != oin:
        yield "persoon-van-andere-organisatie"
    if persoon in casus.geweerd:
        yield "persoon-geweerd"


def _redenen_van_aandeel(config: Configuratie, twee: TweeCasusregisseurs) -> Iterator[str]:
    """Every split that the list knows is allowed; what isn't in it nobody could read (S16)."""
    if any(deel.aandeel not in config.aandelen for deel in twee.regisseurs):
        yield "aandeel-onbekend"


def _redenen_van_partner(casus: Casus, event: CasusregieAangewezen, partner: Partner) -> Iterator[str]:
    if partner.klasse == "derde":
        yield "derde-is-geen-casusregisseur"
    if partner.oin not in casus.deelnemers:
        yield "geen-deelnemer"
    if isinstance(event.casusregie, GemeenteVoertRegie):
        if partner.soort != "gemeente":
            yield "geen-gemeente"
        if levert_niet(partner, event.ingangsdatum) and not event.reden_gegeven:
            yield "reden-ontbreekt"


def _redenen_van_datum(regie: tuple[Regieperiode, ...], dag: date) -> Iterator[str]:
    """A new form has no end, so it must start after every period that has one, and not before the last one (S16)."""
    if any(periode.tot is not None and periode.van <= dag < periode.tot for periode in regie):
        yield "begint-in-afgesloten-periode"
    elif any(dag < periode.van for periode in regie if periode.van != periode.tot):
        yield "begint-voor-lopende-periode"


def gaten(casus: Casus, tot_en_met: date) -> tuple[tuple[date, date | None], ...]:
    """Every [van, tot) in which nobody led, after the first casusregie; tot None = still, on `tot_en_met` (S16)."""
    rijen = [periode for periode in casus.regie if periode.tot is None or periode.van < periode.tot]
    gevonden: list[tuple[date, date | None]] = []
    for eerder, later in itertools.pairwise(rijen):
        if eerder.tot is not None and eerder.tot < later.van:
            gevonden.append((eerder.tot, later.van))
    laatste = rijen[-1].tot if rijen else None
    if laatste is not None and laatste <= tot_en_met:
        gevonden.append((laatste, None))
    return tuple(gevonden)


def waarschuwingen(casus: Casus, dag: date) -> tuple[str, ...]:
    """What is worth a second look in the casusregie of a local day: led for the children, and no child is known (S16)."""
    periode = casus.regie_op(dag)
    if periode is None or not isinstance(periode.casusregie, GemeenteVoertRegie):
        return ()
    zonder_kind = "kinderen" in periode.casusregie.gronden and not casus.rollen.get("kind")
    return ("geen-kind-bekend",) if zonder_kind else ()
