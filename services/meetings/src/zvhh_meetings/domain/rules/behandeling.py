# SPDX-License-Identifier: EUPL-1.2
"""How a command is dealt with: is there such a zaak and such an overleg, and may anything still change; every fault of it at
once; and the steps of a decision over one state.

Not for: the rules themselves. A decision of one step needs no `Stappen`; `changed` is enough.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from pydantic import BaseModel

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.overleggen import Overlegsoort
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Context, Decision, Fault, Refused
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
    traject: Overlegtraject, soort: Overlegsoort, gehouden_op: datetime | None, ctx: Context
) -> tuple[Overleg, datetime]:
    """The planned overleg of this kind that the path names, and the moment at which it was held: as planned unless `gehouden_op` says other.

    Refused before that moment (by the moment of receipt), and when it lies before an overleg that was already held.
    """
    overleg = gepland_overleg(traject, ctx.number)
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


class Toets:
    """One judgement. `dag`: the local day that the command is about (of the overleg; today where there is none).

    A status of 400 (wrong input) outranks 409 (not now).
    """

    def __init__(self, config: Configuratie, traject: Overlegtraject, ctx: Context, dag: date | None = None) -> None:
        self.config = config
        self.traject = traject
        self.received = ctx.received
        self.vandaag = local_date(ctx.received)
        self.dag = dag or self.vandaag
        self._faults: list[Fault] = []
        self._status: set[int] = set()

    def meld(self, code: str, text: str, place: str = "", *, status: int = 400) -> None:
        """Add a fault: a code, a Dutch text, and a JSON pointer into the body."""
        self._faults.append(Fault(code, text, place))
        self._status.add(status)

    def weiger(self) -> None:
        """Raises Refused with all of them, when there are any."""
        if self._faults:
            raise Refused.many(self._faults, status=min(self._status))

    def geen_partner(self, oin: str, place: str, derde: str = "Een derde kan niet aan deze zaak deelnemen.") -> bool:
        """Adds a fault, and says so, when this is no partner that may know of a zaak: unknown, or a derde (L5).

        `derde`: the sentence that says why a derde can't be this.
        """
        partner = self.config.partner(oin)
        if partner is None:
            self.meld("partner-onbekend", "Deze organisatie staat niet op de lijst van partners.", place)
        elif partner.lid is None:
            self.meld("derde", f"{partner.naam} is een derde. {derde}", place)
        return partner is None or partner.lid is None


@dataclass(slots=True)
class Stappen:
    """Each step sets `traject` to the changed one and adds its events and warnings; `klaar` makes the decision of them."""

    config: Configuratie
    traject: Overlegtraject
    ctx: Context
    events: list[BaseModel] = field(default_factory=list)
    waarschuwingen: list[str] = field(default_factory=list)

    @property
    def vandaag(self) -> date:
        """The local day of the message."""
        return local_date(self.ctx.received)

    def klaar(self, **antwoord: str | int) -> Decision[Overlegtraject]:
        """The decision, with its answer and the warnings in it."""
        met = {"waarschuwingen": self.waarschuwingen} if self.waarschuwingen else {}
        return Decision(self.traject, tuple(self.events), result={**antwoord, **met} or None)
