# SPDX-License-Identifier: EUPL-1.2
"""The answer to a joint decision to afschalen: closed, or overtaken (S14).

For: checking the decision of an overleg against the clock as it is now. meetings checked who was present (L4).
Not for: deciding to afschalen; only people do (L9). A closed casus gives no place back (S6b).
"""

from zvhh_contracts.casussen import AfschalenGeweigerd, CasusAfgeschaald
from zvhh_contracts.configuration import Configuratie
from zvhh_kit.decision import Context, Decision, changed
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.parts.delen import Afschaalantwoord
from zvhh_regie.domain.rules.klok import loopt_tot
from zvhh_regie.readers.overleggen import AfschalenBesloten

REDENEN: dict[str, str] = {
    "niet-geopend": "Deze casus was niet geopend.",
    "al-afgeschaald": "Deze zaak was al afgeschaald.",
    "al-beeindigd": "Deze zaak was al op een andere grond beëindigd.",
    "incident-na-besluit": "Na het besluit was er een incident. Daarom ging afschalen niet door.",
    "incident-in-termijn": "Het laatste incident was bij het besluit nog te kort geleden.",
    "termijn-loopt": "De casus was bij het besluit nog te kort open.",
}
"""The words of each code in AfschalenGeweigerd: of then, for they are read long after."""


def beantwoord(config: Configuratie, casus: Casus | None, event: AfschalenBesloten, ctx: Context) -> Decision[Casus]:
    """CasusAfgeschaald, or AfschalenGeweigerd with the reason; a repeat of the same `nummer` is quiet (S14).

    Closed, the casus is shielded for everybody (L8) and its clock stops.
    """
    casus = casus or Casus()
    if any(antwoord.nummer == event.nummer for antwoord in casus.afschaalantwoorden):
        return Decision.nothing("besluit al beantwoord")
    reden = _reden(config, casus, event)
    antwoord = Afschaalantwoord(
        nummer=event.nummer,
        besloten_op=event.besloten_op,
        aanwezigen=event.aanwezigen,
        gaan_verder=event.gaan_verder,
        reden=reden,
        op=ctx.received,
    )
    casus = changed(casus, afschaalantwoorden=(*casus.afschaalantwoorden, antwoord))
    if reden is not None:
        return Decision(casus, (AfschalenGeweigerd(nummer=event.nummer, reden=reden),))
    feit = CasusAfgeschaald(nummer=event.nummer, afgeschaald_op=ctx.received)
    return Decision(changed(casus, afgeschaald_op=ctx.received), (feit,))


def _reden(config: Configuratie, casus: Casus, event: AfschalenBesloten) -> str | None:
    """Why the decision doesn't stand: by the same clock that made it possible, at the moment of the decision."""
    if casus.afgeschaald_op is not None:
        return "al-afgeschaald"
    if casus.beeindigd_op is not None:
        return "al-beeindigd"
    if casus.geopend_op is None:
        return "niet-geopend"
    momenten = casus.incidentmomenten
    if any(moment > event.besloten_op for moment in momenten):
        return "incident-na-besluit"
    if any(loopt_tot(config, moment) > event.besloten_op for moment in momenten):
        return "incident-in-termijn"
    return "termijn-loopt" if loopt_tot(config, casus.geopend_op) > event.besloten_op else None
