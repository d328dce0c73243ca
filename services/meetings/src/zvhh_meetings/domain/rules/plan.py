# SPDX-License-Identifier: EUPL-1.2
"""The plan van aanpak: vastgesteld in a held casusoverleg, with an intervention for pleger and slachtoffer (S12).

Versions are kept as they were vastgesteld. Not for: L4, which the command asks first.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from zvhh_contracts.overleggen import PlanVanAanpakVastgesteld
from zvhh_kit.domain.decision import changed
from zvhh_meetings.domain.parts.stukken import Interventie, Planversie
from zvhh_meetings.domain.parts.verslagdelen import Interventiekeuze, Planinhoud, Voor
from zvhh_meetings.domain.rules.behandeling import Stappen, Toets
from zvhh_meetings.domain.rules.verslag import eigenaar_fouten

NODIG: tuple[tuple[Voor, str], ...] = (
    ("slachtoffer", "Er is nog geen interventie voor het slachtoffer."),
    ("pleger", "Er is nog geen interventie voor de (vermeend) pleger."),
)
ANDERS = "anders"
"""The kind of intervention that says nothing by itself."""
PERSONEN = (1, 2)
"""Where the roles are reversed: the slachtoffer of the zaak's own melding, and its (vermeend) pleger (D11b)."""


def plan_fouten(toets: Toets, plan: Planinhoud) -> None:
    """The gate of S12, and for each intervention a known kind, an owner that takes part, and a number of this plan."""
    if toets.traject.rollen_omgekeerd:
        _elke_persoon_fouten(toets, plan)
    else:
        for voor, tekst in NODIG:
            if not any(one.voor == voor and one.stand != "gestopt" for one in plan.interventies):
                toets.meld(f"geen-interventie-{voor}", tekst, "/plan/interventies")
    bekend = {one.nummer for one in toets.traject.interventies}
    genoemd = [one.nummer for one in plan.interventies if one.nummer]
    for plek, one in enumerate(plan.interventies):
        place = f"/plan/interventies/{plek}"
        if one.soort not in toets.config.interventies:
            toets.meld("interventie-onbekend", "Kies een interventie uit de lijst.", f"{place}/soort")
        if one.soort == ANDERS and one.omschrijving is None:
            toets.meld("omschrijving-ontbreekt", "Beschrijf de interventie: u koos 'anders'.", f"{place}/omschrijving")
        eigenaar_fouten(toets, one.eigenaar, toets.traject.deelnemers, f"{place}/eigenaar")
        if one.nummer is not None and (one.nummer not in bekend or genoemd.count(one.nummer) > 1):
            toets.meld(
                "interventie-nummer", "Dit nummer staat niet in het plan, of het staat er dubbel in.", f"{place}/nummer"
            )


def _elke_persoon_fouten(toets: Toets, plan: Planinhoud) -> None:
    """Roles reversed (D11b): each of the two persons is slachtoffer and (vermeend) pleger, and needs something as both."""
    lopend = {(one.voor, one.voor_persoon) for one in plan.interventies if one.stand != "gestopt"}
    for persoon in PERSONEN:
        for voor, wie in (("slachtoffer", "slachtoffer"), ("pleger", "(vermeend) pleger")):
            if (voor, persoon) not in lopend:
                tekst = f"De rollen zijn omgekeerd: er is nog geen interventie voor persoon {persoon} als {wie}."
                toets.meld(f"geen-interventie-{voor}", tekst, "/plan/interventies")
    for plek, one in enumerate(plan.interventies):
        if one.voor in ("slachtoffer", "pleger") and one.voor_persoon not in PERSONEN:
            tekst = "De rollen zijn omgekeerd: kies voor welke van de twee personen dit is (1 of 2)."
            toets.meld("persoon-ontbreekt", tekst, f"/plan/interventies/{plek}/voorPersoon")


def stel_vast(stappen: Stappen, plan: Planinhoud, overleg: int, op: datetime, aanwezigen: tuple[str, ...]) -> None:
    """Make the next version, by those present, and tell it."""
    versie = len(stappen.traject.plannen) + 1
    interventies = _interventies(stappen, plan.interventies)
    vastgesteld = Planversie(
        versie=versie,
        overleg=overleg,
        doelen=plan.doelen,
        interventies=interventies,
        aanwezigen=aanwezigen,
        vastgesteld_op=op,
    )
    stappen.traject = changed(
        stappen.traject, plannen=(*stappen.traject.plannen, vastgesteld), interventies=interventies
    )
    geteld = Counter(one.voor for one in interventies)
    stappen.events.append(
        PlanVanAanpakVastgesteld(
            versie=versie,
            nummer=overleg,
            vastgesteld_op=op,
            interventies={voor: geteld[voor] for voor in sorted(geteld)},
            soorten=tuple(sorted({one.soort for one in interventies})),
        )
    )


def _interventies(stappen: Stappen, gekozen: Sequence[Interventiekeuze]) -> tuple[Interventie, ...]:
    """A number once given is never given again, so that a stand told between overleggen can't land elsewhere."""
    eerder = {one.nummer: one for one in stappen.traject.interventies}
    ooit = [one.nummer for versie in stappen.traject.plannen for one in versie.interventies]
    volgend = max(ooit, default=0) + 1
    gemaakt = []
    for one in gekozen:
        bestaand = eerder.get(one.nummer) if one.nummer is not None else None
        nummer, volgend = (bestaand.nummer, volgend) if bestaand else (volgend, volgend + 1)
        gemaakt.append(
            Interventie(
                nummer=nummer,
                soort=one.soort,
                voor=one.voor,
                voor_persoon=one.voor_persoon,
                eigenaar=one.eigenaar,
                start=one.start,
                omschrijving=one.omschrijving,
                stand=one.stand,
                standen=bestaand.standen if bestaand else (),
            )
        )
    return tuple(gemaakt)
