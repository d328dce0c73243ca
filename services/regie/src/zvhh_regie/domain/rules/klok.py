# SPDX-License-Identifier: EUPL-1.2
"""The six-month clock: when afschalen becomes possible, and when that no longer holds (S14, L9).

For: one function that winds the clock after any change, and the reminder that tells when it has run out.
The clock is a function of the opening and the set of valid incidents, whatever the order in which they came to light.
Not for: closing a casus; only people decide that (`afschalen`).
"""

from datetime import datetime
from typing import Final

from zvhh_contracts.casussen import AfschalenMogelijk, AfschalenVervallen
from zvhh_contracts.configuration import Configuratie
from zvhh_kit.calendar import add_months, at_local, local_date
from zvhh_kit.decision import Context, Decision, changed
from zvhh_regie.domain.casus import Casus

HERINNERING: Final = "afschalen"
"""The name of the reminder at which the clock runs out."""


def loopt_tot(config: Configuratie, vanaf: datetime) -> datetime:
    """When a clock that starts at `vanaf` runs out, in UTC: 00:00 local, six calendar months after its local day.

    Clamped to the end of the month: 31 August → 28 (29) February (S14).
    """
    maanden = config.termijnen.zonder_incident_maanden
    return at_local(add_months(local_date(vanaf), maanden))


def opgewonden(config: Configuratie, casus: Casus) -> Casus:
    """The casus with its clock wound: from the later of opening and last incident, by the incident's moment (S14).

    None before the opening; after closing it stays as it was. A detention does not stop it. What was said of its end moves
    by an opening or an incident only, never by another configuration.
    """
    if casus.gesloten_op is not None:
        return changed(casus, afschalen_mogelijk=False)
    if casus.geopend_op is None:
        return changed(casus, klok_vanaf=None, klok_tot=None, afschalen_mogelijk=False)
    vanaf = max((casus.geopend_op, *casus.incidentmomenten))
    return casus if vanaf == casus.klok_vanaf else changed(casus, klok_vanaf=vanaf, klok_tot=loopt_tot(config, vanaf))


def wind_op(config: Configuratie, casus: Casus, now: datetime) -> tuple[Casus, tuple[AfschalenVervallen, ...]]:
    """The casus after a change of the opening or of an incident, with its clock wound, and what that says.

    AfschalenMogelijk that no longer holds at `now` is taken back; one that still holds is not said again (S14).
    """
    casus = opgewonden(config, casus)
    if not casus.afschalen_mogelijk or casus.klok_tot is None or casus.klok_tot <= now:
        return casus, ()
    return changed(casus, afschalen_mogelijk=False), (AfschalenVervallen(opnieuw_op=casus.klok_tot),)


def meld_mogelijk(casus: Casus | None, ctx: Context) -> Decision[Casus]:
    """The reminder came due: say once that afschalen is possible. An item for an agenda, never a decision (S14, L9)."""
    if casus is None or casus.klok_tot is None or casus.gesloten_op is not None:
        return Decision.nothing("er loopt geen klok")
    if casus.afschalen_mogelijk:
        return Decision.nothing("al gemeld")
    if ctx.now < casus.klok_tot:
        return Decision.nothing("de klok loopt nog")
    return Decision(changed(casus, afschalen_mogelijk=True), (AfschalenMogelijk(sinds=casus.klok_tot),))
