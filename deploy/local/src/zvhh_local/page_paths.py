# SPDX-License-Identifier: EUPL-1.2
"""Which service owns which path of a page: one table, for the front door, its documents and the tests of pages.

A path stands for itself and for all that lies below it. Not for: the APIs, which lie at `/api/<service>/v1`.
"""

from collections.abc import Mapping, Sequence

__all__ = ["EXACT", "FIRST_OF", "OWN", "SHARED"]

SHARED: Sequence[str] = ("/static", "/aanmelden", "/afmelden")
"""Of all four, from the kit: whoever is there answers."""

FIRST_OF: Mapping[str, Sequence[str]] = {"/mijn-dag": ("meetings", "regie", "triage", "intake")}
"""Drawn by the first of these that is there: a person always has a page to start the day with."""

_PER_SERVICE = ("/beheer", "/toezicht", "/storingen")
"""Every service has its part of these; the page that shows all parts is meetings'."""

_PAGES: Mapping[str, Sequence[str]] = {
    "intake": ("/", "/partners", "/privacy", "/toegankelijkheid", "/melden", "/meldingen", "/betrokkenen"),
    "triage": ("/triage", "/afstemming", "/rooster"),
    "meetings": ("/overleggen", "/inbreng", "/afspraken", "/plan", "/agenda", "/casusregie"),
    "regie": ("/zaken", "/incidenten", "/pilotplekken", "/evaluatie"),
}

OWN: Mapping[str, Sequence[str]] = {
    service: (*pages, *(f"{part}/{service}" for part in _PER_SERVICE), *(_PER_SERVICE if service == "meetings" else ()))
    for service, pages in _PAGES.items()
}
"""Service → its paths."""

EXACT = ("/", *_PER_SERVICE)
"""Nothing lies below these."""
