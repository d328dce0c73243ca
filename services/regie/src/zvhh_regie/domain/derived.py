# SPDX-License-Identifier: EUPL-1.2
"""What follows from the parts of a casus: its stand, shield, clock, tasks, place in the list of tasks, and reminders.

For: the kit, which calls `derive` after every decision, and the decisions that tell others what the clock says. The words of
a task stand in the one table (`zvhh_contracts.taken`). That nobody leads, and that a choice or a joint decision was refused,
are tasks of meetings, where the next choice and decision are made. Not for: deciding; all of it proposes (L9).
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from zvhh_contracts.casusregie import regisseurs
from zvhh_contracts.casussen import AfschalenVervallen
from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.taken import Taak
from zvhh_kit.domain.calendar import add_months, at_local, local_date
from zvhh_kit.domain.decision import Context, Derived, changed
from zvhh_regie.domain.casus import Casus, Stand

AFSCHALEN: Final = "afschalen"
"""The reminder at which the clock runs out."""

WACHTLIJST: Final = "wachtlijst"
"""The weekly reminder of a waiting casus."""

JAARWISSELING: Final = "jaarwisseling"
"""The reminder at which the pilotjaar of a waiting casus is over."""


def derive(config: Configuratie, casus: Casus, _: Context) -> Derived[Casus]:
    """The casus with all that follows from its parts, and the reminders that must stand."""
    known = changed(_opgewonden(config, casus), stand=_stand(casus), afgeschermd=_afgeschermd(casus))
    taken = taken_van(known)
    return Derived(changed(known, taken=taken, taken_volgorde=_volgorde(known, taken)), _reminders(config, known))


def _stand(casus: Casus) -> Stand:
    if casus.gesloten_op is not None:
        return "beeindigd" if casus.afgeschaald_op is None else "afgeschaald"
    if casus.geopend_op is not None:
        return "loopt"
    if casus.van_wachtlijst is not None:
        return "van-wachtlijst"
    return "wachtlijst" if casus.wachtplek is not None else _stand_van_weging(casus)


def _stand_van_weging(casus: Casus) -> Stand:
    """A weegoverleg that was held outranks a withdrawal that crossed it."""
    if casus.weging is None:
        return "aangemeld" if casus.ingetrokken_op is None else "ingetrokken"
    if casus.claimt_plaats:
        return "wacht-op-plaats"
    return "niet-passend" if casus.weging.passend is False else "tweede-weegoverleg"


def _afgeschermd(casus: Casus) -> bool:
    """Closed, or joined to a zaak that is closed, withdrawn or not (D11b); a weegoverleg of its own outranks that."""
    if casus.gesloten_op is not None:
        return True
    apart = casus.weging is not None or casus.geopend_op is not None or casus.wachtplek is not None
    gevoegd = casus.feiten.triage == "gevoegd" and not apart
    # of one that was joined before its zaak was kept, that is the one that closed
    bij = casus.gevoegd_bij or next(iter(casus.hoofdzaken_gesloten), None)
    return gevoegd and bij in casus.hoofdzaken_gesloten


def loopt_tot(config: Configuratie, vanaf: datetime) -> datetime:
    """When a clock that starts at `vanaf` runs out, in UTC: 00:00 local, six calendar months after its local day.

    Clamped to the end of the month: 31 August → 28 (29) February (S14).
    """
    return at_local(add_months(local_date(vanaf), config.termijnen.zonder_incident_maanden))


def _opgewonden(config: Configuratie, casus: Casus) -> Casus:
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
    casus = _opgewonden(config, casus)
    if not casus.afschalen_mogelijk or casus.klok_tot is None or casus.klok_tot <= now:
        return casus, ()
    return changed(casus, afschalen_mogelijk=False), (AfschalenVervallen(opnieuw_op=casus.klok_tot),)


def taken_van(casus: Casus) -> tuple[Taak, ...]:
    """Every task of a casus, as far as regie owns it; none before it waits or runs, and none after it is closed."""
    if casus.stand not in ("wachtlijst", "loopt"):
        return ()
    wacht = _taken_van_de_wachtlijst(casus) if casus.stand == "wachtlijst" else ()
    return (*wacht, *_taken_van_de_casusregie(casus), *_taken_van_incidenten(casus))


def waarover(casus: Casus, code: str, nummer: int | None) -> str:
    """What a task that a person ends is about: the look of another week, or another correction, is another task."""
    if code == "wachtlijst-bespreken":
        gevraagd = casus.wachtplek.herinnerd_op if casus.wachtplek is not None else None
        return gevraagd.isoformat() if gevraagd is not None else ""
    return f"{nummer}.{_weggenomen(casus, nummer)}"


def _open(casus: Casus, code: str, nummer: int | None = None) -> bool:
    """Nobody said that it is done."""
    return (code, waarover(casus, code, nummer)) not in {(one.taak, one.over) for one in casus.afgerond}


def _taken_van_de_wachtlijst(casus: Casus) -> Iterator[Taak]:
    """Offered, next year's decision, and the weekly look: all for a procesregisseur (S6b)."""
    plek = casus.wachtplek
    if plek is None:
        return
    if plek.aangeboden_op is not None:
        yield Taak(code="plaats-bevestigen")
    if plek.jaar_voorbij:
        yield Taak(code="volgend-jaar-beslissen")
    if plek.herinnerd_op is not None and _open(casus, "wachtlijst-bespreken"):
        yield Taak(code="wachtlijst-bespreken", uiterlijk=plek.herinnerd_op)


def _taken_van_de_casusregie(casus: Casus) -> Iterator[Taak]:
    """Somebody leads who may no longer read (S16, L6)."""
    lopend = next((one for one in casus.regie if one.tot is None), None)
    if lopend is not None and any(persoon in casus.geweerd for _, persoon in regisseurs(lopend.casusregie)):
        yield Taak(code="casusregisseur-geweerd")


def _taken_van_incidenten(casus: Casus) -> Iterator[Taak]:
    """A correction counts at once; that it took away what another organisation called serious is looked at (D4)."""
    for one in casus.incidenten:
        if _weggenomen(casus, one.nummer) and _open(casus, "ernstig-incident-weg", one.nummer):
            yield Taak(code="ernstig-incident-weg", nummer=one.nummer)


def _weggenomen(casus: Casus, nummer: int | None) -> int:
    """The last version of an incident that took something away; 0 where none did."""
    incident = casus.incident(nummer) if nummer is not None else None
    versies = incident.versies if incident is not None else ()
    return max((plek for plek, versie in enumerate(versies, start=1) if versie.neemt_weg), default=0)


def _volgorde(casus: Casus, taken: tuple[Taak, ...]) -> str:
    """The place in the list of tasks: earliest term first, without one at the end; then the oldest melding."""
    if not taken:
        return ""
    eerste = min(taak.uiterlijk or date.max for taak in taken)
    sinds = "" if casus.ontvangen_op is None else casus.ontvangen_op.isoformat(timespec="milliseconds")
    return f"{eerste.isoformat()} {sinds}"


def _reminders(config: Configuratie, casus: Casus) -> dict[str, datetime]:
    """When the clock runs out, as long as it was not said; and for who waits every week, and the end of its year (S6b).

    A week counts from the last look, before the first one from when it came in this line; where an earlier release did not
    keep that, from when it waits, in a later year's line from 1 January.
    """
    if casus.stand == "loopt" and casus.klok_tot is not None and not casus.afschalen_mogelijk:
        return {AFSCHALEN: casus.klok_tot}
    plek = casus.wachtplek
    if casus.stand != "wachtlijst" or plek is None:
        return {}
    gekeken = plek.herinnerd_op or plek.in_rij_op or max(local_date(plek.sinds), date(plek.pilotjaar, 1, 1))
    wekelijks = {WACHTLIJST: at_local(gekeken + timedelta(days=config.termijnen.wachtlijst_herinneren_dagen))}
    return wekelijks if plek.jaar_voorbij else wekelijks | {JAARWISSELING: at_local(date(plek.pilotjaar + 1, 1, 1))}
