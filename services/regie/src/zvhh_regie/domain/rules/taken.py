# SPDX-License-Identifier: EUPL-1.2
"""What must be done in a casus, as far as regie owns it: it follows from the state, like the stand, and is never stored by
hand. The words stand in the one table (`zvhh_contracts.taken`).

For: GET /v1/taken. Not for: deciding; a task proposes and a person decides (L9). That nobody leads, and that a choice or a
joint decision was refused, are tasks of meetings, where the next choice and decision are made.
"""

from collections.abc import Iterator

from zvhh_contracts.casusregie import regisseurs
from zvhh_contracts.taken import Taak, van
from zvhh_regie.domain.casus import Casus


def taken(casus: Casus) -> tuple[Taak, ...]:
    """Every task of a casus; none before it waits or runs, and none after it is closed."""
    if casus.stand not in ("wachtlijst", "loopt"):
        return ()
    wacht = _van_de_wachtlijst(casus) if casus.stand == "wachtlijst" else ()
    return (*wacht, *_van_de_casusregie(casus), *_van_incidenten(casus))


def eigen(casus: Casus) -> tuple[Taak, ...]:
    """The tasks in a stored state that are (still) regie's own."""
    return tuple(taak for taak in casus.taken if taak.code in van("regie"))


def over(casus: Casus, code: str, nummer: int | None) -> str:
    """What a task that a person ends is about: the look of another week, or another correction, is another task."""
    if code == "wachtlijst-bespreken":
        gevraagd = casus.wachtplek.herinnerd_op if casus.wachtplek is not None else None
        return gevraagd.isoformat() if gevraagd is not None else ""
    return f"{nummer}.{_weggenomen(casus, nummer)}"


def _open(casus: Casus, code: str, nummer: int | None = None) -> bool:
    """Nobody said that it is done."""
    waarover = over(casus, code, nummer)
    return not any((een.taak, een.over) == (code, waarover) for een in casus.afgerond)


def _van_de_wachtlijst(casus: Casus) -> Iterator[Taak]:
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


def _van_de_casusregie(casus: Casus) -> Iterator[Taak]:
    """Somebody leads who may no longer read (S16, L6)."""
    lopend = next((periode for periode in casus.regie if periode.tot is None), None)
    if lopend is not None and any(persoon in casus.geweerd for _, persoon in regisseurs(lopend.casusregie)):
        yield Taak(code="casusregisseur-geweerd")


def _van_incidenten(casus: Casus) -> Iterator[Taak]:
    """A correction counts at once; that it took away what another organisation called serious is looked at (D4)."""
    for incident in casus.incidenten:
        nummer = incident.nummer
        if _weggenomen(casus, nummer) and _open(casus, "ernstig-incident-weg", nummer):
            yield Taak(code="ernstig-incident-weg", nummer=nummer)


def _weggenomen(casus: Casus, nummer: int | None) -> int:
    """The last version of an incident that took something away; 0 where none did."""
    incident = casus.incident(nummer) if nummer is not None else None
    versies = incident.versies if incident is not None else ()
    return max((plek for plek, versie in enumerate(versies, start=1) if versie.neemt_weg), default=0)
