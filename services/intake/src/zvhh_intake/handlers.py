# SPDX-License-Identifier: EUPL-1.2
"""Which message leads to which decision: the table of contents of intake, and nothing else."""

from functools import partial

from zvhh_contracts.configuration import Configuratie
from zvhh_intake import readers
from zvhh_intake.domain import derived, partnerjaar, reminders
from zvhh_intake.domain.commands import (
    beantwoord_jaarvraag,
    bewaar_concept,
    breng_lopende_zaak_in,
    dien_in,
    geef_vrij,
    gooi_concept_weg,
    handel_onjuist_af,
    hef_afscherming_op,
    hef_wering_op,
    houd_aan,
    merk_onjuist,
    merk_verstuurd,
    rond_af,
    trek_in,
    verleng_bewaren,
    vul_aan,
    weer,
    weiger,
    wijzig_betrokkene,
)
from zvhh_intake.domain.concept import CONCEPT, Concept, is_concept
from zvhh_intake.domain.events import meetings, own, regie, triage
from zvhh_intake.domain.melding import MELDING, Melding
from zvhh_intake.domain.partnerjaar import PARTNERJAAR
from zvhh_intake.domain.rules import afscherming
from zvhh_kit.core.handlers import DocumentKind, Handlers, is_zaak


def handlers(config: Configuratie) -> Handlers:
    """The whole table, with the configuration closed over."""
    table = Handlers()

    meldingen = table.document(
        MELDING,
        Melding,
        subjects=is_zaak,
        stage="stand",
        shield=afscherming.scherm_af,
        derive=partial(derived.van_melding, config),
    )
    meldingen.command(dien_in.Indiening, partial(dien_in.dien_in, config))
    meldingen.command(weiger.Weiger, partial(weiger.weiger, config))
    meldingen.reused_key(weiger.zelfde_sleutel)
    meldingen.command(vul_aan.VulAan, vul_aan.vul_aan)
    meldingen.command(trek_in.TrekIn, partial(trek_in.trek_in, config))
    meldingen.command(wijzig_betrokkene.WijzigBetrokkene, wijzig_betrokkene.wijzig)
    meldingen.command(hef_afscherming_op.HefAfschermingOp, hef_afscherming_op.hef_afscherming_op)
    meldingen.command(breng_lopende_zaak_in.Inbreng, partial(breng_lopende_zaak_in.breng_in, config))
    meldingen.command(weer.Weer, partial(weer.weer, config))
    meldingen.command(hef_wering_op.HefWeringOp, hef_wering_op.hef_op)
    meldingen.command(verleng_bewaren.VerlengBewaren, partial(verleng_bewaren.verleng, config))
    meldingen.command(houd_aan.HoudAan, houd_aan.houd_aan)
    meldingen.command(geef_vrij.GeefVrij, geef_vrij.geef_vrij)
    meldingen.command(rond_af.RondAf, partial(rond_af.rond_af, config))
    meldingen.command(merk_onjuist.MerkOnjuist, partial(merk_onjuist.merk, config))
    meldingen.command(handel_onjuist_af.HandelAf, handel_onjuist_af.handel_af)
    _volgt(meldingen, config)
    meldingen.reminder(derived.OPRUIMEN, reminders.ruim_op)
    meldingen.reminder(derived.UITNODIGING, reminders.uitnodiging_voorbij)
    meldingen.reminder(derived.VERNIETIGEN, reminders.vernietig)

    _besides(table, config)
    return table


def _besides(table: Handlers, config: Configuratie) -> None:
    """What is no zaak: drafts, and answers to the yearly question."""
    concepten = table.document(CONCEPT, Concept, subjects=is_concept, derive=derived.van_concept)
    concepten.command(bewaar_concept.Bewaar, partial(bewaar_concept.bewaar, config))
    concepten.command(gooi_concept_weg.GooiWeg, gooi_concept_weg.gooi_weg)
    concepten.command(merk_verstuurd.MerkVerstuurd, merk_verstuurd.merk_verstuurd)
    concepten.reminder(derived.VERLOPEN, reminders.vergeet_concept)

    jaren = table.document(
        PARTNERJAAR,
        partnerjaar.Partnerjaar,
        subjects=partnerjaar.is_partnerjaar,
        derive=partial(derived.van_jaar, config),
    )
    jaren.command(beantwoord_jaarvraag.BeantwoordJaarvraag, beantwoord_jaarvraag.beantwoord)
    jaren.reminder(derived.VERLOPEN, reminders.vergeet_jaar)


def _volgt(meldingen: DocumentKind[Melding], config: Configuratie) -> None:
    """What a melding hears of its zaak."""
    meldingen.event(readers.AanvullingGevraagd, triage.vraag_gesteld)
    meldingen.event(readers.TriageDoorgezet, triage.doorgezet)
    meldingen.event(readers.TriageAfgewezen, triage.afgewezen)
    meldingen.event(readers.TriageGevoegd, triage.gevoegd)
    meldingen.event(readers.TriageHeropend, triage.heropend)
    meldingen.event(readers.MeldingToegevoegd, triage.melding_toegevoegd)
    meldingen.event(readers.MeldingAfgesplitst, triage.melding_afgesplitst)
    meldingen.event(readers.HoofdzaakGesloten, own.hoofdzaak_gesloten)
    meldingen.event(readers.HoofdzaakGewogen, own.hoofdzaak_gewogen)
    meldingen.event(readers.HoofdzaakWering, own.wering_van_hoofdzaak)
    meldingen.event(readers.HoofdzaakVernietigd, own.hoofdzaak_vernietigd)

    meldingen.event(readers.WeegoverlegGepland, partial(meetings.weegoverleg_gepland, config))
    meldingen.event(readers.OverlegVerzet, partial(meetings.overleg_verzet, config))
    meldingen.event(readers.OverlegGeannuleerd, meetings.overleg_geannuleerd)
    meldingen.event(readers.WeegoverlegGehouden, partial(meetings.weegoverleg_gehouden, config))
    meldingen.event(readers.WeegoverlegHerzien, partial(meetings.weegoverleg_herzien, config))
    meldingen.event(readers.DeelnemerToegevoegd, meetings.deelnemer_toegevoegd)
    meldingen.event(readers.DeelnemerVertrokken, meetings.deelnemer_vertrokken)

    meldingen.event(readers.CasusGeopend, regie.casus_geopend)
    meldingen.event(readers.LopendeCasusGeopend, regie.lopende_casus_geopend)
    meldingen.event(readers.CasusOpWachtlijst, regie.casus_op_wachtlijst)
    meldingen.event(readers.CasusVanWachtlijst, partial(regie.casus_van_wachtlijst, config))
    meldingen.event(readers.OpeningOngedaan, regie.opening_ongedaan)
    meldingen.event(readers.CasusAfgeschaald, regie.casus_afgeschaald)
    meldingen.event(readers.CasusBeeindigd, regie.casus_beeindigd)
