# SPDX-License-Identifier: EUPL-1.2
"""What triage told: its last judgement (S10, D11b), spoed (D2), and meldingen that joined this zaak or left it (D11b).

Total: any state, any order; an older version of a judgement changes nothing.
"""

from zvhh_kit.domain.decision import Context, Decision, changed
from zvhh_meetings import readers
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.bronnen import Gevoegd, Triage
from zvhh_meetings.domain.rules.vervallen import weegoverleg_vervalt


def doorgezet(state: Overlegtraject | None, event: readers.TriageDoorgezet, _: Context) -> Decision[Overlegtraject]:
    """A weegoverleg is to be planned, within the term that triage gives (S10)."""
    oordeel = Triage(
        versie=event.versie,
        uitkomst="doorgezet",
        op=event.doorgezet_op,
        weegoverleg_uiterlijk_op=event.weegoverleg_uiterlijk_op,
    )
    return _oordeel(state, oordeel)


def afgewezen(state: Overlegtraject | None, event: readers.TriageAfgewezen, _: Context) -> Decision[Overlegtraject]:
    """A judgement revised to nee cancels a weegoverleg that is still to begin; a held one outranks it."""
    oordeel = Triage(
        versie=event.versie,
        uitkomst="afgewezen",
        op=event.afgewezen_op,
        route=event.route,
        vernietigen_op=event.vernietigen_op,
    )
    return _oordeel(state, oordeel)


def gevoegd(state: Overlegtraject | None, event: readers.TriageGevoegd, _: Context) -> Decision[Overlegtraject]:
    """This melding joined another zaak: no weegoverleg of its own (D11b)."""
    return _oordeel(state, Triage(versie=event.versie, uitkomst="gevoegd", op=event.gevoegd_op, bij=event.bij))


def heropend(state: Overlegtraject | None, event: readers.TriageHeropend, _: Context) -> Decision[Overlegtraject]:
    """It was split off again, and triage judges it anew (D11b)."""
    return _oordeel(state, Triage(versie=event.versie, uitkomst="heropend", op=event.heropend_op))


def _oordeel(state: Overlegtraject | None, oordeel: Triage) -> Decision[Overlegtraject]:
    traject = state or Overlegtraject()
    if traject.triage is not None and traject.triage.versie >= oordeel.versie:
        return Decision.nothing("an older version of the judgement")
    traject = changed(traject, triage=oordeel)
    return Decision(traject) if oordeel.uitkomst == "doorgezet" else weegoverleg_vervalt(traject, oordeel.op)


def spoed_gewijzigd(
    state: Overlegtraject | None, event: readers.SpoedGewijzigd, _: Context
) -> Decision[Overlegtraject]:
    """A person said that this zaak can't wait, or no longer (D2): it marks the planning task, and decides nothing."""
    return Decision(changed(state or Overlegtraject(), spoed=event.spoed))


def melding_toegevoegd(
    state: Overlegtraject | None, event: readers.MeldingToegevoegd, _: Context
) -> Decision[Overlegtraject]:
    """Another melding joined this zaak: an item of the next agenda (D11b)."""
    traject = state or Overlegtraject()
    erbij = Gevoegd(zaak_id=event.zaak_id, toegevoegd_op=event.toegevoegd_op, rollen_omgekeerd=event.rollen_omgekeerd)
    anderen = [one for one in traject.gevoegd if one.zaak_id != event.zaak_id]
    op_volgorde = sorted([*anderen, erbij], key=lambda one: (one.toegevoegd_op, one.zaak_id))
    return Decision(changed(traject, gevoegd=tuple(op_volgorde)))


def melding_afgesplitst(
    state: Overlegtraject | None, event: readers.MeldingAfgesplitst, _: Context
) -> Decision[Overlegtraject]:
    """It is on its own again (D11b)."""
    traject = state or Overlegtraject()
    return Decision(changed(traject, gevoegd=tuple(one for one in traject.gevoegd if one.zaak_id != event.zaak_id)))
