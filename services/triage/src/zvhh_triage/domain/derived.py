# SPDX-License-Identifier: EUPL-1.2
"""What follows from the parts of a triage: its stand, term, tasks, end, place in the lists and reminder.

For: the kit, which calls `derive` after every decision. Nothing here depends on the order in which the parts came.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from zvhh_contracts.taken import Taak
from zvhh_kit.domain.calendar import at_local
from zvhh_kit.domain.decision import Context, Derived, changed
from zvhh_triage.domain.parts.besluit import Besluitsoort
from zvhh_triage.domain.parts.vervolg import GESLOTEN
from zvhh_triage.domain.parts.werk import Afrondbaar
from zvhh_triage.domain.triage import Stand, Triage

Taakcode = Literal["pilot-beoordelen", "beoordelen", "termijn-verstreken", "opnieuw-bevestigen", Afrondbaar]

AANVULLING = "aanvulling"
"""The reminder at the end of the term for a supplement (S10)."""

_ZONDER_TERMIJN = date.max
_NA_BESLUIT: dict[Besluitsoort, Stand] = {
    "doorgezet": "doorgezet",
    "afgewezen": "afgewezen",
    "gevoegd": "gevoegd",
    "heropend": "open",
}


def derive(triage: Triage, _: Context) -> Derived[Triage]:
    """Everything that follows from the parts. A held weegoverleg outranks what crossed it."""
    stand = _stand(triage)
    bij = triage.besluit.bij if triage.besluit is not None else None
    spoed = bool(triage.spoedbesluiten) and triage.spoedbesluiten[-1].spoed
    owner = triage.eigenaren[-1].persoon if triage.eigenaren else None
    known = changed(
        triage,
        stand=stand,
        termijn=_termijn(triage, stand),
        vernietigen_op=_vernietigen_op(triage, stand),
        afgeschermd=_afgeschermd(triage, stand, bij),
        spoed=spoed,
        eigenaar=None if owner in triage.geweerd else owner,
        gevoegd_bij=bij,
    )
    taken = taken_van(known)
    places = changed(known, taken=taken, volgorde=_volgorde(known, taken), taken_volgorde=_taken_volgorde(known, taken))
    return Derived(places, _reminders(known))


def taken_van(triage: Triage) -> tuple[Taak, ...]:
    """Every task of a triage by its parts and its stand: what was stored by another release may be another list.

    None before its melding is heard: nobody sees such a zaak, nor knows whom to call. They come with it.
    """
    return () if triage.afgeschermd or triage.melding is None else tuple(_taken(triage))


def _reminders(triage: Triage) -> dict[str, datetime]:
    """S10: the term of a supplement is over at the end of its last day; once it was, that is a task."""
    if triage.stand != "aanvulling" or triage.vraag is None or triage.termijn_verstreken:
        return {}
    return {AANVULLING: at_local(triage.vraag.uiterlijk_op + timedelta(days=1))}


def _stand(triage: Triage) -> Stand:
    if triage.melding is None:
        return "wacht-op-melding"
    if triage.lopend:
        return "lopend"
    if triage.gewogen:
        return "gewogen"
    if triage.ingetrokken is not None:
        return "ingetrokken"
    if triage.besluit is not None:
        return _NA_BESLUIT[triage.besluit.uitkomst]
    return "aanvulling" if triage.vraag_open else "open"


def _afgeschermd(triage: Triage, stand: Stand, bij: str | None) -> bool:
    """L8: nobody sees a casus that has ended (D13), nor what is joined to a zaak that is closed, withdrawn or not (D11b)."""
    gevoegd = (
        triage.besluit is not None and triage.besluit.uitkomst == "gevoegd" and stand in ("gevoegd", "ingetrokken")
    )
    return triage.casus in GESLOTEN or (gevoegd and bij in triage.hoofdzaken_gesloten)


def _termijn(triage: Triage, stand: Stand) -> date | None:
    if stand == "aanvulling" and triage.vraag is not None:
        return triage.vraag.uiterlijk_op
    if stand == "doorgezet" and triage.besluit is not None:
        return triage.besluit.weegoverleg_uiterlijk_op
    return None


def _vernietigen_op(triage: Triage, stand: Stand) -> date | None:
    """L8: the day after a no, a withdrawal or the line, unless a person changed the term since; None on hold."""
    day, since = _einde(triage, stand)
    changed = triage.bewaartermijn
    if changed is None or (day is not None and since is not None and since > changed.op):
        return day
    # a zaak that goes on has no day of its own: what was changed then is its latest day
    return changed.vernietigen_op if day is not None else None


def _einde(triage: Triage, stand: Stand) -> tuple[date | None, datetime | None]:
    """The day of destruction that what happened sets, and when that happened."""
    if triage.casus == "van-wachtlijst" and triage.van_wachtlijst is not None:
        return triage.van_wachtlijst.vernietigen_op, triage.van_wachtlijst.op
    if stand == "gewogen" and triage.weging is not None:
        return triage.weging.vernietigen_op, triage.weging.beslist_op
    if stand == "ingetrokken" and triage.ingetrokken is not None:
        return triage.ingetrokken.vernietigen_op, triage.ingetrokken.op
    if stand == "afgewezen" and triage.besluit is not None:
        return triage.besluit.vernietigen_op, triage.besluit.op
    return None, None


def _taken(triage: Triage) -> Iterator[Taak]:
    """What must be done by a procesregisseur; once claimed, by their own."""
    for code, needed in _nodig(triage).items():
        if needed:
            # the term of a supplement (S10); the other tasks have none
            until = triage.termijn if code == "termijn-verstreken" else None
            yield Taak(code=code, uiterlijk=until, persoon=triage.eigenaar)


def _nodig(triage: Triage) -> dict[Taakcode, bool]:
    stand, besluit = triage.stand, triage.besluit
    scope_first = triage.vraagt_om_pilotoordeel and triage.pilotoordeel is None
    on_judgements = besluit is None or _op_laatste_oordelen(triage)
    late = besluit is not None and triage.aangevuld_op is not None and triage.aangevuld_op > besluit.op
    crossed, withdrawn = _gekruist_op(triage), triage.ingetrokken
    doubted, called_since = triage.melder_twijfelt, triage.behandeld_sinds
    return {
        "pilot-beoordelen": stand == "open" and scope_first,
        "beoordelen": stand == "open" and not scope_first,
        "melder-terugbellen": doubted and not _afgerond(triage, "melder-terugbellen"),
        "bel-de-melder": called_since is not None and not _afgerond(triage, "bel-de-melder", since=called_since),
        "termijn-verstreken": stand == "aanvulling" and triage.termijn_verstreken,
        "opnieuw-bevestigen": stand in ("doorgezet", "afgewezen") and not on_judgements,
        "aangevuld-na-besluit": stand in ("doorgezet", "afgewezen", "gevoegd")
        and late
        and not _afgerond(triage, "aangevuld-na-besluit", since=triage.aangevuld_op),
        "veiligheid-geborgd": stand == "ingetrokken"
        and withdrawn is not None
        and not _afgerond(triage, "veiligheid-geborgd", since=withdrawn.op),
        "overleg-al-gehouden": stand == "gewogen"
        and crossed is not None
        and not _afgerond(triage, "overleg-al-gehouden", since=crossed),
    }


def _gekruist_op(triage: Triage) -> datetime | None:
    """When the reporter or triage last said something that a held weegoverleg outranks (D1, D2); None where nothing."""
    said = [triage.ingetrokken.op] if triage.ingetrokken is not None else []
    if triage.besluit is not None and triage.besluit.uitkomst != "doorgezet":
        said.append(triage.besluit.op)
    return max(said, default=None)


def _op_laatste_oordelen(triage: Triage) -> bool:
    last = triage.besluiten[-1]
    return (last.op_oordelen, last.op_pilotoordelen) == (len(triage.oordelen), len(triage.pilotoordelen))


def _afgerond(triage: Triage, taak: Afrondbaar, since: datetime | None = None) -> bool:
    return any(one.taak == taak and (since is None or one.op >= since) for one in triage.afgerond)


def _volgorde(triage: Triage, taken: tuple[Taak, ...]) -> str:
    """The place in the worklist: spoed on top (D2), then what is to be judged for scope first (S1b), then oldest first."""
    if triage.ontvangen_op is None:
        return ""
    scope_first = any(taak.code == "pilot-beoordelen" for taak in taken)
    rank = 0 if triage.spoed else 1 if scope_first else 2
    return f"{rank} {_utc(triage.ontvangen_op)}"


def _taken_volgorde(triage: Triage, taken: tuple[Taak, ...]) -> str:
    """The place in the list of tasks: the nearest term first, then the oldest receipt."""
    if not taken or triage.ontvangen_op is None:
        return ""
    nearest = min(taak.uiterlijk or _ZONDER_TERMIJN for taak in taken)
    return f"{nearest.isoformat()} {_utc(triage.ontvangen_op)}"


def _utc(moment: datetime) -> str:
    """Of one length for every moment, so that texts sort as moments do."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
