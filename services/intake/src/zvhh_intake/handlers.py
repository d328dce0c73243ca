# SPDX-License-Identifier: EUPL-1.2
"""Which message leads to which decision: the table of contents of intake, and nothing else."""

import re
from functools import partial

from zvhh_contracts.configuration import Configuratie
from zvhh_intake import readers
from zvhh_intake.domain import derived, termijn
from zvhh_intake.domain.commands import (
    beantwoord_jaarvraag,
    bewaar_concept,
    breng_lopende_zaak_in,
    dien_in,
    handel_onjuist_af,
    rond_af,
    trek_in,
    verleng_bewaren,
    vul_aan,
    weer,
    wijzig_betrokkene,
)
from zvhh_intake.domain.events import meetings, own, regie, triage
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.rules import afscherming, hoofdzaak
from zvhh_kit.handlers import DocumentKind, Handlers, is_zaak

_CONCEPT = re.compile(r"concept-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def is_concept(subject: str) -> bool:
    """Whether a subject is the id of a draft: `concept-` and a UUID in lower case."""
    return _CONCEPT.fullmatch(subject) is not None


def handlers(config: Configuratie) -> Handlers:
    """The whole table, with the configuration closed over."""
    table = Handlers()

    meldingen = table.document(
        "melding",
        Melding,
        subjects=is_zaak,
        stage="stand",
        shield=afscherming.scherm_af,
        derive=partial(derived.van_melding, config),
    )
    meldingen.command(dien_in.Indiening, partial(dien_in.dien_in, config))
    meldingen.command(dien_in.Weiger, partial(dien_in.weiger, config))
    meldingen.reused_key(dien_in.zelfde_sleutel)
    meldingen.command(vul_aan.VulAan, vul_aan.vul_aan)
    meldingen.command(trek_in.TrekIn, partial(trek_in.trek_in, config))
    meldingen.command(wijzig_betrokkene.WijzigBetrokkene, wijzig_betrokkene.wijzig)
    meldingen.command(wijzig_betrokkene.HefAfschermingOp, wijzig_betrokkene.hef_afscherming_op)
    meldingen.reminder(termijn.OPRUIMEN, dien_in.ruim_op)

    meldingen.command(breng_lopende_zaak_in.Inbreng, partial(breng_lopende_zaak_in.breng_in, config))
    meldingen.command(weer.Weer, partial(weer.weer, config))
    meldingen.command(weer.HefWeringOp, weer.hef_op)
    meldingen.command(verleng_bewaren.VerlengBewaren, partial(verleng_bewaren.verleng, config))
    meldingen.command(verleng_bewaren.HoudAan, verleng_bewaren.houd_aan)
    meldingen.command(verleng_bewaren.GeefVrij, verleng_bewaren.geef_vrij)
    meldingen.reminder(termijn.UITNODIGING, meetings.uitnodiging_voorbij)
    meldingen.reminder(termijn.VERNIETIGEN, verleng_bewaren.vernietig)
    meldingen.command(rond_af.RondAf, partial(rond_af.rond_af, config))
    meldingen.command(handel_onjuist_af.MerkOnjuist, partial(handel_onjuist_af.merk, config))
    meldingen.command(handel_onjuist_af.HandelAf, handel_onjuist_af.handel_af)

    _volgt(meldingen, config)

    concepten = table.document("concept", bewaar_concept.Concept, subjects=is_concept, derive=derived.van_concept)
    concepten.command(bewaar_concept.Bewaar, partial(bewaar_concept.bewaar, config))
    concepten.command(bewaar_concept.GooiWeg, bewaar_concept.gooi_weg)
    concepten.command(bewaar_concept.MerkVerstuurd, bewaar_concept.merk_verstuurd)
    concepten.reminder(termijn.VERLOPEN, bewaar_concept.verloop)

    jaren = table.document(
        "partnerjaar",
        beantwoord_jaarvraag.Partnerjaar,
        subjects=beantwoord_jaarvraag.is_partnerjaar,
        derive=partial(derived.van_jaar, config),
    )
    jaren.command(beantwoord_jaarvraag.BeantwoordJaarvraag, beantwoord_jaarvraag.beantwoord)
    jaren.reminder(termijn.VERLOPEN, beantwoord_jaarvraag.verloop)
    return table


def _volgt(meldingen: DocumentKind[Melding], config: Configuratie) -> None:
    """What a melding hears of its zaak."""
    meldingen.event(readers.AanvullingGevraagd, triage.vraag_gesteld)
    meldingen.event(readers.TriageDoorgezet, triage.doorgezet)
    meldingen.event(readers.TriageAfgewezen, triage.afgewezen)
    meldingen.event(readers.TriageGevoegd, triage.gevoegd)
    meldingen.event(readers.TriageHeropend, triage.heropend)
    meldingen.event(readers.MeldingToegevoegd, triage.melding_toegevoegd)
    meldingen.event(readers.MeldingAfgesplitst, triage.melding_afgesplitst)
    meldingen.event(readers.HoofdzaakGesloten, hoofdzaak.hoofdzaak_gesloten)
    meldingen.event(readers.HoofdzaakGewogen, own.hoofdzaak_gewogen)
    meldingen.event(readers.HoofdzaakWering, own.wering_van_hoofdzaak)
    meldingen.event(readers.HoofdzaakVernietigd, triage.hoofdzaak_vernietigd)

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
