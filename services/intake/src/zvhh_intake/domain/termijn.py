# SPDX-License-Identifier: EUPL-1.2
"""When a zaak is destroyed (L8): one sum on its terms, and the short term itself; and when an invitation ends (L6).

For: `derived`, which computes it after every change, and what starts a short term. Not for: changing a term (`bewaren`).
"""

from datetime import date, datetime, timedelta

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.calendar import local_date

VERNIETIGEN = "vernietigen"
"""The reminder that comes due at the first moment of that local day."""


UITNODIGING = "uitnodiging-voorbij"
"""The reminder of the day after the last one on which an invitation gives access (L6)."""

OPRUIMEN = "opruimen"
"""The reminder to forget what a refused record was."""

VERLOPEN = "verlopen"
"""The reminder that a draft, or an answer to the yearly question, is kept no longer."""


def uitnodiging_tot(config: Configuratie, begin: datetime) -> date:
    """The last local day on which the invitation to an overleg that is not recorded gives access (L6)."""
    return local_date(begin) + timedelta(days=config.termijnen.uitnodiging_dagen)


def kort_na(config: Configuratie, moment: datetime) -> date:
    """The local day on which what went no further at this moment is destroyed (L8)."""
    return local_date(moment) + timedelta(days=config.termijnen.afgewezen_bewaren_dagen)


def einde_bewaren(
    *,
    uiterlijk: date | None,
    verlengd_tot: date | None = None,
    kort: date | None = None,
    hoofdzaak_weg_op: date | None = None,
    aangehouden: bool = False,
) -> date | None:
    """The local day at whose first moment the zaak is destroyed; None: it has no term, or is on hold (L8).

    `uiterlijk`: five years after first processing; `verlengd_tot`: renewed until then; `kort`: what went no further goes
    after its short term; `hoofdzaak_weg_op`: the zaak that it was joined to is gone (D11b). The earliest counts, and a
    hold outranks them all.
    """
    if aangehouden:
        return None
    lang = max((dag for dag in (uiterlijk, verlengd_tot) if dag is not None), default=None)
    return min((dag for dag in (lang, kort, hoofdzaak_weg_op) if dag is not None), default=None)
