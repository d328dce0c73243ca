# SPDX-License-Identifier: EUPL-1.2
"""A person keeps a zaak longer, with the consent of every supplier of its data (L8). Not for: when it goes (`derived`)."""

from collections.abc import Iterator
from datetime import date

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.given import Day
from zvhh_intake.domain.melding import Melding, Stand
from zvhh_intake.domain.parts.bewaren import Toestemming, Verlenging
from zvhh_intake.domain.parts.gegevens import Antwoord
from zvhh_intake.domain.rules.bestaan import bestaand
from zvhh_intake.domain.rules.bewaren import gewijzigd
from zvhh_kit.domain.calendar import add_months, local_date
from zvhh_kit.domain.decision import Command, Context, Decision, Fault, Refused, Sealed, changed

_TE_VERLENGEN: frozenset[Stand] = frozenset({"loopt", "afgeschaald", "beeindigd", "gevoegd"})


class VerlengBewaren(Command):
    """Keep the zaak until the local day `tot`, with the recorded consent of every supplier, and why."""

    tot: Day
    toestemmingen: tuple[Toestemming, ...]
    reden: Sealed[Antwoord]


def leveranciers(config: Configuratie, melding: Melding) -> tuple[str, ...]:
    """Every organisation whose data is in the zaak: the reporter, who takes part or did, who corrected a person (L8)."""
    overleg = melding.overleg
    wijzigers = {versie.oin for versie in melding.wijzigingen}
    alle = {melding.melder_oin, *overleg.deelnemers, *overleg.vertrokken, *wijzigers}
    return tuple(sorted(alle - {config.zvhh_oin}))


def verleng(config: Configuratie, melding: Melding | None, verleng: VerlengBewaren, ctx: Context) -> Decision[Melding]:
    """Renew the term of a zaak that runs or is closed, before it ends, two years in all at most (L8).

    Refused: 409 when it can't be renewed (now), 400 with every supplier whose consent is missing and every other fault.
    """
    er_is = bestaand(melding)
    if er_is.stand not in _TE_VERLENGEN or er_is.vernietigen_uiterlijk_op is None or er_is.termijn_tot is None:
        raise Refused(
            "niet-te-verlengen", "U kunt de bewaartermijn alleen verlengen van een zaak die loopt of gesloten is."
        )
    dag = local_date(ctx.received)
    if dag >= er_is.termijn_tot:
        raise Refused("termijn-voorbij", "De bewaartermijn is al voorbij. Verlengen kan niet meer.")
    uiterste = add_months(er_is.vernietigen_uiterlijk_op, 12 * config.termijnen.verlengen_jaren)
    gevonden = (
        *_termijnfouten(verleng, er_is.termijn_tot, uiterste),
        *_toestemmingsfouten(config, verleng, leveranciers(config, er_is), dag),
    )
    if gevonden:
        raise Refused.many(gevonden)
    nieuw = Verlenging(
        tot=verleng.tot,
        op=ctx.received,
        door=ctx.actor.subject,
        toestemmingen=verleng.toestemmingen,
        reden=verleng.reden,
    )
    deel = changed(er_is.bewaren, verlengingen=(*er_is.bewaren.verlengingen, nieuw))
    return gewijzigd("verlengd", er_is, deel, ctx)


def _termijnfouten(verleng: VerlengBewaren, was: date, uiterste: date) -> Iterator[Fault]:
    if verleng.tot <= was:
        yield Fault("tot-te-vroeg", f"Kies een datum na {was:%d-%m-%Y}. Tot die dag blijft de zaak al bewaard.", "/tot")
    if verleng.tot > uiterste:
        yield Fault("tot-te-laat", f"Verlengen mag tot en met {uiterste:%d-%m-%Y}.", "/tot")


def _toestemmingsfouten(
    config: Configuratie, verleng: VerlengBewaren, nodig: tuple[str, ...], dag: date
) -> Iterator[Fault]:
    for i, one in enumerate(verleng.toestemmingen):
        if one.oin not in nodig:
            tekst = "Deze organisatie heeft geen gegevens voor deze zaak geleverd."
            yield Fault("geen-leverancier", tekst, f"/toestemmingen/{i}/oin")
        if one.op > dag:
            yield Fault("datum-in-toekomst", "Deze datum ligt in de toekomst.", f"/toestemmingen/{i}/op")
    gegeven = {one.oin for one in verleng.toestemmingen}
    for oin in nodig:
        if oin not in gegeven:
            partner = config.partner(oin)
            tekst = f"De toestemming van {partner.naam if partner else oin} ontbreekt."
            yield Fault("toestemming-ontbreekt", tekst, "/toestemmingen")
