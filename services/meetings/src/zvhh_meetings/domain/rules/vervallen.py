# SPDX-License-Identifier: EUPL-1.2
"""An overleg that is cancelled because of what another service told, not by a person.

It keeps no cause and no moment: two events may both cause it, and whichever comes first must leave the same state.
"""

from datetime import datetime

from zvhh_contracts.overleggen import OverlegGeannuleerd
from zvhh_kit.domain.decision import Decision, changed
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.overleg import Overleg


def overleg_vervalt(traject: Overlegtraject, overleg: Overleg | None) -> Decision[Overlegtraject]:
    """This state, without what was planned in it, where there was something."""
    if overleg is None:
        return Decision(traject)
    weg = changed(overleg, stand="geannuleerd", vanzelf=True, volgnummer=overleg.volgnummer + 1)
    geannuleerd = OverlegGeannuleerd(nummer=overleg.nummer, soort=overleg.soort)
    return Decision(traject.met_overleg(weg), (geannuleerd,))


def casusoverleg_vervalt(traject: Overlegtraject) -> Decision[Overlegtraject]:
    """This state without a planned or proposed casusoverleg."""
    gepland = traject.gepland
    return overleg_vervalt(traject, gepland if gepland is not None and gepland.soort == "casusoverleg" else None)


def weegoverleg_vervalt(traject: Overlegtraject, sinds: datetime) -> Decision[Overlegtraject]:
    """This state without the planned weegoverleg, unless one was held (that outranks) or it had begun by `sinds`: then
    those present decide, and their minutes may still come (D1).
    """
    gepland = traject.gepland
    vervalt = gepland is not None and gepland.soort == "weegoverleg" and traject.weging is None
    return overleg_vervalt(traject, gepland if gepland is not None and vervalt and gepland.begin > sinds else None)
