# SPDX-License-Identifier: EUPL-1.2
"""Regie over HTTP, one module per subject; each operation by the sight that `access` gives the asker.

Commands are the bodies themselves (`domain`). Not for: pages, nor for casusregie and afschalen; those are decided in an
overleg and come by event.
"""

from fastapi import APIRouter

from zvhh_contracts.configuration import Configuratie
from zvhh_regie.api import casusregie, casussen, evaluatie, incidenten, pilotjaren, taken


def routes(config: Configuratie) -> tuple[APIRouter, ...]:
    return (
        casussen.router(config),
        incidenten.router(config),
        casusregie.router(config),
        pilotjaren.router(config),
        evaluatie.router(config),
        taken.router(config),
    )
