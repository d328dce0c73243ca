# SPDX-License-Identifier: EUPL-1.2
"""What the documents of intake say to each other on `zvhh.intake-intern.v1`: a melding that was joined is shielded and goes
with its zaak."""

from typing import ClassVar

from zvhh_contracts.event import Event, Moment, Persoon, ZaakId


class HoofdzaakGesloten(Event):
    """Melding → gevoegde melding: the casus of the zaak `zaak_id` that you joined was closed; nobody reads either (D11b, L8)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.voegingen.hoofdzaak-gesloten.v1"
    zaak_id: ZaakId
    gesloten_op: Moment


class HoofdzaakGewogen(Event):
    """Melding → gevoegde melding: the zaak `zaak_id` that you joined had its weegoverleg; while you are joined you are not
    withdrawn any more either (D1, D11b)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.voegingen.hoofdzaak-gewogen.v1"
    zaak_id: ZaakId


class HoofdzaakWering(Event):
    """Melding → gevoegde melding: this person is barred from the zaak `zaak_id` that you joined, or no longer (`geldt`);
    while you are joined they are barred from you too (L6, D11b)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.voegingen.hoofdzaak-wering.v1"
    zaak_id: ZaakId
    persoon: Persoon
    geldt: bool


class HoofdzaakVernietigd(Event):
    """Melding → gevoegde melding: the zaak `zaak_id` that you joined was destroyed; you live and die with it (D11b, L8)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.voegingen.hoofdzaak-vernietigd.v1"
    zaak_id: ZaakId
    vernietigd_op: Moment
