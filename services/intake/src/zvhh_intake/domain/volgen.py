# SPDX-License-Identifier: EUPL-1.2
"""What intake hears of a zaak from triage, meetings and regie: each event sets the part of its source, nothing else.

For: the stand that the reporter reads, who may read the melding (L6), and the date of destruction (L8).
Not for: deciding anything: no event of intake follows from these.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import TypeVar

from zvhh_contracts.configuration import Configuratie
from zvhh_intake import foreign
from zvhh_intake.domain.melding import CasusDeel, Gehouden, Gepland, Melding, OverlegDeel, TriageDeel
from zvhh_intake.domain.terugkoppeling import besluit
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Context, Decision

E = TypeVar("E")
Volgt = Callable[[Melding | None, E, Context], Decision[Melding]]


def _gevolgd(zet: Callable[[Melding, E], Melding]) -> Volgt[E]:
    """Total: without an accepted melding there is nothing to follow."""

    def volg(melding: Melding | None, event: E, ctx: Context) -> Decision[Melding]:
        if melding is None or melding.geweigerd:
            return Decision.nothing("geen melding")
        return besluit(melding, zet(melding, event), ctx)

    return volg


def _vraag(melding: Melding, e: foreign.AanvullingGevraagd) -> Melding:
    return melding.met(triage=TriageDeel(versie=e.versie, uitkomst="aanvulling", uiterlijk_op=e.uiterlijk_op))


def _zet_door(melding: Melding, e: foreign.TriageDoorgezet) -> Melding:
    return melding.met(triage=TriageDeel(versie=e.versie, uitkomst="doorgezet"))


def _wijs_af(melding: Melding, e: foreign.TriageAfgewezen) -> Melding:
    deel = TriageDeel(versie=e.versie, uitkomst="afgewezen", route=e.route, vernietigen_op=e.vernietigen_op)
    return melding.met(triage=deel)


vraag_gesteld = _gevolgd(_vraag)
"""Triage asks for more, until and including a local day (S10)."""

doorgezet = _gevolgd(_zet_door)
"""Triage said three times ja (S10); the date of destruction of an earlier no goes."""

afgewezen = _gevolgd(_wijs_af)
"""Triage said no, with the way on (D5) and the local day of destruction (L8)."""


def _plan(melding: Melding, e: foreign.WeegoverlegGepland) -> Melding:
    return _met_overleg(melding, gepland=Gepland(nummer=e.nummer, begin=e.begin, genodigden=e.genodigden))


def _verzet(melding: Melding, e: foreign.OverlegVerzet) -> Melding:
    gepland = melding.overleg.gepland
    if gepland is None or gepland.nummer != e.nummer:
        return melding
    return _met_overleg(melding, gepland=gepland.model_copy(update={"begin": e.begin}))


def _annuleer(melding: Melding, e: foreign.OverlegGeannuleerd) -> Melding:
    gepland = melding.overleg.gepland
    return _met_overleg(melding, gepland=None) if gepland is not None and gepland.nummer == e.nummer else melding


def weegoverleg_gehouden(
    config: Configuratie, melding: Melding | None, e: foreign.WeegoverlegGehouden, ctx: Context
) -> Decision[Melding]:
    """A weegoverleg was held and vastgelegd: invited organisations lose access, participants get it (L4b, L6).

    Not passend: its content goes 30 days after vastleggen (L8).
    """
    weg = local_date(e.vastgelegd_op) + timedelta(days=config.termijnen.afgewezen_bewaren_dagen)

    def zet(melding: Melding, e: foreign.WeegoverlegGehouden) -> Melding:
        gehouden = Gehouden(
            nummer=e.nummer,
            besloten=e.besloten,
            passend=e.passend,
            doorzetten=e.doorzetten,
            route=e.route,
            vernietigen_op=weg if e.passend is False else None,
        )
        deelnemers = _gesorteerd(e.deelnemers) if e.besloten and e.passend else melding.overleg.deelnemers
        return _met_overleg(melding, gepland=None, gehouden=gehouden, deelnemers=deelnemers)

    return _gevolgd(zet)(melding, e, ctx)


def _voeg_toe(melding: Melding, e: foreign.DeelnemerToegevoegd) -> Melding:
    return _met_overleg(melding, deelnemers=_gesorteerd({*melding.overleg.deelnemers, e.oin}))


def _vertrek(melding: Melding, e: foreign.DeelnemerVertrokken) -> Melding:
    return _met_overleg(melding, deelnemers=_gesorteerd({*melding.overleg.deelnemers} - {e.oin}))


weegoverleg_gepland = _gevolgd(_plan)
"""A weegoverleg has a date; the invited organisations may read the melding from now on (L6)."""

overleg_verzet = _gevolgd(_verzet)
"""An overleg was moved; of a casusoverleg intake keeps nothing."""

overleg_geannuleerd = _gevolgd(_annuleer)
"""A planned weegoverleg will not be held: its invited organisations lose access."""

deelnemer_toegevoegd = _gevolgd(_voeg_toe)
"""A partner takes part from now on (L4b)."""

deelnemer_vertrokken = _gevolgd(_vertrek)
"""A partner left and lost access at once (L4b)."""


def _open(melding: Melding, _: foreign.CasusGeopend) -> Melding:
    return melding.met(casus=CasusDeel(fase="open"))


def _wacht(melding: Melding, e: foreign.CasusOpWachtlijst) -> Melding:
    return melding.met(casus=CasusDeel(fase="wachtlijst", positie=e.positie))


def _sluit(melding: Melding, _: foreign.CasusAfgeschaald) -> Melding:
    return melding.met(casus=CasusDeel(fase="afgeschaald"))


casus_geopend = _gevolgd(_open)
"""The zaak got its place (S6)."""

casus_op_wachtlijst = _gevolgd(_wacht)
"""All places are given: the zaak waits (S6)."""

casus_afgeschaald = _gevolgd(_sluit)
"""The casus is closed: the melding is shielded, nobody reads it any more (L6, L8)."""


def _met_overleg(melding: Melding, **delen: object) -> Melding:
    overleg: OverlegDeel = melding.overleg.model_copy(update=delen)
    return melding.met(overleg=overleg)


def _gesorteerd(oins: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(oins)))
