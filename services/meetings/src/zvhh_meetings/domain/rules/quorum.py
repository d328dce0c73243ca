# SPDX-License-Identifier: EUPL-1.2
"""May those present decide (L4): at least two organisations, at least one of them lid 1, that were invited or added with a
reason; ZVHH staff counts for none.

Below that an overleg is *besproken, niet besloten*. Not for: which decisions need it; see `weegregels`, `casusregels`.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from zvhh_contracts.configuration import Configuratie
from zvhh_meetings.domain.parts.verslagdelen import Aanwezige
from zvhh_meetings.domain.rules.toets import Toets


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether those present may decide, and the sentence that says why (not)."""

    haalt: bool
    tekst: str


def quorum(config: Configuratie, organisaties: Iterable[str]) -> Quorum:
    """Judge the OINs of those present; an organisation counts once."""
    partners = [partner for oin in sorted(set(organisaties)) if (partner := config.partner(oin)) and partner.lid]
    lid_1 = [partner.naam for partner in partners if partner.lid == 1]
    redenen = []
    if len(partners) < config.minimum_organisaties:
        redenen.append(f"er zijn minder dan {config.minimum_organisaties} organisaties")
    if not lid_1:
        redenen.append("er is geen lid-1-partner")
    if redenen:
        waarom = " en ".join(redenen)
        return Quorum(False, f"Besluiten kan nu niet: {waarom}. Het gesprek kunt u wel vastleggen.")
    return Quorum(True, f"Besluiten kan: {len(partners)} organisaties, lid 1: {', '.join(lid_1)}.")


def organisaties_van(config: Configuratie, aanwezigen: Iterable[Aanwezige]) -> tuple[str, ...]:
    """The OINs of those present, each once, without the ZVHH (L4)."""
    return tuple(dict.fromkeys(een.oin for een in aanwezigen if een.oin != config.zvhh_oin))


BIJ_WEEGOVERLEG = "Een derde kan niet bij een weegoverleg zijn."
NIET_UITGENODIGD = "Deze organisatie was niet uitgenodigd. Schrijf waarom zij erbij was; dan telt zij mee."
BIJ_CASUSOVERLEG = "Zet een derde bij de derden, met de getekende geheimhoudingsverklaring."


def aanwezig_fouten(
    toets: Toets, aanwezigen: Sequence[Aanwezige], deelnemers: Iterable[str] | None, genodigden: Collection[str] = ()
) -> None:
    """Every one present is a partner or the ZVHH; with `deelnemers` (at a casusoverleg), one of those (L4b); else one of
    the `genodigden`, or added with a reason: who came along uninvited counts for the quorum by that only (L4).

    A derde is never one of them, and so never counts (L4, L5).
    """
    derde = BIJ_WEEGOVERLEG if deelnemers is None else BIJ_CASUSOVERLEG
    if not aanwezigen:
        toets.meld("aanwezigen-ontbreken", "Zeg wie er aanwezig waren.", "/aanwezigen")
    mag = None if deelnemers is None else set(deelnemers)
    for plek, een in enumerate(aanwezigen):
        place = f"/aanwezigen/{plek}/oin"
        if een.oin == toets.config.zvhh_oin or toets.geen_partner(een.oin, place, derde):
            continue
        if mag is None and een.oin not in genodigden and not een.reden:
            toets.meld("niet-uitgenodigd", NIET_UITGENODIGD, f"/aanwezigen/{plek}/reden")
        if mag is not None and een.oin not in mag:
            toets.meld("geen-deelnemer", "Deze partner doet niet mee aan deze zaak. Voeg de partner eerst toe.", place)
