# SPDX-License-Identifier: EUPL-1.2
"""What every command asks first: is there such a zaak and such an overleg, and may anything still change.

Each raises Refused with its own Dutch text.
"""

from datetime import datetime

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.overleggen import Overlegsoort
from zvhh_kit.decision import Context, Refused
from zvhh_meetings.domain.overlegtraject import EINDES, Overlegtraject
from zvhh_meetings.domain.parts.overleg import Overleg

MELD_OPNIEUW = "Zijn er nieuwe ontwikkelingen? Meld de zaak opnieuw."


def bestaand(traject: Overlegtraject | None) -> Overlegtraject:
    """The zaak, when it exists and is not closed."""
    if traject is None:
        raise Refused("bestaat-niet", "Deze zaak bestaat niet, of u hebt er geen toegang toe.", status=404)
    if traject.casus.afgeschaald_op is not None:
        raise Refused("afgeschaald", f"Deze zaak is afgeschaald. {MELD_OPNIEUW}")
    if traject.gesloten_op is not None:
        raise Refused("beeindigd", f"Deze zaak is beëindigd. {MELD_OPNIEUW}")
    return traject


def met_deelnemers(traject: Overlegtraject | None) -> Overlegtraject:
    """The zaak, when it did not end and a weegoverleg decided who takes part (L4b)."""
    traject = bestaand(traject)
    if traject.stand in EINDES:
        raise Refused("loopt-niet", "Deze zaak loopt niet meer. Er doet niemand meer mee.")
    if not traject.deelnames:
        raise Refused("nog-geen-deelnemers", "Het weegoverleg heeft nog niet besloten wie er meedoet aan deze zaak.")
    return traject


def overleg_met(traject: Overlegtraject, nummer: int) -> Overleg:
    """The overleg with this number."""
    found = next((overleg for overleg in traject.overleggen if overleg.nummer == nummer), None)
    if found is None:
        raise Refused("overleg-bestaat-niet", "Dit overleg bestaat niet.", status=404)
    return found


def gepland_overleg(traject: Overlegtraject, nummer: int) -> Overleg:
    """The overleg with this number, when it is still planned."""
    overleg = overleg_met(traject, nummer)
    if overleg.stand == "gehouden":
        raise Refused("al-vastgelegd", "Dit overleg is al vastgelegd. Het verslag verandert niet meer.")
    if overleg.stand == "geannuleerd":
        raise Refused("geannuleerd", "Dit overleg is geannuleerd.")
    return overleg


def gehouden_overleg(traject: Overlegtraject, nummer: int) -> Overleg:
    """The overleg with this number, when its minutes were recorded."""
    overleg = overleg_met(traject, nummer)
    if overleg.stand != "gehouden":
        raise Refused("niet-vastgelegd", "Van dit overleg is nog geen verslag vastgelegd.")
    return overleg


def vast_te_leggen(
    traject: Overlegtraject, nummer: int, soort: Overlegsoort, gehouden_op: datetime | None, ctx: Context
) -> tuple[Overleg, datetime]:
    """The planned overleg of this kind and the moment at which it was held: as planned unless `gehouden_op` says other.

    Refused before that moment (by the moment of receipt), and when it lies before an overleg that was already held.
    """
    overleg = gepland_overleg(traject, nummer)
    if overleg.soort != soort:
        raise Refused("ander-overleg", f"Dit is een {overleg.soort}. Gebruik het verslag van een {overleg.soort}.")
    moment = gehouden_op or overleg.begin
    if moment > ctx.received:
        raise Refused(
            "nog-niet-gehouden", "Dit overleg is nog niet begonnen. Vastleggen kan pas daarna.", place="/gehoudenOp"
        )
    if any(one.gehouden_op and one.gehouden_op >= moment for one in traject.overleggen):
        raise Refused("voor-vorig-overleg", "Dit moment ligt voor het vorige overleg.", status=400, place="/gehoudenOp")
    return overleg, moment


def naam(config: Configuratie, oin: str) -> str:
    """How people call an organisation."""
    partner = config.partner(oin)
    return partner.naam if partner else f"organisatie {oin}"
