# SPDX-License-Identifier: EUPL-1.2
"""Intake over HTTP: each module makes the routes of one thing, by the sight that `access` gives the asker.

Commands are the bodies themselves (`domain`); who asks and when it came in are the kit's to tell. Not for: pages.
"""

from fastapi import APIRouter
from joserfc.jwk import KeySet

from zvhh_contracts.configuration import Configuratie
from zvhh_intake.api.betrokkenen import betrokkenen, personen
from zvhh_intake.api.bewaartermijnen import bewaartermijnen
from zvhh_intake.api.concepten import concepten
from zvhh_intake.api.jaarvragen import jaarvragen
from zvhh_intake.api.logboek import logboek
from zvhh_intake.api.lopende_zaken import lopende_zaken
from zvhh_intake.api.melden import melden
from zvhh_intake.api.meldingen import meldingen
from zvhh_intake.api.onjuist import afhandeling, onjuist
from zvhh_intake.api.openbaar import openbaar
from zvhh_intake.api.taken import taken
from zvhh_intake.api.weringen import weringen


def routes(config: Configuratie, sleutels: KeySet) -> tuple[APIRouter, ...]:
    """Every route of intake under a configuration; `sleutels` are those that partners encrypt for."""
    return (
        melden(config),
        meldingen(config),
        personen(config),
        betrokkenen(config),
        onjuist(),
        afhandeling(),
        weringen(),
        lopende_zaken(config),
        bewaartermijnen(),
        taken(config),
        jaarvragen(),
        logboek(),
        concepten(config),
        openbaar(config, sleutels),
    )
