# SPDX-License-Identifier: EUPL-1.2
"""The answer to a joint decision that a casus ends otherwise: overdracht, overlijden, another kind of case, joined (D13).

The same decision as afschalen without the six months, counted apart; closed and shielded alike (L8).
Not for: deciding to end; only people do (L9). meetings checked who was present (L4).
"""

from zvhh_contracts.casussen import BeeindigenGeweigerd, CasusBeeindigd
from zvhh_kit.decision import Context, Decision, changed
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.parts.delen import Eindantwoord
from zvhh_regie.readers.overleggen import BeeindigenBesloten

REDENEN: dict[str, str] = {
    "niet-geopend": "Deze casus was niet geopend.",
    "al-afgeschaald": "Deze zaak was al afgeschaald.",
    "al-beeindigd": "Deze zaak was al beëindigd.",
}
"""The words of each code in BeeindigenGeweigerd."""


def beantwoord(casus: Casus | None, event: BeeindigenBesloten, ctx: Context) -> Decision[Casus]:
    """CasusBeeindigd, or BeeindigenGeweigerd with the reason; a repeat of the same `nummer` is quiet (D13).

    Incidents do not stand in its way. Closed, the casus is shielded for everybody (L8) and its clock stops.
    """
    casus = casus or Casus()
    if any(antwoord.nummer == event.nummer for antwoord in casus.eindantwoorden):
        return Decision.nothing("besluit al beantwoord")
    reden = _reden(casus)
    antwoord = Eindantwoord(
        nummer=event.nummer,
        besloten_op=event.besloten_op,
        aanwezigen=event.aanwezigen,
        gaan_verder=event.gaan_verder,
        grond=event.grond,
        reden=reden,
        op=ctx.received,
    )
    casus = changed(casus, eindantwoorden=(*casus.eindantwoorden, antwoord))
    if reden is not None:
        return Decision(casus, (BeeindigenGeweigerd(nummer=event.nummer, reden=reden),))
    feit = CasusBeeindigd(nummer=event.nummer, grond=event.grond, beeindigd_op=ctx.received)
    return Decision(changed(casus, beeindigd_op=ctx.received), (feit,))


def _reden(casus: Casus) -> str | None:
    if casus.afgeschaald_op is not None:
        return "al-afgeschaald"
    if casus.beeindigd_op is not None:
        return "al-beeindigd"
    return "niet-geopend" if casus.geopend_op is None else None
