# SPDX-License-Identifier: EUPL-1.2
"""How far two zaken are when the acts begin: reported, planned, running, joined.

For: `test_toegang`. Each is lived by the same acts and routes; `house`: an empty one.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from tests.contract.toegang.daden import held, join, plan, withdraw
from tests.contract.toegang.huis import House, services
from tests.contract.toegang.mensen import OM, PO, ROB, VERA, VT, Moment, configuration, report
from tests.contract.toegang.tabel import Facts

BEGINS = datetime.fromisoformat("2025-03-03T09:00:00+00:00")


def _judged(moment: Moment) -> None:
    for criterion in ("leefgebieden", "veiligheid", "samenwerking"):
        body: dict[str, Any] = {"criterium": criterion, "ja": True, "motivatie": "Ja. TRIAGE-A"}
        moment.noor("triage", "beoordeel", body | ({"domeinen": ["zorg"]} if criterion == "samenwerking" else {}))
    moment.noor("triage", "bevestig", {"uitkomst": "doorgezet"})


def empty() -> House:
    """Nothing was reported."""
    return House(services(configuration()), BEGINS)


def reported(house: House) -> Moment:
    """A and B were reported by two partners, with open addresses."""
    moment = Moment(house, Facts())
    report(moment, "A", VERA, shielded=False)
    moment.house.wait_until(moment.house.now + timedelta(days=1))
    report(moment, "B", ROB, shielded=False)
    return moment


def planned(house: House) -> Moment:
    """The weegoverleg of A is planned, with VT, PO and OM."""
    moment = reported(house)
    _judged(moment)
    plan(moment, [VT, PO, OM])
    moment.a.invited = {VT, PO, OM}
    return moment


def runs(house: House) -> Moment:
    """A runs: it was weighed, has its place, and its first casusoverleg is proposed."""
    moment = planned(house)
    held(moment)
    return moment


def runs_with_joined(house: House) -> Moment:
    """The same, and B joined it."""
    moment = runs(house)
    join(moment)
    return moment


def runs_with_withdrawn(house: House) -> Moment:
    """B joined A and was withdrawn before A was weighed; A runs."""
    moment = planned(house)
    join(moment)
    withdraw(moment)
    held(moment)
    return moment


BEGINNINGS: dict[str, Callable[[House], Moment]] = {
    "reported": reported,
    "planned": planned,
    "runs": runs,
    "runs, joined": runs_with_joined,
    "runs, joined and withdrawn": runs_with_withdrawn,
}
