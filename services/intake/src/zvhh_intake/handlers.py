# SPDX-License-Identifier: EUPL-1.2
"""Which message leads to which decision: the table of contents of intake, and nothing else."""

import re
from functools import partial

from zvhh_contracts.configuration import Configuratie
from zvhh_intake import foreign
from zvhh_intake.domain import (
    aanvullen,
    afronden,
    afscherming,
    betrokkenen,
    bewaren,
    concept,
    derived,
    hoofdzaak,
    indienen,
    intrekken,
    jaarvraag,
    lopend,
    onjuist,
    termijn,
    vanuit_hoofdzaak,
    vanuit_overleggen,
    vanuit_regie,
    vanuit_triage,
    weren,
)
from zvhh_intake.domain.melding import Melding
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

    meldingen.command(lopend.Inbreng, partial(lopend.breng_in, config))
    meldingen.command(weren.Weer, partial(weren.weer, config))
    meldingen.command(weren.HefWeringOp, weren.hef_op)
    meldingen.command(bewaren.VerlengBewaren, partial(bewaren.verleng, config))
    meldingen.command(bewaren.HoudAan, bewaren.houd_aan)
    meldingen.command(bewaren.GeefVrij, bewaren.geef_vrij)
    meldingen.reminder(termijn.UITNODIGING, vanuit_overleggen.uitnodiging_voorbij)
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
    meldingen.event(foreign.AanvullingGevraagd, vanuit_triage.vraag_gesteld)
    meldingen.event(foreign.TriageDoorgezet, vanuit_triage.doorgezet)
    meldingen.event(foreign.TriageAfgewezen, vanuit_triage.afgewezen)
    meldingen.event(foreign.TriageGevoegd, vanuit_triage.gevoegd)
    meldingen.event(foreign.TriageHeropend, vanuit_triage.heropend)
    meldingen.event(foreign.MeldingToegevoegd, vanuit_triage.melding_toegevoegd)
    meldingen.event(foreign.MeldingAfgesplitst, vanuit_triage.melding_afgesplitst)
    meldingen.event(foreign.HoofdzaakGesloten, hoofdzaak.hoofdzaak_gesloten)
    meldingen.event(foreign.HoofdzaakGewogen, vanuit_hoofdzaak.hoofdzaak_gewogen)
    meldingen.event(foreign.HoofdzaakWering, vanuit_hoofdzaak.wering_van_hoofdzaak)
    meldingen.event(foreign.HoofdzaakVernietigd, vanuit_triage.hoofdzaak_vernietigd)

    meldingen.event(foreign.WeegoverlegGepland, partial(vanuit_overleggen.weegoverleg_gepland, config))
    meldingen.event(foreign.OverlegVerzet, partial(vanuit_overleggen.overleg_verzet, config))
    meldingen.event(foreign.OverlegGeannuleerd, vanuit_overleggen.overleg_geannuleerd)
    meldingen.event(foreign.WeegoverlegGehouden, partial(vanuit_overleggen.weegoverleg_gehouden, config))
    meldingen.event(foreign.WeegoverlegHerzien, partial(vanuit_overleggen.weegoverleg_herzien, config))
    meldingen.event(foreign.DeelnemerToegevoegd, vanuit_overleggen.deelnemer_toegevoegd)
    meldingen.event(foreign.DeelnemerVertrokken, vanuit_overleggen.deelnemer_vertrokken)

    meldingen.event(foreign.CasusGeopend, vanuit_regie.casus_geopend)
    meldingen.event(foreign.LopendeCasusGeopend, vanuit_regie.lopende_casus_geopend)
    meldingen.event(foreign.CasusOpWachtlijst, vanuit_regie.casus_op_wachtlijst)
    meldingen.event(foreign.CasusVanWachtlijst, partial(vanuit_regie.casus_van_wachtlijst, config))
    meldingen.event(foreign.OpeningOngedaan, vanuit_regie.opening_ongedaan)
    meldingen.event(foreign.CasusAfgeschaald, vanuit_regie.casus_afgeschaald)
    meldingen.event(foreign.CasusBeeindigd, vanuit_regie.casus_beeindigd)
