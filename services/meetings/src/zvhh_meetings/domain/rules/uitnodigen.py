# SPDX-License-Identifier: EUPL-1.2
"""Who is invited to an overleg: partners only, and at a casusoverleg those that take part (L4, L4b, L5, L6).

Not for: what an invitation says (`views/uitnodiging`), nor sending anything.
"""

from collections.abc import Sequence

from zvhh_contracts.overleggen import Overlegsoort
from zvhh_kit.domain.decision import changed
from zvhh_meetings.domain.parts.overleg import Overleg
from zvhh_meetings.domain.rules.behandeling import Stappen, Toets
from zvhh_meetings.domain.rules.ritme import meld_gepland


def genodigden_fouten(toets: Toets, genodigden: Sequence[str], soort: Overlegsoort) -> None:
    """Partners only; at a casusoverleg only those that take part, for that list is the access list (L4b, L5, L6)."""
    deelnemers = toets.traject.deelnemers if soort == "casusoverleg" else None
    for plek, oin in enumerate(genodigden):
        place = f"/genodigden/{plek}"
        if oin in genodigden[:plek]:
            toets.meld("dubbel", "Deze organisatie staat er dubbel in.", place)
        elif not toets.geen_partner(oin, place) and deelnemers is not None and oin not in deelnemers:
            toets.meld("geen-deelnemer", "Deze partner doet niet mee aan deze zaak. Voeg de partner eerst toe.", place)


def waarschuw_zonder_lid_1(stappen: Stappen, genodigden: Sequence[str]) -> None:
    """Without lid 1 those present can't decide (L4); a warning, never a block."""
    if not any((partner := stappen.config.partner(oin)) and partner.lid == 1 for oin in genodigden):
        stappen.waarschuwingen.append(
            "Er is nog geen lid-1-partner uitgenodigd. Zonder lid 1 kan dit overleg niet besluiten."
        )


def nodig(stappen: Stappen, overleg: Overleg, genodigden: tuple[str, ...]) -> None:
    """These are invited from now on; who no longer is, is kept for a CANCEL. Of a weegoverleg the others hear it (L6)."""
    if set(genodigden) == set(overleg.genodigden):
        return
    ooit = dict.fromkeys((*overleg.afgezegd, *overleg.genodigden))
    afgezegd = tuple(oin for oin in ooit if oin not in genodigden)
    anders = changed(overleg, genodigden=genodigden, afgezegd=afgezegd)
    stappen.traject = stappen.traject.met_overleg(anders)
    if overleg.soort == "weegoverleg":
        meld_gepland(stappen, anders)
