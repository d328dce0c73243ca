# SPDX-License-Identifier: EUPL-1.2
"""What the API shows of meldingen and drafts: JSON in camelCase, with the Dutch words beside each code.

Not for: who may see it (`access`). Nothing of triage's judgement but the outcome; SASH, aangifte and regiobinding only
in the detail, under their own name, and in no list (S4).
"""

from datetime import date, datetime
from typing import Any, Self

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.meldingen import Domein, Relatie, Twijfel, Wens
from zvhh_contracts.triages import Route
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.beheer import Aanvulling, Afgerond, Intrekking, Lopend
from zvhh_intake.domain.parts.inhoud import Inhoud
from zvhh_intake.domain.rules.terugkoppeling import STAND_IN_WOORDEN, GetoondeStand, toelichting, verhuld
from zvhh_intake.views.betrokkenen import BetrokkeneBeeld, betrokkenen
from zvhh_kit.http import Beeld


class _Stand(Beeld):
    zaak_id: str
    kenmerk: str
    melder_oin: str
    ontvangen_op: datetime
    pilotjaar: int | None
    stand: GetoondeStand
    stand_tekst: str
    toelichting: str
    aanvulling_uiterlijk_op: date | None
    route: Route | None
    vernietigen_op: date | None


class StandBeeld(_Stand):
    """A melding without its content: a line of a list, and the answer to a command."""

    @classmethod
    def van(cls, zaak_id: str, melding: Melding, *, onverhuld: bool = False) -> Self:
        """The line of one melding; `onverhuld`: for a procesregisseur, who may know of the other zaak (D11b)."""
        return cls.model_validate(_stand(zaak_id, melding, onverhuld=onverhuld))


class MeldingBeeld(_Stand):
    """A melding with all that was reported, and its dates (L8)."""

    eerste_verwerking_op: datetime | None
    vernietigen_uiterlijk_op: date | None
    weegoverleg_op: datetime | None
    relatie: Relatie | None
    gemeente: str
    gemeente_tekst: str
    leefgebieden: tuple[str, ...]
    domeinen: tuple[Domein, ...]
    wensen: tuple[Wens, ...]
    oud_kenmerk: str | None
    bekend_sinds: date | None
    twijfel: Twijfel | None
    afstemming: str | None
    betrokkenen: tuple[BetrokkeneBeeld, ...] | None
    inhoud: Inhoud | None
    aanvullingen: tuple[Aanvulling, ...]
    intrekking: Intrekking | None
    lopend: Lopend | None
    afgeronde_taken: tuple[Afgerond, ...]

    @classmethod
    def van(
        cls, config: Configuratie, zaak_id: str, melding: Melding, *, met_betrokkenen: bool, onverhuld: bool = False
    ) -> Self:
        """The detail; `met_betrokkenen`: with who came in sight since it was reported. Addresses were shielded on opening (D10)."""
        gepland = melding.overleg.gepland if onverhuld or not verhuld(melding) else None
        feiten = {naam: getattr(melding, naam) for naam in cls.model_fields if naam in Melding.model_fields}
        woorden = {
            "weegoverleg_op": gepland.begin if gepland else None,
            "gemeente_tekst": config.gemeenten.get(melding.gemeente, melding.gemeente),
            "betrokkenen": betrokkenen(melding) if met_betrokkenen else None,
            "vernietigen_uiterlijk_op": melding.termijn_tot,
            "afgeronde_taken": melding.afgerond if onverhuld else (),
        }
        return cls.model_validate(feiten | woorden | _stand(zaak_id, melding, onverhuld=onverhuld))


def _stand(zaak_id: str, melding: Melding, *, onverhuld: bool) -> dict[str, Any]:
    dicht = verhuld(melding) and not onverhuld
    return {
        "zaak_id": zaak_id,
        "kenmerk": melding.kenmerk,
        "melder_oin": melding.melder_oin,
        "ontvangen_op": melding.ontvangen_op,
        "pilotjaar": melding.pilotjaar,
        "stand": "behandeld" if dicht else melding.stand,
        "stand_tekst": "Behandeld" if dicht else STAND_IN_WOORDEN[melding.stand],
        "toelichting": toelichting(melding),
        "aanvulling_uiterlijk_op": melding.aanvulling_uiterlijk_op,
        "route": None if dicht else melding.route,
        "vernietigen_op": None if dicht else melding.vernietigen_op,
    }
