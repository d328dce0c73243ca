# SPDX-License-Identifier: EUPL-1.2
"""Triage over HTTP: each module makes the routes of one thing, by the sight that `access` gives the asker.

Commands are the bodies themselves (`domain`); who asks and when it came in are the kit's to tell. Not for: pages.
"""

from fastapi import APIRouter

from zvhh_contracts.configuration import Configuratie
from zvhh_triage.api.afstemmingen import afstemmingen
from zvhh_triage.api.beoordelen import beoordelen
from zvhh_triage.api.rooster import rooster
from zvhh_triage.api.taken import taken
from zvhh_triage.api.triages import triages
from zvhh_triage.api.werk import werk


def routes(config: Configuratie) -> tuple[APIRouter, ...]:
    """Every route of triage under a configuration."""
    return triages(config), beoordelen(config), werk(config), taken(config), rooster(config), afstemmingen(config)
