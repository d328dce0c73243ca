# SPDX-License-Identifier: EUPL-1.2
"""The other ways that one zaak can go: joined, split, put right, undone, ended otherwise, running before, destroyed.

For: `test_interleaving`, beside `verhalen`. Not for: in which order the services hear of it.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.contract.verhalen import (
    ANDERE,
    NIET_PASSEND,
    NOOR,
    OM,
    PASSEND,
    PO,
    RN,
    VERA,
    VT,
    ZAAK,
    meldt,
    op,
    overlegt,
    plant,
    tot_planning,
    trekt_in,
    weegt,
)
from tests.contract.wereld import Heard, Step

from zvhh_contracts.casussen import CasusBeeindigd, CasusGeopend, LopendeCasusGeopend, OpeningOngedaan
from zvhh_contracts.intake_intern import HoofdzaakVernietigd, HoofdzaakWering
from zvhh_contracts.meldingen import LopendeZaakIngebracht, MeldingAfgeschermd, MeldingIngediend, MeldingIngetrokken
from zvhh_contracts.overleggen import CasusregieAangewezen, WeegoverlegGehouden
from zvhh_contracts.regie_intern import PlaatsToegekend
from zvhh_contracts.triages import MeldingToegevoegd, TriageDoorgezet, TriageGevoegd
from zvhh_intake.domain.commands.breng_lopende_zaak_in import Inbreng
from zvhh_intake.domain.commands.trek_in import TrekIn
from zvhh_intake.domain.commands.weer import Weer
from zvhh_meetings.domain.commands.herzie_weegbesluit import HerzieWeegbesluit
from zvhh_regie.domain.commands.maak_opening_ongedaan import MaakOpeningOngedaan
from zvhh_triage.domain.commands.splits import Splits
from zvhh_triage.domain.commands.voeg import Gevonden, Voeg, Zaak

VERNIETIGEN = "vernietigen"
Types = tuple[type[Any], ...]


def voegt(at: datetime) -> Step:
    """triage: Noor joins the other melding to this zaak, which is open: an opening that comes later has a later date."""
    after: tuple[Heard, ...] = (MeldingIngediend, (("meetings", ZAAK), CasusGeopend), (("triage", ZAAK), CasusGeopend))
    gevonden = Gevonden(zaken=(Zaak(zaak_id=ZAAK, kenmerk="ZV-7K4M-9QXT", loopt=True),))
    voeg = Voeg.model_validate({"bij": ZAAK, "motivatie": "x", "rollen_omgekeerd": True}).vond(gevonden)
    return Step(("triage", ANDERE), voeg, at, NOOR, after)


def herziet(besluit: dict[str, Any], at: datetime, *, after: Types) -> Step:
    """meetings: Noor puts the decision of the first weegoverleg right."""
    herziening = {name: value for name, value in besluit.items() if name not in ("aanwezigen", "wensen")}
    command = HerzieWeegbesluit.model_validate(herziening | {"reden": "x"})
    return Step(("meetings", ZAAK), command, at, NOOR, after, number=1)


def gevoegd() -> list[Step]:
    """A second melding about the same persons, half-way."""
    return [*tot_planning(), weegt(PASSEND), meldt(ANDERE), voegt(op(4, 1))]


def gesplitst() -> list[Step]:
    """It turned out to be about others."""
    splits = Step(("triage", ANDERE), Splits.model_validate({"motivatie": "x"}), op(4, 7), NOOR, (MeldingIngediend,))
    return [*gevoegd(), splits]


def geweerd(wie: str = "rob") -> Step:
    """intake: Noor bars a person from this zaak."""
    weer = Weer.model_validate({"persoon": wie, "reden": "x"})
    return Step(("intake", ZAAK), weer, op(3, 10), NOOR)


def gevoegd_en_geweerd() -> list[Step]:
    """A person is barred from the zaak, before or after the other melding joins it (L6)."""
    return [*gevoegd(), geweerd()]


def gesplitst_en_geweerd() -> list[Step]:
    """It is split off once everybody has heard who is barred: they may read it again, and the zaak itself not."""
    wering: Heard = (("intake", ANDERE), HoofdzaakWering)
    splits = Splits.model_validate({"motivatie": "x"})
    gehoord: tuple[Heard, ...] = (MeldingIngediend, wering, (("intake", ANDERE), TriageGevoegd))
    return [*gevoegd_en_geweerd(), Step(("triage", ANDERE), splits, op(4, 7), NOOR, gehoord)]


def ingetrokken_en_gesloten() -> list[Step]:
    """The reporter of the joined melding withdraws before the zaak is weighed; then that is closed (D1, L8)."""
    trek_in = Step(("intake", ANDERE), TrekIn.model_validate({"reden": "x"}), op(3, 11), VERA, (TriageGevoegd,))
    voeg = replace(voegt(op(3, 4)), after=(MeldingIngediend, (("triage", ZAAK), MeldingIngediend)))
    weeg: Heard = (("triage", ANDERE), MeldingIngetrokken)
    zaak = [replace(een, after=(*een.after, weeg)) if een.name[0] == "meetings" else een for een in overgedragen()]
    return [meldt(ANDERE), voeg, trek_in, *zaak]


def gevoegd_en_gesloten() -> list[Step]:
    """The zaak is handed over elsewhere while the other melding joins it: that one is shielded too (L8)."""
    return [*overgedragen(), meldt(ANDERE), voegt(op(3, 26))]


def gesplitst_en_gesloten() -> list[Step]:
    """The other melding is split off just before triage hears that it is shielded: it stands alone."""
    gehoord: tuple[Heard, ...] = tuple((("intake", ZAAK), event) for event in (MeldingToegevoegd, CasusBeeindigd))
    splits = Splits.model_validate({"motivatie": "x"})
    return [
        *gevoegd_en_gesloten(),
        Step(("triage", ANDERE), splits, op(4, 7), NOOR, (MeldingIngediend, *gehoord), (MeldingAfgeschermd,)),
    ]


def gevoegd_en_vernietigd() -> list[Step]:
    """The zaak is destroyed after five years, and what was joined to it goes along (L8).

    By then regie has heard what it counts: what comes after the last count is in no figure (S18).
    """
    moment = datetime(2030, 3, 2, 23, tzinfo=UTC)
    geteld: tuple[Heard, ...] = tuple((("regie", ZAAK), event) for event in (CasusregieAangewezen, TriageDoorgezet))
    gehoord = (MeldingToegevoegd, CasusGeopend, WeegoverlegGehouden, *geteld)
    return [
        *gevoegd(),
        Step(("intake", ZAAK), VERNIETIGEN, moment, NOOR, gehoord),
        Step(("intake", ANDERE), VERNIETIGEN, moment, NOOR, (HoofdzaakVernietigd, (("regie", ANDERE), TriageGevoegd))),
    ]


def toch_niet_passend() -> list[Step]:
    """Passend was recorded by mistake: the casus was open already, and gives its place back (D3)."""
    besluit = {name: value for name, value in NIET_PASSEND.items() if name != "aanwezigen"}
    return [*tot_planning(), weegt(PASSEND), herziet(besluit, op(3, 14), after=(CasusGeopend,))]


def toch_passend() -> list[Step]:
    """Niet passend was recorded by mistake (D3)."""
    return [*tot_planning(), weegt(NIET_PASSEND), herziet(PASSEND, op(3, 14), after=())]


def opening_ongedaan() -> list[Step]:
    """An opening in error; a second weegoverleg says niet passend (S6b)."""
    ongedaan = MaakOpeningOngedaan.model_validate({"reden": "x"})
    return [
        *tot_planning(),
        weegt(PASSEND),
        Step(("regie", ZAAK), ongedaan, op(3, 14), NOOR, (PlaatsToegekend,)),
        plant(op(3, 21, 10), op(3, 14, 13), after=(CasusGeopend, OpeningOngedaan)),
        weegt(NIET_PASSEND, 3, 21),
    ]


def overgedragen() -> list[Step]:
    """Another end than afschalen (D13)."""
    besluit = {"grond": "overdracht", "reden": "x", "signalen": "x", "gaat_verder": [{"oin": VT, "afspraak": "x"}]}
    return [*tot_planning(), weegt(PASSEND), overlegt(2, op(3, 26), {"beeindigen": besluit}, (CasusGeopend,))]


def lopend_van_voor_de_pilot() -> list[Step]:
    """A running case is brought in, and its first casusoverleg here is held (S6c)."""
    persoon = {"gegevens": {"naam": "Anna Fictief"}, "geinformeerd": {"ja": True}}
    zaak = {
        "oude_referentie": "2024-17",
        "begonnen_op": date(2024, 11, 14),
        "eerste_verwerking_op": date(2024, 11, 14),
        "relatie": "ex-partner",
        "gemeente": "delft",
        "betrokkenen": [{"rol": "slachtoffer", **persoon}, {"rol": "pleger", **persoon}],
        "deelnemers": [VT, PO, OM, RN],
        "casusregie": {"vorm": "een", "regisseur": {"oin": VT, "persoon": "vera"}},
        "casusregie_van": date(2024, 11, 14),
        "laatste_casusoverleg_op": op(1, 20, 10),
    }
    inbreng = Inbreng.model_validate({"zaak": zaak, "kenmerk": "ZV-4W8K-2PFD", "hashes": [[], []]})
    return [
        Step(("intake", ZAAK), inbreng, op(2, 3), NOOR),
        overlegt(1, op(3, 31, 12), {"gehouden_op": op(3, 31, 10)}, (LopendeZaakIngebracht, LopendeCasusGeopend)),
    ]


def ingetrokken_en_vernietigd() -> list[Step]:
    """Thirty days after a withdrawal nothing is left (L8)."""
    einde = op(3, 6, 0) + timedelta(days=30)
    local = einde.replace(hour=22)  # summer time has begun meanwhile
    return [meldt(), trekt_in(op(3, 6), after=()), Step(("intake", ZAAK), VERNIETIGEN, local, NOOR)]


WEGEN: dict[str, list[Step]] = {
    "gevoegd": gevoegd(),
    "gesplitst": gesplitst(),
    "gevoegd en geweerd": gevoegd_en_geweerd(),
    "gesplitst en geweerd": gesplitst_en_geweerd(),
    "ingetrokken en gesloten": ingetrokken_en_gesloten(),
    "gevoegd en gesloten": gevoegd_en_gesloten(),
    "gesplitst en gesloten": gesplitst_en_gesloten(),
    "gevoegd en vernietigd": gevoegd_en_vernietigd(),
    "toch niet passend": toch_niet_passend(),
    "toch passend": toch_passend(),
    "opening ongedaan": opening_ongedaan(),
    "overgedragen": overgedragen(),
    "lopend van voor de pilot": lopend_van_voor_de_pilot(),
    "ingetrokken en vernietigd": ingetrokken_en_vernietigd(),
}
