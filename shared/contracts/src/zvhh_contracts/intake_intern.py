# SPDX-License-Identifier: EUPL-1.2
"""What the documents of intake say to each other on `zvhh.intake-intern.v1`: a melding that was joined is shielded and goes
with its zaak."""

from typing import ClassVar

from zvhh_contracts.event import Event, Moment, ZaakId


class HoofdzaakGesloten(Event):
    """Melding → gevoegde melding: the casus of the zaak `zaak_id` that you joined was closed; nobody reads either (D11b, L8)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.voegingen.hoofdzaak-gesloten.v1"
    zaak_id: ZaakId
    gesloten_op: Moment


class HoofdzaakVernietigd(Event):
    """Melding → gevoegde melding: the zaak `zaak_id` that you joined was destroyed; you live and die with it (D11b, L8)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.voegingen.hoofdzaak-vernietigd.v1"
    zaak_id: ZaakId
    vernietigd_op: Moment
