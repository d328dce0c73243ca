# SPDX-License-Identifier: EUPL-1.2
"""What intake told: the melding exists, was supplemented, was withdrawn (D1), a running case of before the pilot was brought in
(S6c), its persons, who is barred (L6), how long it is kept, that it is shielded and destroyed (L8, D11b). Total: any state, any order.

Not for: the content of the melding; meetings never has it.
"""

from datetime import date, datetime

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.overleggen import TrajectVernietigd
from zvhh_kit.domain.calendar import add_months, local_date
from zvhh_kit.domain.decision import Context, Decision, changed
from zvhh_meetings import readers
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.bronnen import Betrokkenen, Bewaartermijn, Melding
from zvhh_meetings.domain.parts.deelname import INGEBRACHT, Aanwijzing, Deelname
from zvhh_meetings.domain.rules.behandeling import Stappen
from zvhh_meetings.domain.rules.casusregie import zoek
from zvhh_meetings.domain.rules.ritme import stel_voor, voorstel
from zvhh_meetings.domain.rules.vervallen import weegoverleg_vervalt


def ingediend(
    config: Configuratie, state: Overlegtraject | None, event: readers.MeldingIngediend, _: Context
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
    return Decision(changed(state or Overlegtraject(), melding=melding))


def uiterlijk_vernietigen(config: Configuratie, eerste_verwerking_op: datetime) -> date:
    """The local day, 5 years after the first processing (L8)."""
    return add_months(local_date(eerste_verwerking_op), 12 * config.termijnen.bewaren_jaren)


def ingebracht(
    config: Configuratie, state: Overlegtraject | None, event: readers.LopendeZaakIngebracht, ctx: Context
) -> Decision[Overlegtraject]:
    """The zaak runs: participants and casusregie as they were, the next casusoverleg is proposed (S6c, S13).

    Without a casusregie the ZVHH looks for one (S11). Where the proposal has passed, the zaak is without a date (D3).
    """
    melding = Melding(
        kenmerk=event.kenmerk,
        ontvangen_op=event.ingebracht_op,
        melder_oin=event.melder_oin,
        kinderen=event.rollen.get("kind", 0),
        vernietigen_uiterlijk_op=uiterlijk_vernietigen(config, event.eerste_verwerking_op),
        van_voor_de_pilot=True,
        laatste_casusoverleg_op=event.laatste_casusoverleg_op,
        open_afspraken=event.open_afspraken,
    )
    dag = local_date(event.ingebracht_op)
    deelnames = tuple(Deelname(oin=oin, van=dag) for oin in dict.fromkeys(event.deelnemers))
    traject = changed(state or Overlegtraject(), melding=melding, deelnames=deelnames)
    stappen = Stappen(config, traject, ctx)
    _neem_casusregie_over(stappen, event, dag)
    begin = voorstel(config, stappen.traject)
    if begin is not None and begin > ctx.received:
        stel_voor(stappen, begin, config.overleg_minuten)
    return stappen.klaar()


def _neem_casusregie_over(stappen: Stappen, event: readers.LopendeZaakIngebracht, dag: date) -> None:
    if event.casusregie is None:
        zoek(stappen, stappen.config.zvhh_oin, dag)
        return
    sinds = event.casusregie_van or event.begonnen_op
    aanwijzing = Aanwijzing(
        nummer=INGEBRACHT,
        casusregie=event.casusregie,
        ingangsdatum=sinds,
        aanvaard_op=sinds,
        op=event.ingebracht_op,
    )
    stappen.traject = changed(stappen.traject, aanwijzingen=(aanwijzing,))


def aangevuld(state: Overlegtraject | None, event: readers.MeldingAangevuld, _: Context) -> Decision[Overlegtraject]:
    """The melding was supplemented."""
    return Decision(changed(state or Overlegtraject(), aangevuld_op=event.aangevuld_op))


def ingetrokken(
    state: Overlegtraject | None, event: readers.MeldingIngetrokken, _: Context
) -> Decision[Overlegtraject]:
    """A weegoverleg that is still to begin is cancelled (D1); a held one outranks the withdrawal."""
    traject = changed(state or Overlegtraject(), ingetrokken_op=event.ingetrokken_op)
    return weegoverleg_vervalt(traject, event.ingetrokken_op)


def betrokkenen_gewijzigd(
    state: Overlegtraject | None, event: readers.BetrokkenenGewijzigd, _: Context
) -> Decision[Overlegtraject]:
    """How many persons of each role there are now; a new kind is an item of the next agenda (D10)."""
    traject = state or Overlegtraject()
    eerder = traject.betrokkenen.kind_erbij_op if traject.betrokkenen is not None else None
    erbij = event.gewijzigd_op if event.kind_erbij else eerder
    return Decision(changed(traject, betrokkenen=Betrokkenen(rollen=event.rollen, kind_erbij_op=erbij)))


def geweerd(state: Overlegtraject | None, event: readers.ProfessionalGeweerd, _: Context) -> Decision[Overlegtraject]:
    """A person is barred: from this save on they see nothing of the zaak, whoever they work for (L6)."""
    traject = state or Overlegtraject()
    return Decision(changed(traject, geweerd=tuple(sorted({*traject.geweerd, event.persoon}))))


def wering_opgeheven(
    state: Overlegtraject | None, event: readers.WeringOpgeheven, _: Context
) -> Decision[Overlegtraject]:
    """A person is no longer barred (L6)."""
    traject = state or Overlegtraject()
    return Decision(changed(traject, geweerd=tuple(one for one in traject.geweerd if one != event.persoon)))


def bewaartermijn_gewijzigd(
    state: Overlegtraject | None, event: readers.BewaartermijnGewijzigd, _: Context
) -> Decision[Overlegtraject]:
    """Another day of destruction, or none while on hold (L8); shown here, done by intake."""
    termijn = Bewaartermijn(soort=event.soort, vernietigen_op=event.vernietigen_op, op=event.op)
    return Decision(changed(state or Overlegtraject(), bewaartermijn=termijn))


def afgeschermd(
    state: Overlegtraject | None, event: readers.MeldingAfgeschermd, _: Context
) -> Decision[Overlegtraject]:
    """The zaak that this melding joined was closed: shielded for as long as it is joined to that one (D11b, L8)."""
    traject = state or Overlegtraject()
    gesloten = {*traject.hoofdzaken_gesloten, event.hoofdzaak_id}
    return Decision(changed(traject, hoofdzaken_gesloten=tuple(sorted(gesloten))))


def vernietigd(_: Overlegtraject | None, __: readers.MeldingVernietigd, ctx: Context) -> Decision[Overlegtraject]:
    """Document and key go, whatever the stand; a tombstone stays, so that nothing late makes it again (L8)."""
    return Decision(gone=True, events=(TrajectVernietigd(vernietigd_op=ctx.received),))
