# SPDX-License-Identifier: EUPL-1.2
"""Intake wired together: settings and configuration in, a service out. The only module that imports everything."""

from functools import partial

from zvhh_contracts import partner as contract
from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.menu import MENU
from zvhh_contracts.topics import (
    CASUSSEN,
    INTAKE_INTERN,
    OVERLEGGEN,
    PARTNER_MELDINGEN,
    PARTNER_TERUGKOPPELINGEN,
    TOPIC_OF,
    TRIAGES,
)
from zvhh_intake import api
from zvhh_intake.access import ACCESS, PUBLIC
from zvhh_intake.domain.concept import CONCEPT
from zvhh_intake.domain.melding import MELDING
from zvhh_intake.domain.partnerjaar import PARTNERJAAR
from zvhh_intake.domain.rules.herindexeren import herindexeer
from zvhh_intake.handlers import handlers
from zvhh_intake.partner import Deur, lees_sleutels
from zvhh_intake.queries import INDEXES
from zvhh_kit.http import verwerkingen
from zvhh_kit.identity import screened
from zvhh_kit.process.configuration import load_configuration
from zvhh_kit.process.settings import Settings
from zvhh_kit.service.description import Pages, Partners, Service


def create(settings: Settings) -> Service:
    """The service under these settings.

    Raises ConfigurationError for a configuration that can't be used, ValueError for a file of keys that can't.
    """
    config = load_configuration(settings.configuration, Configuratie, zvhh_oin=settings.oin)
    sleutels = lees_sleutels(settings.partner_keys_file)
    return Service(
        name="intake",
        settings=settings,
        handlers=handlers(config),
        topic_of=TOPIC_OF,
        reads=(TRIAGES, OVERLEGGEN, CASUSSEN, INTAKE_INTERN),
        collection="meldingen",
        resources={MELDING: "meldingen", CONCEPT: "concepten", PARTNERJAAR: "jaarvragen"},
        routers=(verwerkingen(), *api.routes(config, sleutels)),
        access=ACCESS,
        pages=Pages(
            house=config.zvhh_naam,
            phone=config.telefoon_procesregisseur,
            organisation=config.organisatie_in_woorden,
            menu=MENU,
        ),
        admit=screened(config.heeft_vog_op, config.organisatie_van, config.telefoon_procesregisseur),
        public=PUBLIC,
        reindex=herindexeer,
        partners=Partners(
            oins=config.melders,
            topic=PARTNER_MELDINGEN,
            type=contract.MeldingAangeboden.type,
            feedback_topic=PARTNER_TERUGKOPPELINGEN,
            feedback_type=contract.Terugkoppeling.type,
            door=partial(Deur, config, sleutels, settings.body_limit),
        ),
        indexes=INDEXES,
        title="ZVHH intake",
        description="Meldingen en concepten van partners, en wat er van een melding wordt.",
    )
