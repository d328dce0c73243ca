# SPDX-License-Identifier: EUPL-1.2
"""The plan van aanpak: vastgesteld in a held casusoverleg, with an intervention for pleger and slachtoffer (S12).

Versions are kept as they were vastgesteld. Not for: L4, which the command asks first.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from zvhh_contracts.overleggen import PlanVanAanpakVastgesteld
from zvhh_kit.decision import changed
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
            if not any(een.voor == voor and een.stand != "gestopt" for een in plan.interventies):
                toets.meld(f"geen-interventie-{voor}", tekst, "/plan/interventies")
    bekend = {een.nummer for een in toets.traject.interventies}
    genoemd = [een.nummer for een in plan.interventies if een.nummer]
    for plek, een in enumerate(plan.interventies):
        place = f"/plan/interventies/{plek}"
        if een.soort not in toets.config.interventies:
            toets.meld("interventie-onbekend", "Kies een interventie uit de lijst.", f"{place}/soort")
        if een.soort == ANDERS and een.omschrijving is None:
            toets.meld("omschrijving-ontbreekt", "Beschrijf de interventie: u koos 'anders'.", f"{place}/omschrijving")
        eigenaar_fouten(toets, een.eigenaar, toets.traject.deelnemers, f"{place}/eigenaar")
        if een.nummer is not None and (een.nummer not in bekend or genoemd.count(een.nummer) > 1):
            toets.meld(
                "interventie-nummer", "Dit nummer staat niet in het plan, of het staat er dubbel in.", f"{place}/nummer"
            )


def _elke_persoon_fouten(toets: Toets, plan: Planinhoud) -> None:
    """Roles reversed (D11b): each of the two persons is slachtoffer and (vermeend) pleger, and needs something as both."""
    lopend = {(een.voor, een.voor_persoon) for een in plan.interventies if een.stand != "gestopt"}
    for persoon in PERSONEN:
        for voor, wie in (("slachtoffer", "slachtoffer"), ("pleger", "(vermeend) pleger")):
            if (voor, persoon) not in lopend:
                tekst = f"De rollen zijn omgekeerd: er is nog geen interventie voor persoon {persoon} als {wie}."
                toets.meld(f"geen-interventie-{voor}", tekst, "/plan/interventies")
    for plek, een in enumerate(plan.interventies):
        if een.voor in ("slachtoffer", "pleger") and een.voor_persoon not in PERSONEN:
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
    geteld = Counter(een.voor for een in interventies)
    stappen.events.append(
        PlanVanAanpakVastgesteld(
            versie=versie,
            nummer=overleg,
            vastgesteld_op=op,
            interventies={voor: geteld[voor] for voor in sorted(geteld)},
            soorten=tuple(sorted({een.soort for een in interventies})),
        )
    )


def _interventies(stappen: Stappen, gekozen: Sequence[Interventiekeuze]) -> tuple[Interventie, ...]:
    """A number once given is never given again, so that a stand told between overleggen can't land elsewhere."""
    eerder = {een.nummer: een for een in stappen.traject.interventies}
    ooit = [een.nummer for versie in stappen.traject.plannen for een in versie.interventies]
    volgend = max(ooit, default=0) + 1
    gemaakt = []
    for een in gekozen:
        bestaand = eerder.get(een.nummer) if een.nummer is not None else None
        nummer, volgend = (bestaand.nummer, volgend) if bestaand else (volgend, volgend + 1)
        gemaakt.append(
            Interventie(
                nummer=nummer,
                soort=een.soort,
                voor=een.voor,
                voor_persoon=een.voor_persoon,
                eigenaar=een.eigenaar,
                start=een.start,
                omschrijving=een.omschrijving,
                stand=een.stand,
                standen=bestaand.standen if bestaand else (),
            )
        )
    return tuple(gemaakt)
