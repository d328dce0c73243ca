# SPDX-License-Identifier: EUPL-1.2
"""Whether a partner is asked about a year: only who had zaken in it, and has not answered (L10).

It looks at zaken that the partner may not see any more, and tells only whether there is one.
"""

from zvhh_contracts.taken import Taak
from zvhh_intake import queries
from zvhh_intake.domain.melding import MELDING
from zvhh_intake.domain.partnerjaar import PARTNERJAAR, gevraagd_jaar, jaartaak, partnerjaar_id
from zvhh_kit.calendar import local_date
from zvhh_kit.http import Desk


async def open_jaarvraag(zaken: Desk) -> Taak | None:
    """The task to answer the question of this year."""
    jaar = gevraagd_jaar(local_date(zaken.received))
    if "melder" not in zaken.actor.roles or not await had_zaken(zaken, jaar):
        return None
    answered = queries.met_id(partnerjaar_id(zaken.actor.oin, jaar))
    if await zaken.find(answered, kind=PARTNERJAAR, everywhere=True, limit=1):
        return None
    return jaartaak(zaken.actor.oin, jaar)


async def had_zaken(zaken: Desk, jaar: int) -> bool:
    """Whether the partner reported, or took part in, a casus that ran in a year or was closed in it."""
    asked = queries.had_zaken(zaken.actor.oin, jaar)
    return bool(await zaken.find(asked, kind=MELDING, everywhere=True, limit=1))
