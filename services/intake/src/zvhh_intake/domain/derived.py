# SPDX-License-Identifier: EUPL-1.2
"""What the kit derives of each document after every decision, so that no decision can forget it: its state with all that
follows from the parts, and the reminders. Not for: how it follows (`rules.besluit`).
"""

from datetime import timedelta

from zvhh_contracts.configuration import Configuratie
from zvhh_intake.domain.concept import Concept
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.partnerjaar import Partnerjaar
from zvhh_intake.domain.rules.besluit import afgeleid
from zvhh_kit.domain.calendar import add_months, at_local, local_date
from zvhh_kit.domain.decision import Context, Derived

VERNIETIGEN = "vernietigen"
"""The reminder that comes due at the first moment of that local day."""

UITNODIGING = "uitnodiging-voorbij"
"""The reminder of the day after the last one on which an invitation gives access (L6)."""

OPRUIMEN = "opruimen"
"""The reminder to forget what a refused record was."""

VERLOPEN = "verlopen"
"""The reminder that a draft, or an answer to the yearly question, is kept no longer."""


def van_melding(config: Configuratie, melding: Melding, _: Context) -> Derived[Melding]:
    """What follows for a melding; of a refused one only until when it is known what it was (L6, L8)."""
    nu = afgeleid(melding)
    wekkers = {}
    if nu.geweigerd and nu.referentie:
        wekkers[OPRUIMEN] = nu.ontvangen_op + timedelta(days=config.termijnen.geweigerd_bewaren_dagen)
    if nu.einde_bewaren is not None:
        wekkers[VERNIETIGEN] = at_local(nu.einde_bewaren)
    if nu.uitnodiging_tot is not None:
        wekkers[UITNODIGING] = at_local(nu.uitnodiging_tot + timedelta(days=1))
    return Derived(nu, wekkers)


def van_concept(concept: Concept, _: Context) -> Derived[Concept]:
    """A draft goes when it is kept no longer (D1)."""
    return Derived(concept, {VERLOPEN: concept.bewaard_tot})


def van_jaar(config: Configuratie, jaar: Partnerjaar, _: Context) -> Derived[Partnerjaar]:
    """An answer is kept as long as a zaak would be (L8, L10)."""
    weg = add_months(local_date(jaar.op), 12 * config.termijnen.bewaren_jaren)
    return Derived(jaar, {VERLOPEN: at_local(weg)})
