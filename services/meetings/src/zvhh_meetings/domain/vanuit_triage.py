# SPDX-License-Identifier: EUPL-1.2
"""What triage told: its last judgement (S10, D11b), spoed (D2), and meldingen that joined this zaak or left it (D11b).

Total: any state, any order; an older version of a judgement changes nothing.
"""

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.decision import Context, Decision
from zvhh_meetings import foreign
from zvhh_meetings.domain.bronnen import Gevoegd, Triage
from zvhh_meetings.domain.traject import Overlegtraject
from zvhh_meetings.domain.vervallen import weegoverleg_vervalt
from zvhh_meetings.domain.werk import Werk


def doorgezet(
    config: Configuratie, state: Overlegtraject | None, event: foreign.TriageDoorgezet, ctx: Context
) -> Decision[Overlegtraject]:
    """A weegoverleg is to be planned, within the term that triage gives (S10)."""
    oordeel = Triage(
        versie=event.versie,
        uitkomst="doorgezet",
        op=event.doorgezet_op,
        weegoverleg_uiterlijk_op=event.weegoverleg_uiterlijk_op,
    )
    return _oordeel(config, state, oordeel, ctx)


def afgewezen(
    config: Configuratie, state: Overlegtraject | None, event: foreign.TriageAfgewezen, ctx: Context
) -> Decision[Overlegtraject]:
    """A judgement revised to nee cancels a weegoverleg that is still to begin; a held one outranks it."""
    oordeel = Triage(
        versie=event.versie,
        uitkomst="afgewezen",
        op=event.afgewezen_op,
        route=event.route,
        vernietigen_op=event.vernietigen_op,
    )
    return _oordeel(config, state, oordeel, ctx)


def gevoegd(
    config: Configuratie, state: Overlegtraject | None, event: foreign.TriageGevoegd, ctx: Context
) -> Decision[Overlegtraject]:
    """This melding joined another zaak: no weegoverleg of its own (D11b)."""
    oordeel = Triage(versie=event.versie, uitkomst="gevoegd", op=event.gevoegd_op, bij=event.bij)
    return _oordeel(config, state, oordeel, ctx)


def heropend(
    config: Configuratie, state: Overlegtraject | None, event: foreign.TriageHeropend, ctx: Context
) -> Decision[Overlegtraject]:
    """It was split off again, and triage judges it anew (D11b)."""
    return _oordeel(config, state, Triage(versie=event.versie, uitkomst="heropend", op=event.heropend_op), ctx)


def _oordeel(
    config: Configuratie, state: Overlegtraject | None, oordeel: Triage, ctx: Context
) -> Decision[Overlegtraject]:
    if state is not None and state.triage is not None and state.triage.versie >= oordeel.versie:
        return Decision.nothing("an older version of the judgement")
    werk = Werk(config, state, ctx).wijzig(triage=oordeel)
    if oordeel.uitkomst != "doorgezet":
        weegoverleg_vervalt(werk, oordeel.op)
    return werk.klaar()


def spoed_gewijzigd(
    config: Configuratie, state: Overlegtraject | None, event: foreign.SpoedGewijzigd, ctx: Context
) -> Decision[Overlegtraject]:
    """A person said that this zaak can't wait, or no longer (D2): it marks the planning task, and decides nothing."""
    return Werk(config, state, ctx).wijzig(spoed=event.spoed).klaar()


def melding_toegevoegd(
    config: Configuratie, state: Overlegtraject | None, event: foreign.MeldingToegevoegd, ctx: Context
) -> Decision[Overlegtraject]:
    """Another melding joined this zaak: an item of the next agenda (D11b)."""
    erbij = Gevoegd(zaak_id=event.zaak_id, toegevoegd_op=event.toegevoegd_op, rollen_omgekeerd=event.rollen_omgekeerd)
    werk = Werk(config, state, ctx)
    anderen = [een for een in werk.traject.gevoegd if een.zaak_id != event.zaak_id]
    op_volgorde = sorted([*anderen, erbij], key=lambda een: (een.toegevoegd_op, een.zaak_id))
    return werk.wijzig(gevoegd=tuple(op_volgorde)).klaar()


def melding_afgesplitst(
    config: Configuratie, state: Overlegtraject | None, event: foreign.MeldingAfgesplitst, ctx: Context
) -> Decision[Overlegtraject]:
    """It is on its own again (D11b)."""
    werk = Werk(config, state, ctx)
    return werk.wijzig(gevoegd=tuple(een for een in werk.traject.gevoegd if een.zaak_id != event.zaak_id)).klaar()
