# SPDX-License-Identifier: EUPL-1.2
"""What intake told: the melding exists, was supplemented, was withdrawn (D1), its persons, who is barred (L6), how long it
is kept, that it is shielded and destroyed (L8, D11b). Total: any state, any order.

Not for: the content of the melding; meetings never has it. A running case of before the pilot: `lopend`.
"""

from datetime import date, datetime

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.overleggen import TrajectVernietigd
from zvhh_kit.calendar import add_months, local_date
from zvhh_kit.decision import Context, Decision
from zvhh_meetings import foreign
from zvhh_meetings.domain.bronnen import Betrokkenen, Bewaartermijn, Melding
from zvhh_meetings.domain.traject import Overlegtraject
from zvhh_meetings.domain.vervallen import weegoverleg_vervalt
from zvhh_meetings.domain.werk import Werk


def ingediend(
    config: Configuratie, state: Overlegtraject | None, event: foreign.MeldingIngediend, ctx: Context
) -> Decision[Overlegtraject]:
    """The zaak exists; destroyed at the latest 5 years after the first processing (L8)."""
    melding = Melding(
        kenmerk=event.kenmerk,
        pilotjaar=event.pilotjaar,
        ontvangen_op=event.ontvangen_op,
        melder_oin=event.melder_oin,
        wensen=event.wensen,
        kinderen=event.rollen.get("kind", 0),
        vernietigen_uiterlijk_op=uiterlijk_vernietigen(config, event.eerste_verwerking_op),
    )
    return Werk(config, state, ctx).wijzig(melding=melding).klaar()


def uiterlijk_vernietigen(config: Configuratie, eerste_verwerking_op: datetime) -> date:
    """The local day, 5 years after the first processing (L8)."""
    return add_months(local_date(eerste_verwerking_op), 12 * config.termijnen.bewaren_jaren)


def aangevuld(
    config: Configuratie, state: Overlegtraject | None, event: foreign.MeldingAangevuld, ctx: Context
) -> Decision[Overlegtraject]:
    """The melding was supplemented."""
    return Werk(config, state, ctx).wijzig(aangevuld_op=event.aangevuld_op).klaar()


def ingetrokken(
    config: Configuratie, state: Overlegtraject | None, event: foreign.MeldingIngetrokken, ctx: Context
) -> Decision[Overlegtraject]:
    """A weegoverleg that is still to begin is cancelled (D1); a held one outranks the withdrawal."""
    werk = Werk(config, state, ctx).wijzig(ingetrokken_op=event.ingetrokken_op)
    weegoverleg_vervalt(werk, event.ingetrokken_op)
    return werk.klaar()


def betrokkenen_gewijzigd(
    config: Configuratie, state: Overlegtraject | None, event: foreign.BetrokkenenGewijzigd, ctx: Context
) -> Decision[Overlegtraject]:
    """How many persons of each role there are now; a new kind is an item of the next agenda (D10)."""
    werk = Werk(config, state, ctx)
    eerder = werk.traject.betrokkenen.kind_erbij_op if werk.traject.betrokkenen is not None else None
    erbij = event.gewijzigd_op if event.kind_erbij else eerder
    return werk.wijzig(betrokkenen=Betrokkenen(rollen=event.rollen, kind_erbij_op=erbij)).klaar()


def geweerd(
    config: Configuratie, state: Overlegtraject | None, event: foreign.ProfessionalGeweerd, ctx: Context
) -> Decision[Overlegtraject]:
    """A person is barred: from this save on they see nothing of the zaak, whoever they work for (L6)."""
    werk = Werk(config, state, ctx)
    return werk.wijzig(geweerd=tuple(sorted({*werk.traject.geweerd, event.persoon}))).klaar()


def wering_opgeheven(
    config: Configuratie, state: Overlegtraject | None, event: foreign.WeringOpgeheven, ctx: Context
) -> Decision[Overlegtraject]:
    """A person is no longer barred (L6)."""
    werk = Werk(config, state, ctx)
    return werk.wijzig(geweerd=tuple(een for een in werk.traject.geweerd if een != event.persoon)).klaar()


def bewaartermijn_gewijzigd(
    config: Configuratie, state: Overlegtraject | None, event: foreign.BewaartermijnGewijzigd, ctx: Context
) -> Decision[Overlegtraject]:
    """Another day of destruction, or none while on hold (L8); shown here, done by intake."""
    termijn = Bewaartermijn(soort=event.soort, vernietigen_op=event.vernietigen_op, op=event.op)
    return Werk(config, state, ctx).wijzig(bewaartermijn=termijn).klaar()


def afgeschermd(
    config: Configuratie, state: Overlegtraject | None, event: foreign.MeldingAfgeschermd, ctx: Context
) -> Decision[Overlegtraject]:
    """The zaak that this melding joined was closed: shielded for as long as it is joined to that one (D11b, L8)."""
    werk = Werk(config, state, ctx)
    gesloten = {*werk.traject.hoofdzaken_gesloten, event.hoofdzaak_id}
    return werk.wijzig(hoofdzaken_gesloten=tuple(sorted(gesloten))).klaar()


def vernietigd(
    _: Configuratie, state: Overlegtraject | None, event: foreign.MeldingVernietigd, ctx: Context
) -> Decision[Overlegtraject]:
    """Document and key go, whatever the stand; a tombstone stays, so that nothing late makes it again (L8)."""
    del state, event
    return Decision(gone=True, events=(TrajectVernietigd(vernietigd_op=ctx.received),))
