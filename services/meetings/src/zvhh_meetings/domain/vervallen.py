# SPDX-License-Identifier: EUPL-1.2
"""An overleg that is cancelled because of what another service told, not by a person.

It keeps no cause and no moment: two events may both cause it, and whichever comes first must leave the same state.
"""

from datetime import datetime

from zvhh_contracts.overleggen import OverlegGeannuleerd
from zvhh_meetings.domain.overleg import Overleg
from zvhh_meetings.domain.werk import Werk


def overleg_vervalt(werk: Werk, overleg: Overleg) -> None:
    """Cancel a planned overleg."""
    werk.wijzig_overleg(overleg.nummer, stand="geannuleerd", vanzelf=True, volgnummer=overleg.volgnummer + 1)
    werk.meld(OverlegGeannuleerd(nummer=overleg.nummer, soort=overleg.soort))


def weegoverleg_vervalt(werk: Werk, sinds: datetime) -> None:
    """Cancel the planned weegoverleg, unless one was held (that outranks) or it had begun by `sinds`: then those present
    decide, and their minutes may still come (D1).
    """
    gepland = werk.traject.gepland
    if gepland is not None and gepland.soort == "weegoverleg" and werk.traject.weging is None and gepland.begin > sinds:
        overleg_vervalt(werk, gepland)
