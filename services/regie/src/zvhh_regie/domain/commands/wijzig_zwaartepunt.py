# SPDX-License-Identifier: EUPL-1.2
"""The zwaartepunt of a casus: in which gemeente its centre of gravity lies, dated and with a reason (S16).

Not for: the gemeente of the melding; that stays what the reporter gave.
"""

from collections.abc import Iterator
from datetime import date

from zvhh_contracts.casussen import ZwaartepuntGewijzigd
from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Code
from zvhh_contracts.given import Day
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Command, Context, Decision, Fault, Refused, Sealed, changed
from zvhh_regie.domain.casus import Casus, voor_procesregisseur
from zvhh_regie.domain.parts.zwaartepunt import Zwaartepunt
from zvhh_regie.domain.rules.teksten import Tekst

BUITEN_DE_REGIO = "buiten-de-regio"


class WijzigZwaartepunt(Command):
    """The centre of gravity lies in `gemeente`, or outside the region, since the local day `per`, because of `reden`."""

    gemeente: Code
    per: Day
    reden: Sealed[Tekst]


def wijzig_zwaartepunt(
    config: Configuratie, casus: Casus | None, command: WijzigZwaartepunt, ctx: Context
) -> Decision[Casus]:
    """The next zwaartepunt; the former ones stay as history, one of the same day too (S16).

    Refused: not a procesregisseur (404), closed (S15), no gemeente of the list, a day in the future or before the last.
    """
    casus = voor_procesregisseur(casus, ctx)
    if faults := list(_bezwaren(config, casus, command, local_date(ctx.received))):
        raise Refused.many(faults)
    nieuw = Zwaartepunt(
        gemeente=command.gemeente, per=command.per, reden=command.reden, door=ctx.actor.subject, op=ctx.received
    )
    zwaartepunten = (*casus.zwaartepunten, nieuw)
    feit = ZwaartepuntGewijzigd(gemeente=nieuw.gemeente, per=nieuw.per)
    return Decision(changed(casus, zwaartepunten=zwaartepunten), (feit,), result={"nummer": len(zwaartepunten)})


def _bezwaren(config: Configuratie, casus: Casus, command: WijzigZwaartepunt, vandaag: date) -> Iterator[Fault]:
    if not _te_noemen(config, command.gemeente):
        yield Fault("gemeente-onbekend", "Kies een gemeente uit de lijst, of 'buiten de regio'.", "/gemeente")
    if command.per > vandaag:
        yield Fault("datum-in-toekomst", "Deze datum ligt in de toekomst.", "/per")
    if casus.zwaartepunt is not None and command.per < casus.zwaartepunt.per:
        yield Fault("voor-laatste-zwaartepunt", "De datum ligt voor het begin van het laatste zwaartepunt.", "/per")


def _te_noemen(config: Configuratie, gemeente: str) -> bool:
    """A person may move away while the zaak stays (D10); of what nobody knows no centre of gravity can be said (S16)."""
    if gemeente not in config.gemeenten:
        return False
    return gemeente == BUITEN_DE_REGIO or gemeente not in config.gemeenten_zonder_vermelding
