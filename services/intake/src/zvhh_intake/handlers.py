# SPDX-License-Identifier: EUPL-1.2
"""Which message leads to which decision: the table of contents of intake, and nothing else."""

import re
from functools import partial

from zvhh_contracts.configuration import Configuratie
from zvhh_intake import readers
from zvhh_intake.domain import derived, termijn
from zvhh_intake.domain.commands import (
    aanvullen,
    afronden,
    betrokkenen,
    bewaren,
    concept,
    inbrengen,
    indienen,
    intrekken,
    jaarvraag,
    onjuist,
    weren,
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
    meldingen.command(indienen.Indiening, partial(indienen.dien_in, config))
    meldingen.command(indienen.Weiger, partial(indienen.weiger, config))
    meldingen.reused_key(indienen.zelfde_sleutel)
    meldingen.command(aanvullen.VulAan, aanvullen.vul_aan)
    meldingen.command(intrekken.TrekIn, partial(intrekken.trek_in, config))
    meldingen.command(betrokkenen.WijzigBetrokkene, betrokkenen.wijzig)
    meldingen.command(betrokkenen.HefAfschermingOp, betrokkenen.hef_afscherming_op)
    meldingen.reminder(termijn.OPRUIMEN, indienen.ruim_op)

    meldingen.command(inbrengen.Inbreng, partial(inbrengen.breng_in, config))
    meldingen.command(weren.Weer, partial(weren.weer, config))
    meldingen.command(weren.HefWeringOp, weren.hef_op)
    meldingen.command(bewaren.VerlengBewaren, partial(bewaren.verleng, config))
    meldingen.command(bewaren.HoudAan, bewaren.houd_aan)
    meldingen.command(bewaren.GeefVrij, bewaren.geef_vrij)
    meldingen.reminder(termijn.UITNODIGING, meetings.uitnodiging_voorbij)
    meldingen.reminder(termijn.VERNIETIGEN, bewaren.vernietig)
    meldingen.command(afronden.RondAf, partial(afronden.rond_af, config))
    meldingen.command(onjuist.MerkOnjuist, partial(onjuist.merk, config))
    meldingen.command(onjuist.HandelAf, onjuist.handel_af)

    _volgt(meldingen, config)

    concepten = table.document("concept", concept.Concept, subjects=is_concept, derive=derived.van_concept)
    concepten.command(concept.Bewaar, partial(concept.bewaar, config))
    concepten.command(concept.GooiWeg, concept.gooi_weg)
    concepten.command(concept.MerkVerstuurd, concept.merk_verstuurd)
    concepten.reminder(termijn.VERLOPEN, concept.verloop)

    jaren = table.document(
        "partnerjaar",
        jaarvraag.Partnerjaar,
        subjects=jaarvraag.is_partnerjaar,
        derive=partial(derived.van_jaar, config),
    )
    jaren.command(jaarvraag.BeantwoordJaarvraag, jaarvraag.beantwoord)
    jaren.reminder(termijn.VERLOPEN, jaarvraag.verloop)
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
