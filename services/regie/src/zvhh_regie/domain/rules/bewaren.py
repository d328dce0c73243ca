# SPDX-License-Identifier: EUPL-1.2
"""How long a casus is kept, as far as regie can tell; and its destruction, when intake says so (L8).

intake alone decides: it holds the term, its renewal and holds. Not for: what the counts of a destroyed casus are.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from pydantic import BaseModel

from zvhh_contracts.casussen import CasusVernietigd
from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.regie_intern import PlaatsVernietigd
from zvhh_kit.calendar import add_months, local_date
from zvhh_kit.decision import Addressed, Context, Decision, changed, to
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.parts.delen import Bewaartermijn
from zvhh_regie.domain.pilotjaar import pilotjaar_id
from zvhh_regie.readers.meldingen import BewaartermijnGewijzigd, MeldingVernietigd

Telling = Callable[[Casus], tuple[BaseModel | Addressed, ...]]
"""What a casus adds to the evaluation, said once when it is destroyed (S18)."""


def uiterste_dag(config: Configuratie, eerste_verwerking_op: datetime) -> date:
    """The last local day of the term: five years after the first processing, whatever happened since (L8)."""
    return add_months(local_date(eerste_verwerking_op), 12 * config.termijnen.bewaren_jaren)


def vernietigen_op(config: Configuratie, casus: Casus) -> date | None:
    """The local day on which the casus is to be destroyed, None while it is on hold or nothing is known of it (L8).

    What a person decided counts. Else five years, or thirty days after a withdrawal, not passend or leaving the line.
    """
    if casus.bewaartermijn is not None:
        return casus.bewaartermijn.vernietigen_op
    einde = _einde_zonder_casus(casus)
    kort = [] if einde is None else [local_date(einde) + timedelta(days=config.termijnen.afgewezen_bewaren_dagen)]
    lang = [] if casus.vernietigen_uiterlijk_op is None else [casus.vernietigen_uiterlijk_op]
    return min([*kort, *lang], default=None)


def _einde_zonder_casus(casus: Casus) -> datetime | None:
    match casus.stand:
        case "ingetrokken":
            return casus.ingetrokken_op
        case "niet-passend":
            return casus.weging.vastgelegd_op if casus.weging else None
        case "van-wachtlijst":
            return casus.van_wachtlijst.op if casus.van_wachtlijst else None
        case _:
            return None


def wijzig(casus: Casus | None, event: BewaartermijnGewijzigd, ctx: Context) -> Decision[Casus]:
    """A person renewed the term, put the casus on hold or released it: shown as it counts now (L8)."""
    termijn = Bewaartermijn(soort=event.soort, vernietigen_op=event.vernietigen_op, op=event.op)
    return Decision(changed(casus or Casus(), bewaartermijn=termijn))


def vernietig(telling: Telling, casus: Casus | None, event: MeldingVernietigd, ctx: Context) -> Decision[Casus]:
    """Destroyed in any stand: only a tombstone stays, so that nothing that comes later makes it anew (L8).

    Its counts go first (S18), and its pilotjaar forgets who it was: a place stays counted, a turn in line goes (S6b).
    """
    vernietigd = CasusVernietigd(vernietigd_op=ctx.received)
    if casus is None:
        return Decision(events=(vernietigd,), gone=True)
    return Decision(events=(*telling(casus), *_uit_pilotjaar(casus, ctx), vernietigd), gone=True)


def _uit_pilotjaar(casus: Casus, ctx: Context) -> tuple[Addressed, ...]:
    """Word to the year in which it first claimed, if it ever did; that year passes it on where the casus was moved on."""
    staat = casus.plaats_gevraagd or casus.plaats is not None or casus.wachtplek is not None
    if casus.pilotjaar is None or not (staat or casus.aanvraag > 1):
        return ()
    vraag = PlaatsVernietigd(zaak_id=ctx.subject, aanvraag=casus.aanvraag if staat else 0)
    return (to(pilotjaar_id(casus.pilotjaar), vraag),)
