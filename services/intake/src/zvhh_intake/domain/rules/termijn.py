# SPDX-License-Identifier: EUPL-1.2
"""The terms that begin with a decision or an event: the short term of what went no further (L8), and that of an invitation (L6)."""

from datetime import date, datetime, timedelta

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.domain.calendar import local_date


def uitnodiging_tot(config: Configuratie, begin: datetime) -> date:
    """The last local day on which the invitation to an overleg that is not recorded gives access (L6)."""
    return local_date(begin) + timedelta(days=config.termijnen.uitnodiging_dagen)


def kort_na(config: Configuratie, moment: datetime) -> date:
    """The local day on which what went no further at this moment is destroyed (L8)."""
    return local_date(moment) + timedelta(days=config.termijnen.afgewezen_bewaren_dagen)
