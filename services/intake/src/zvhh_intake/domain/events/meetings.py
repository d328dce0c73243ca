# SPDX-License-Identifier: EUPL-1.2
"""What meetings says of a melding: the weegoverleg, and who takes part.

For: who may read the melding (L4b, L6), the stand that the reporter reads, and the short term (L8).
Not for: agreements, plans and minutes: intake keeps nothing of a casusoverleg.
"""

from collections.abc import Iterable

from zvhh_contracts.configuration import Configuratie
from zvhh_intake import readers
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.gevolgd import Gehouden, Gepland, OverlegDeel
from zvhh_intake.domain.rules.termijn import kort_na, uitnodiging_tot
from zvhh_intake.domain.rules.volgen import gevolgd, gevolgd_onder
from zvhh_kit.domain.decision import changed


@gevolgd_onder
def weegoverleg_gepland(config: Configuratie, melding: Melding, e: readers.WeegoverlegGepland) -> Melding:
    """A weegoverleg has a date; the invited organisations may read the melding from now on (L6)."""
    tot = uitnodiging_tot(config, e.begin)
    nieuw = Gepland(nummer=e.nummer, begin=e.begin, genodigden=e.genodigden, tot=tot)
    return _met(melding, changed(melding.overleg, gepland=nieuw))


@gevolgd_onder
def overleg_verzet(config: Configuratie, melding: Melding, e: readers.OverlegVerzet) -> Melding:
    """An overleg was moved, and with it the end of its invitation; of a casusoverleg intake keeps nothing."""
    gepland = melding.overleg.gepland
    if gepland is None or gepland.nummer != e.nummer:
        return melding
    tot = uitnodiging_tot(config, e.begin)
    verzet = changed(gepland, begin=e.begin, tot=tot, voorbij=False)
    return _met(melding, changed(melding.overleg, gepland=verzet))


@gevolgd
def overleg_geannuleerd(melding: Melding, e: readers.OverlegGeannuleerd) -> Melding:
    """A planned weegoverleg will not be held: its invited organisations lose access."""
    gepland = melding.overleg.gepland
    if gepland is None or gepland.nummer != e.nummer:
        return melding
    return _met(melding, changed(melding.overleg, gepland=None))


@gevolgd_onder
def weegoverleg_gehouden(config: Configuratie, melding: Melding, e: readers.WeegoverlegGehouden) -> Melding:
    """A weegoverleg was held and vastgelegd: invited organisations lose access, participants get it (L4b, L6).

    Nog niet: who takes part stays; an undone opening is weighed again while they go on (S6b). Not passend: its content goes 30 days after vastleggen (L8).
    """
    gehouden = Gehouden(
        nummer=e.nummer,
        besloten=e.besloten,
        passend=e.passend,
        doorzetten=e.doorzetten,
        route=e.route,
        vernietigen_op=kort_na(config, e.vastgelegd_op) if e.passend is False else None,
        besloten_op=e.vastgelegd_op,
    )
    gaat_door = e.besloten and e.passend and e.doorzetten != "nog-niet"
    deelnemers = _gesorteerd(e.deelnemers) if gaat_door else melding.overleg.deelnemers
    return _met(melding, changed(melding.overleg, gepland=None, gehouden=gehouden, deelnemers=deelnemers))


@gevolgd_onder
def weegoverleg_herzien(config: Configuratie, melding: Melding, e: readers.WeegoverlegHerzien) -> Melding:
    """The decision of a weegoverleg was put right and counts instead, with its list of who takes part (D3, L4b).

    Niet passend now: the 30 days run from putting right. The decision of an earlier weegoverleg is no longer asked for.
    """
    was = melding.overleg.gehouden
    if was is not None and (was.nummer, was.versie) >= (e.nummer, e.versie):
        return melding
    gehouden = Gehouden(
        nummer=e.nummer,
        versie=e.versie,
        besloten=True,
        passend=e.passend,
        doorzetten=e.doorzetten,
        route=e.route,
        vernietigen_op=None if e.passend else kort_na(config, e.herzien_op),
        besloten_op=e.herzien_op,
    )
    return _met(melding, changed(melding.overleg, gehouden=gehouden, deelnemers=_gesorteerd(e.deelnemers)))


@gevolgd
def deelnemer_toegevoegd(melding: Melding, e: readers.DeelnemerToegevoegd) -> Melding:
    """A partner takes part from now on (L4b)."""
    erbij = _gesorteerd({*melding.overleg.deelnemers, e.oin})
    return _met(melding, changed(melding.overleg, deelnemers=erbij))


@gevolgd
def deelnemer_vertrokken(melding: Melding, e: readers.DeelnemerVertrokken) -> Melding:
    """A partner left and lost access at once (L4b); its data stays in the zaak, so it is still a supplier (L8)."""
    over = _gesorteerd({*melding.overleg.deelnemers} - {e.oin})
    return _met(melding, changed(melding.overleg, deelnemers=over))


def _met(melding: Melding, overleg: OverlegDeel) -> Melding:
    weg = {*melding.overleg.deelnemers, *melding.overleg.vertrokken} - {*overleg.deelnemers}
    return changed(melding, overleg=changed(overleg, vertrokken=_gesorteerd(weg)))


def _gesorteerd(oins: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(oins)))
