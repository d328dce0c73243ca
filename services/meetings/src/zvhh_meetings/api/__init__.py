# SPDX-License-Identifier: EUPL-1.2
"""JSON routes under /v1, one file per subject. A body is a command of the domain, and what its path names is beside it."""

from fastapi import APIRouter

from zvhh_contracts.configuration import Configuratie
from zvhh_meetings.api import deelname, overleggen, overlegtrajecten, ritme, taken, trainingen, uitvoering, verslagen

__all__ = ["routes"]

_SUBJECTS = (overlegtrajecten, overleggen, verslagen, deelname, uitvoering, taken, ritme, trainingen)


def routes(config: Configuratie) -> tuple[APIRouter, ...]:
    """Every route of meetings under a configuration."""
    return tuple(subject.routes(config) for subject in _SUBJECTS)
