# SPDX-License-Identifier: EUPL-1.2
"""What a command is judged against, and every fault that was found; all are told at once.

For: the checks of this domain, each of which only adds faults. Not for: the rules themselves.
"""

from datetime import date

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Context, Fault, Refused
from zvhh_meetings.domain.overlegtraject import Overlegtraject


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
