# SPDX-License-Identifier: EUPL-1.2
"""What meetings reads of other services' events: only the fields that it needs, all else is passed over. Which event
it is, its class in the contracts says.

For: the table in `handlers.py`. Not for: deciding; each event handler stands in `domain`.
"""

from datetime import date
from typing import ClassVar, Literal

from pydantic import Field

from zvhh_contracts import casussen, meldingen, triages
from zvhh_contracts.casusregie import Casusregie
from zvhh_contracts.event import Code, Moment, Oin, Persoon, Reader, ZaakId
from zvhh_contracts.meldingen import Wens
from zvhh_contracts.overleggen import Eindgrond
from zvhh_contracts.triages import Route


class MeldingIngediend(Reader):
    """intake: the zaak exists; its wishes stand on the agenda (S3)."""

    type: ClassVar[str] = meldingen.MeldingIngediend.type
    kenmerk: str
    pilotjaar: int
    ontvangen_op: Moment
    eerste_verwerking_op: Moment
    melder_oin: Oin
    wensen: tuple[Wens, ...] = ()
    rollen: dict[str, int] = Field(default_factory=dict)


class MeldingAangevuld(Reader):
    """intake: the reporter supplemented the melding (D1)."""

    type: ClassVar[str] = meldingen.MeldingAangevuld.type
    aangevuld_op: Moment


class MeldingIngetrokken(Reader):
    """intake: the reporter withdrew the melding (D1)."""

    type: ClassVar[str] = meldingen.MeldingIngetrokken.type
    ingetrokken_op: Moment


class LopendeZaakIngebracht(Reader):
    """intake: a running case of before the pilot was brought in (S6c)."""

    type: ClassVar[str] = meldingen.LopendeZaakIngebracht.type
    kenmerk: str
    ingebracht_op: Moment
    begonnen_op: date
    eerste_verwerking_op: Moment
    melder_oin: Oin
    rollen: dict[str, int] = Field(default_factory=dict)
    deelnemers: tuple[Oin, ...]
    casusregie: Casusregie | None = None
    casusregie_van: date | None = None
    laatste_casusoverleg_op: Moment | None = None
    open_afspraken: int = 0


class MeldingAfgeschermd(Reader):
    """intake: the zaak that this melding joined was closed (D11b, L8)."""

    type: ClassVar[str] = meldingen.MeldingAfgeschermd.type
    hoofdzaak_id: ZaakId


class BetrokkenenGewijzigd(Reader):
    """intake: how many persons of each role there are now; a new kind asks for an item on the agenda (D10)."""

    type: ClassVar[str] = meldingen.BetrokkenenGewijzigd.type
    gewijzigd_op: Moment
    rollen: dict[str, int]
    kind_erbij: bool = False


class ProfessionalGeweerd(Reader):
    """intake: a person may see nothing of this zaak (L6)."""

    type: ClassVar[str] = meldingen.ProfessionalGeweerd.type
    persoon: Persoon


class WeringOpgeheven(Reader):
    """intake: a person may see this zaak again (L6)."""

    type: ClassVar[str] = meldingen.WeringOpgeheven.type
    persoon: Persoon


class BewaartermijnGewijzigd(Reader):
    """intake: another day of destruction, None on hold (L8)."""

    type: ClassVar[str] = meldingen.BewaartermijnGewijzigd.type
    soort: Literal["verlengd", "aangehouden", "vrijgegeven"]
    vernietigen_op: date | None
    op: Moment


class MeldingVernietigd(Reader):
    """intake: the zaak is destroyed, here too (L8)."""

    type: ClassVar[str] = meldingen.MeldingVernietigd.type


class TriageDoorgezet(Reader):
    """triage: three times ja; a weegoverleg is to be planned (S10). The last `versie` counts."""

    type: ClassVar[str] = triages.TriageDoorgezet.type
    versie: int
    doorgezet_op: Moment
    weegoverleg_uiterlijk_op: date


class TriageAfgewezen(Reader):
    """triage: at least one nee (S10). The last `versie` counts."""

    type: ClassVar[str] = triages.TriageAfgewezen.type
    versie: int
    afgewezen_op: Moment
    route: Route
    vernietigen_op: date


class TriageGevoegd(Reader):
    """triage: this melding joined the zaak `bij` (D11b). The last `versie` counts."""

    type: ClassVar[str] = triages.TriageGevoegd.type
    versie: int
    gevoegd_op: Moment
    bij: ZaakId


class TriageHeropend(Reader):
    """triage: split off again, to be judged anew (D11b). The last `versie` counts."""

    type: ClassVar[str] = triages.TriageHeropend.type
    versie: int
    heropend_op: Moment


class SpoedGewijzigd(Reader):
    """triage: this zaak can't wait, or no longer (D2)."""

    type: ClassVar[str] = triages.SpoedGewijzigd.type
    spoed: bool


class MeldingToegevoegd(Reader):
    """triage, of melding `zaak_id`: it joined this zaak (D11b)."""

    type: ClassVar[str] = triages.MeldingToegevoegd.type
    zaak_id: ZaakId
    toegevoegd_op: Moment
    rollen_omgekeerd: bool = False


class MeldingAfgesplitst(Reader):
    """triage, of melding `zaak_id`: it is on its own again (D11b)."""

    type: ClassVar[str] = triages.MeldingAfgesplitst.type
    zaak_id: ZaakId


class CasusGeopend(Reader):
    """regie: the zaak got a place (S6); the clock runs to `afschalen_mogelijk_op` (S14)."""

    type: ClassVar[str] = casussen.CasusGeopend.type
    geopend_op: Moment
    afschalen_mogelijk_op: Moment


class CasusOpWachtlijst(Reader):
    """regie: no place; the zaak waits (S6)."""

    type: ClassVar[str] = casussen.CasusOpWachtlijst.type
    sinds: Moment


class CasusregieVastgelegd(Reader):
    """regie: answer to our CasusregieAangewezen `aanwijzing`: in force from the local day `van` (S16)."""

    type: ClassVar[str] = casussen.CasusregieVastgelegd.type
    aanwijzing: int
    van: date


class CasusregieGeweigerd(Reader):
    """regie: answer to our CasusregieAangewezen `aanwijzing`: not possible, with codes why (S16)."""

    type: ClassVar[str] = casussen.CasusregieGeweigerd.type
    aanwijzing: int
    redenen: tuple[Code, ...]


class IncidentGeregistreerd(Reader):
    """regie: an incident (D4); a serious one asks for an earlier overleg."""

    type: ClassVar[str] = casussen.IncidentGeregistreerd.type
    nummer: int
    moment: Moment
    ernstig: bool
    geregistreerd_op: Moment
    afschalen_mogelijk_op: Moment | None


class IncidentHerzien(Reader):
    """regie: an incident was corrected, or was none (D4)."""

    type: ClassVar[str] = casussen.IncidentHerzien.type
    nummer: int
    is_incident: bool
    moment: Moment
    ernstig: bool
    afschalen_mogelijk_op: Moment | None
    herzien_op: Moment | None = None
    neemt_weg: bool = False


class AfschalenMogelijk(Reader):
    """regie: six months without incidents have passed: an item for each next agenda (S14)."""

    type: ClassVar[str] = casussen.AfschalenMogelijk.type
    sinds: Moment


class AfschalenVervallen(Reader):
    """regie: AfschalenMogelijk no longer holds; the clock now runs to `opnieuw_op` (S14)."""

    type: ClassVar[str] = casussen.AfschalenVervallen.type
    opnieuw_op: Moment


class AfschalenGeweigerd(Reader):
    """regie: answer to our AfschalenBesloten `nummer`: overtaken (S14)."""

    type: ClassVar[str] = casussen.AfschalenGeweigerd.type
    nummer: int
    reden: Code


class CasusAfgeschaald(Reader):
    """regie: answer to our AfschalenBesloten `nummer`: the casus is closed and shielded (S14, L8)."""

    type: ClassVar[str] = casussen.CasusAfgeschaald.type
    nummer: int
    afgeschaald_op: Moment


class LopendeCasusGeopend(Reader):
    """regie: a running case of before the pilot is open, without a place (S6c)."""

    type: ClassVar[str] = casussen.LopendeCasusGeopend.type
    geopend_op: Moment
    afschalen_mogelijk_op: Moment


class OpeningOngedaan(Reader):
    """regie: the opening was an error, and its place is free again (S6b)."""

    type: ClassVar[str] = casussen.OpeningOngedaan.type
    ongedaan_op: Moment


class CasusVanWachtlijst(Reader):
    """regie: the zaak left the line by a way on (D5, S6b)."""

    type: ClassVar[str] = casussen.CasusVanWachtlijst.type
    van_wachtlijst_op: Moment


class ZwaartepuntGewijzigd(Reader):
    """regie: the gemeente in which the case has its centre of gravity (S16)."""

    type: ClassVar[str] = casussen.ZwaartepuntGewijzigd.type
    gemeente: Code
    per: date


class BeeindigenGeweigerd(Reader):
    """regie: answer to our BeeindigenBesloten `nummer`: not possible (D13)."""

    type: ClassVar[str] = casussen.BeeindigenGeweigerd.type
    nummer: int
    reden: Code


class CasusBeeindigd(Reader):
    """regie: answer to our BeeindigenBesloten `nummer`: the casus is closed and shielded (D13, L8)."""

    type: ClassVar[str] = casussen.CasusBeeindigd.type
    nummer: int
    grond: Eindgrond
    beeindigd_op: Moment
