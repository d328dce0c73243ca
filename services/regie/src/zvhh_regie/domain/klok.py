# SPDX-License-Identifier: EUPL-1.2
"""The six-month clock: when afschalen becomes possible, and when that no longer holds (S14, L9).

For: one function that winds the clock after any change, and the reminder that tells when it has run out.
The clock is a function of the opening and the set of valid incidents, whatever the order in which they came to light.
Not for: closing a casus; only people decide that (`afschalen`).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from pydantic import BaseModel

from zvhh_contracts.casussen import AfschalenMogelijk, AfschalenVervallen
from zvhh_contracts.configuration import Configuratie
from zvhh_kit.calendar import add_months, at_local, local_date
from zvhh_kit.decision import Context, Decision
from zvhh_regie.domain.casus import Casus, met

HERINNERING = "afschalen"
"""The name of the reminder at which the clock runs out."""


class Opgewonden(NamedTuple):
    """A casus with its clock wound, and what that says and sets."""

    casus: Casus
    events: tuple[BaseModel, ...] = ()
    reminders: Mapping[str, datetime | None] = {}


def loopt_tot(config: Configuratie, vanaf: datetime) -> datetime:
    """When a clock that starts at `vanaf` runs out, in UTC: 00:00 local, six calendar months after its local day.

    Clamped to the end of the month: 31 August → 28 (29) February (S14).
    """
    maanden = config.termijnen.zonder_incident_maanden
    return at_local(add_months(local_date(vanaf), maanden))


def wind_op(config: Configuratie, casus: Casus, now: datetime) -> Opgewonden:
    """Wind the clock after a change of the opening or of an incident; nothing before opening and after closing.

    It starts at the later of opening and last incident, by the incident's moment; a detention does not stop it. AfschalenMogelijk that no longer
    holds at `now` is taken back by AfschalenVervallen; one that still holds is not said again (S14).
    """
    if casus.geopend_op is None or casus.gesloten_op is not None:
        return Opgewonden(casus)
    vanaf = max((casus.geopend_op, *casus.incidentmomenten))
    tot = loopt_tot(config, vanaf)
    casus = met(casus, klok_vanaf=vanaf, klok_tot=tot)
    if not casus.afschalen_mogelijk:
        return Opgewonden(casus, reminders={HERINNERING: tot})
    if tot <= now:
        return Opgewonden(casus)
    vervallen = AfschalenVervallen(opnieuw_op=tot)
    return Opgewonden(met(casus, afschalen_mogelijk=False), (vervallen,), {HERINNERING: tot})


def meld_mogelijk(casus: Casus | None, ctx: Context) -> Decision[Casus]:
    """The reminder came due: say once that afschalen is possible. An item for an agenda, never a decision (S14, L9)."""
    if casus is None or casus.klok_tot is None or casus.gesloten_op is not None:
        return Decision.nothing("er loopt geen klok")
    if casus.afschalen_mogelijk:
        return Decision.nothing("al gemeld")
    if ctx.now < casus.klok_tot:
        return Decision(reminders={HERINNERING: casus.klok_tot})
    return Decision(met(casus, afschalen_mogelijk=True), (AfschalenMogelijk(sinds=casus.klok_tot),))
