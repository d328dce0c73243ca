# SPDX-License-Identifier: EUPL-1.2
"""What the overleggen decide that regie needs: the weegoverleg, who takes part, who leads, and that the casus ends.

regie answers CasusregieAangewezen, AfschalenBesloten and BeeindigenBesloten, each once. Not for: deciding to end; only people
do (L9), and meetings checked who was present (L4). Agreements, minutes and plans stay in meetings.
"""

from zvhh_contracts.casussen import (
    AfschalenGeweigerd,
    BeeindigenGeweigerd,
    CasusAfgeschaald,
    CasusBeeindigd,
    CasusregieGeweigerd,
    CasusregieVastgelegd,
)
from zvhh_contracts.configuration import Configuratie
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Context, Decision, changed
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.derived import loopt_tot
from zvhh_regie.domain.parts.deelname import Deelname
from zvhh_regie.domain.parts.einde import Afschaalantwoord, Eindantwoord
from zvhh_regie.domain.parts.regie import Gezocht, Regieperiode, Regieweigering
from zvhh_regie.domain.parts.weging import Weging
from zvhh_regie.domain.rules.casusregie import redenen
from zvhh_regie.domain.rules.deelnemers import eindigt, met_deelnemers
from zvhh_regie.domain.rules.overleggen import herwogen
from zvhh_regie.domain.rules.plaats import geef_op, vraag_plaats
from zvhh_regie.readers import (
    AfschalenBesloten,
    BeeindigenBesloten,
    CasusoverlegGehouden,
    CasusregieAangewezen,
    CasusregieGezocht,
    DeelnemerToegevoegd,
    DeelnemerVertrokken,
    WeegoverlegGehouden,
    WeegoverlegHerzien,
)

AFSCHALEN_GEWEIGERD: dict[str, str] = {
    "niet-geopend": "Deze casus was niet geopend.",
    "al-afgeschaald": "Deze zaak was al afgeschaald.",
    "al-beeindigd": "Deze zaak was al op een andere grond beëindigd.",
    "incident-na-besluit": "Na het besluit was er een incident. Daarom ging afschalen niet door.",
    "incident-in-termijn": "Het laatste incident was bij het besluit nog te kort geleden.",
    "termijn-loopt": "De casus was bij het besluit nog te kort open.",
}
"""The words of each code in AfschalenGeweigerd: of then, for they are read long after."""

BEEINDIGEN_GEWEIGERD: dict[str, str] = {
    "niet-geopend": "Deze casus was niet geopend.",
    "al-afgeschaald": "Deze zaak was al afgeschaald.",
    "al-beeindigd": "Deze zaak was al beëindigd.",
}
"""The words of each code in BeeindigenGeweigerd."""


def verwerk(casus: Casus | None, event: WeegoverlegGehouden, ctx: Context) -> Decision[Casus]:
    """A weegoverleg was held: it outranks a withdrawal that crossed it, and may claim a place (S6, S11).

    Its list of participants is the access list (L4b, L6); nog niet: who takes part stays (S6b). Once a place is claimed a later weegoverleg changes nothing,
    unless the opening was undone (S6b).
    """
    casus = casus or Casus()
    if casus.claimt_plaats:
        return Decision.nothing("over deze zaak is al besloten")
    passend, doorzetten = (event.passend, event.doorzetten) if event.besloten else (None, None)
    weging = Weging(nummer=event.nummer, vastgelegd_op=event.vastgelegd_op, passend=passend, doorzetten=doorzetten)
    casus = changed(casus, weging=weging)
    if passend is not None and doorzetten != "nog-niet":
        casus = met_deelnemers(casus, event.deelnemers if passend else (), local_date(event.vastgelegd_op))
    return vraag_plaats(casus, ctx)


def herzie(casus: Casus | None, event: WeegoverlegHerzien, ctx: Context) -> Decision[Casus]:
    """The decision of a weegoverleg is put right: the last version counts (D3).

    What no longer claims a place gives it back or leaves the line; what claims one now, does so by the moment of
    putting right, so that nobody in line is passed. Nothing once a casusoverleg was held, the casus was closed, or a
    procesregisseur took it from the line: then its effect is final.
    """
    casus = casus or Casus()
    was = casus.weging
    if was is not None and (event.nummer, event.versie) <= (was.nummer, was.versie):
        return Decision.nothing("oudere versie van de weging")
    if casus.eerste_casusoverleg_op is not None or casus.gesloten_op is not None or casus.van_wachtlijst is not None:
        return Decision.nothing("de gevolgen van de weging staan vast")
    casus = herwogen(changed(casus, weging=_herzien(was, event)), event)
    casus = met_deelnemers(casus, event.deelnemers if event.passend else (), local_date(event.herzien_op))
    if casus.claimt_plaats:
        return vraag_plaats(casus, ctx)
    return geef_op(casus, ctx, door=event.door)


def _herzien(was: Weging | None, event: WeegoverlegHerzien) -> Weging:
    """The weging as it should have been. A claim that stays keeps its moment; an undone one stays undone (S6b)."""
    claimt = event.passend and event.doorzetten == "ja"
    zelfde = was is not None and was.nummer == event.nummer
    gold = was is not None and zelfde and was.passend is True and was.doorzetten == "ja"
    return Weging(
        nummer=event.nummer,
        versie=event.versie,
        vastgelegd_op=was.vastgelegd_op if was is not None and gold and claimt else event.herzien_op,
        passend=event.passend,
        doorzetten=event.doorzetten,
        vervallen=was is not None and zelfde and was.vervallen and claimt,
    )


def volg_overleg(casus: Casus | None, event: CasusoverlegGehouden, ctx: Context) -> Decision[Casus]:
    """A casusoverleg was held: from the first one on an opening stays (S6b), and a refused decision is theirs again."""
    casus = casus or Casus()
    eerste = casus.eerste_casusoverleg_op or event.gehouden_op
    laatste = max(casus.laatste_casusoverleg, event.nummer)
    return Decision(changed(casus, eerste_casusoverleg_op=eerste, laatste_casusoverleg=laatste))


def voeg_toe(casus: Casus | None, event: DeelnemerToegevoegd, ctx: Context) -> Decision[Casus]:
    """A partner takes part, and reads from now on (L4b, L6)."""
    if casus is not None and event.oin in casus.deelnemers:
        return Decision.nothing("doet al mee")
    casus = casus or Casus()
    return Decision(met_deelnemers(casus, (*casus.deelnemers, event.oin), event.per))


def laat_vertrekken(casus: Casus | None, event: DeelnemerVertrokken, ctx: Context) -> Decision[Casus]:
    """A partner left: access ends at once, and so does a casusregie of theirs, on that day (L4b, S16).

    One that we did not hear of yet is remembered as gone: a running case may come in after it (S6c).
    """
    casus = casus or Casus()
    if event.oin in casus.deelnemers:
        return Decision(met_deelnemers(casus, tuple(oin for oin in casus.deelnemers if oin != event.oin), event.per))
    if any(one.oin == event.oin for one in casus.deelnames):
        return Decision.nothing("deed niet mee")
    weg = Deelname(oin=event.oin, van=event.per, tot=event.per)
    return Decision(changed(casus, deelnames=(*casus.deelnames, weg)))


def zoek(casus: Casus | None, event: CasusregieGezocht, ctx: Context) -> Decision[Casus]:
    """No casusregisseur yet: shown with who looks for one (S11). The reminder is meetings'."""
    return Decision(changed(casus or Casus(), gezocht=Gezocht(door=event.door, herinneren_op=event.herinneren_op)))


def leg_vast(config: Configuratie, casus: Casus | None, event: CasusregieAangewezen, ctx: Context) -> Decision[Casus]:
    """Answer an aanwijzing: CasusregieVastgelegd, or CasusregieGeweigerd with every reason. A repeat is quiet (S16)."""
    casus = casus or Casus()
    beantwoord = {one.aanwijzing for one in casus.regie} | {one.aanwijzing for one in casus.regieweigeringen}
    if event.aanwijzing in beantwoord:
        return Decision.nothing("aanwijzing al beantwoord")
    waarom_niet = tuple(dict.fromkeys(redenen(config, casus, event)))
    if waarom_niet:
        weigering = Regieweigering(aanwijzing=event.aanwijzing, redenen=waarom_niet, op=ctx.received)
        geweigerd = CasusregieGeweigerd(aanwijzing=event.aanwijzing, redenen=waarom_niet)
        return Decision(changed(casus, regieweigeringen=(*casus.regieweigeringen, weigering)), (geweigerd,))
    periode = Regieperiode(
        aanwijzing=event.aanwijzing, casusregie=event.casusregie, van=event.ingangsdatum, aanvaard_op=event.aanvaard_op
    )
    vastgelegd = CasusregieVastgelegd(aanwijzing=event.aanwijzing, casusregie=event.casusregie, van=event.ingangsdatum)
    # the running period ends the day before; one that began on that very day is replaced and stays, empty
    regie = (*(eindigt(one, event.ingangsdatum) for one in casus.regie), periode)
    return Decision(changed(casus, regie=regie, gezocht=None), (vastgelegd,))


def schaal_af(config: Configuratie, casus: Casus | None, event: AfschalenBesloten, ctx: Context) -> Decision[Casus]:
    """CasusAfgeschaald, or AfschalenGeweigerd with the reason; a repeat of the same `nummer` is quiet (S14).

    Closed, the casus is shielded for everybody (L8) and its clock stops.
    """
    casus = casus or Casus()
    if any(one.nummer == event.nummer for one in casus.afschaalantwoorden):
        return Decision.nothing("besluit al beantwoord")
    reden = _tegen_afschalen(config, casus, event)
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


def _tegen_afschalen(config: Configuratie, casus: Casus, event: AfschalenBesloten) -> str | None:
    """Why the decision doesn't stand: by the same clock that made it possible, at the moment of the decision."""
    if casus.geopend_op is None or casus.gesloten_op is not None:
        return _loopt_niet(casus)
    momenten = casus.incidentmomenten
    if any(moment > event.besloten_op for moment in momenten):
        return "incident-na-besluit"
    if any(loopt_tot(config, moment) > event.besloten_op for moment in momenten):
        return "incident-in-termijn"
    return "termijn-loopt" if loopt_tot(config, casus.geopend_op) > event.besloten_op else None


def _loopt_niet(casus: Casus) -> str | None:
    """Why there is nothing to end, None where there is."""
    if casus.afgeschaald_op is not None:
        return "al-afgeschaald"
    if casus.beeindigd_op is not None:
        return "al-beeindigd"
    return "niet-geopend" if casus.geopend_op is None else None


def beeindig(casus: Casus | None, event: BeeindigenBesloten, ctx: Context) -> Decision[Casus]:
    """CasusBeeindigd, or BeeindigenGeweigerd with the reason; a repeat of the same `nummer` is quiet (D13).

    Incidents do not stand in its way. Closed, the casus is shielded for everybody (L8) and its clock stops.
    """
    casus = casus or Casus()
    if any(one.nummer == event.nummer for one in casus.eindantwoorden):
        return Decision.nothing("besluit al beantwoord")
    reden = _loopt_niet(casus)
    antwoord = Eindantwoord(
        nummer=event.nummer,
        besloten_op=event.besloten_op,
        aanwezigen=event.aanwezigen,
        gaan_verder=event.gaan_verder,
        grond=event.grond,
        reden=reden,
        op=ctx.received,
    )
    casus = changed(casus, eindantwoorden=(*casus.eindantwoorden, antwoord))
    if reden is not None:
        return Decision(casus, (BeeindigenGeweigerd(nummer=event.nummer, reden=reden),))
    feit = CasusBeeindigd(nummer=event.nummer, grond=event.grond, beeindigd_op=ctx.received)
    return Decision(changed(casus, beeindigd_op=ctx.received), (feit,))
