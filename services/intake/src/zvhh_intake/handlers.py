# SPDX-License-Identifier: EUPL-1.2
"""Which message leads to which decision: the table of contents of intake, and nothing else."""

import re
from functools import partial

from zvhh_contracts.configuration import Configuratie
from zvhh_intake import foreign
from zvhh_intake.domain import aanvullen, concept, indienen, intrekken, volgen
from zvhh_intake.domain.melding import Melding
from zvhh_kit.handlers import Handlers, is_zaak

_CONCEPT = re.compile(r"concept-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def is_concept(subject: str) -> bool:
    """Whether a subject is the id of a draft: `concept-` and a UUID in lower case."""
    return _CONCEPT.fullmatch(subject) is not None


def handlers(config: Configuratie) -> Handlers:
    """The whole table, with the configuration closed over."""
    table = Handlers()

    meldingen = table.document("melding", Melding, subjects=is_zaak, stage="stand")
    meldingen.command(indienen.Indiening, partial(indienen.dien_in, config))
    meldingen.command(indienen.Weiger, partial(indienen.weiger, config))
    meldingen.reused_key(indienen.zelfde_sleutel)
    meldingen.command(aanvullen.VulAan, aanvullen.vul_aan)
    meldingen.command(intrekken.TrekIn, partial(intrekken.trek_in, config))
    meldingen.reminder(indienen.OPRUIMEN, indienen.ruim_op)

    meldingen.event(foreign.AanvullingGevraagd, volgen.vraag_gesteld)
    meldingen.event(foreign.TriageDoorgezet, volgen.doorgezet)
    meldingen.event(foreign.TriageAfgewezen, volgen.afgewezen)

    meldingen.event(foreign.WeegoverlegGepland, volgen.weegoverleg_gepland)
    meldingen.event(foreign.OverlegVerzet, volgen.overleg_verzet)
    meldingen.event(foreign.OverlegGeannuleerd, volgen.overleg_geannuleerd)
    meldingen.event(foreign.WeegoverlegGehouden, partial(volgen.weegoverleg_gehouden, config))
    meldingen.event(foreign.DeelnemerToegevoegd, volgen.deelnemer_toegevoegd)
    meldingen.event(foreign.DeelnemerVertrokken, volgen.deelnemer_vertrokken)

    meldingen.event(foreign.CasusGeopend, volgen.casus_geopend)
    meldingen.event(foreign.CasusOpWachtlijst, volgen.casus_op_wachtlijst)
    meldingen.event(foreign.CasusAfgeschaald, volgen.casus_afgeschaald)

    concepten = table.document("concept", concept.Concept, subjects=is_concept)
    concepten.command(concept.Bewaar, partial(concept.bewaar, config))
    concepten.command(concept.GooiWeg, concept.gooi_weg)
    concepten.command(concept.MerkVerstuurd, concept.merk_verstuurd)
    concepten.reminder(concept.VERLOPEN, concept.verloop)
    return table
