# SPDX-License-Identifier: EUPL-1.2
"""The document of triage: who judged what about one zaak, and what triage has heard of the others.

For: the state, its parts, and `met_stand`, which computes the stand out of the parts.
Not for: deciding; the modules beside this one do. Each part is set by one source only, so that events of several
sources lead to the same state in every order. All moments are UTC, all dates are local days (Europe/Amsterdam).
"""

from datetime import date
from typing import Annotated, Literal, get_args

from pydantic import AwareDatetime, BaseModel, ConfigDict, StringConstraints

from zvhh_contracts.meldingen import Domein
from zvhh_contracts.triages import Route
from zvhh_kit.decision import Context, Refused, Sealed

Criterium = Literal["leefgebieden", "veiligheid", "samenwerking"]
"""The three criteria of the pilot (S8). A fourth can't be expressed (S9)."""
CRITERIA: tuple[Criterium, ...] = get_args(Criterium)

Uitkomst = Literal["doorgezet", "afgewezen"]
Stand = Literal["wacht-op-melding", "open", "aanvulling", "doorgezet", "afgewezen", "ingetrokken", "gewogen"]
Taak = Literal[
    "termijn-verstreken", "weegoverleg-plannen", "aangevuld-na-besluit", "veiligheid-geborgd", "overleg-al-gehouden"
]
Tekst = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="allow")


class _Said(_Part):
    door: str
    op: AwareDatetime


class Melding(_Part):
    """What intake told: codes and dates only. `gemeente` is None where it may not be shown (S4)."""

    kenmerk: str
    pilotjaar: int
    eerste_verwerking_op: AwareDatetime
    relatie: str
    wensen: tuple[str, ...] = ()
    leefgebieden: tuple[str, ...] = ()
    domeinen: tuple[str, ...] = ()
    vernietigen_uiterlijk_op: date


class Intrekking(_Part):
    """The reporter withdrew."""

    op: AwareDatetime
    vernietigen_op: date


class Pilotoordeel(_Said):
    """Whether a zaak with another relation belongs to the pilot (S1b): scope, no criterion."""

    hoort_bij: bool
    motivatie: Sealed[Tekst]


class Oordeel(_Said):
    """One judgement of one criterion (S8); `domeinen` is recorded at samenwerking."""

    criterium: Criterium
    ja: bool
    motivatie: Sealed[Tekst]
    domeinen: tuple[Domein, ...] = ()


class Aanvullingsvraag(_Said):
    """What the reporter was asked, until and including `uiterlijk_op`."""

    versie: int
    vraag: Sealed[Tekst]
    uiterlijk_op: date


class Besluit(_Said):
    """A confirmed outcome (S10). `op_oordelen` and `op_pilotoordelen` count the judgements on which it stands."""

    versie: int
    uitkomst: Uitkomst
    route: Route | None = None
    advies: Sealed[Tekst] | None = None
    op_oordelen: int
    op_pilotoordelen: int
    weegoverleg_uiterlijk_op: date | None = None
    vernietigen_op: date | None = None


class Weegoverleg(_Part):
    """The last weegoverleg that meetings planned, or cancelled."""

    nummer: int
    begin: AwareDatetime
    geannuleerd: bool = False


class Weging(_Part):
    """The last weegoverleg that was held. `vernietigen_op` is set when the zaak was not passend (L8)."""

    nummer: int
    gehouden_op: AwareDatetime
    besloten: bool
    passend: bool | None = None
    vernietigen_op: date | None = None


class Triage(BaseModel):
    """One zaak in triage. `stand`, `termijn`, `taken`, `vernietigen_op` and `afgeschermd` follow from the other fields."""

    model_config = ConfigDict(frozen=True, extra="allow")

    stand: Stand = "wacht-op-melding"
    termijn: date | None = None
    taken: tuple[Taak, ...] = ()
    vernietigen_op: date | None = None
    afgeschermd: bool = False
    # intake
    melding: Melding | None = None
    ontvangen_op: AwareDatetime | None = None
    melder_oin: str = ""
    gemeente: str | None = None
    aangevuld_op: AwareDatetime | None = None
    ingetrokken: Intrekking | None = None
    # triage itself; every version stays
    versie: int = 0
    pilotoordelen: tuple[Pilotoordeel, ...] = ()
    oordelen: tuple[Oordeel, ...] = ()
    vragen: tuple[Aanvullingsvraag, ...] = ()
    vraag_open: bool = False
    termijn_verstreken: bool = False
    besluiten: tuple[Besluit, ...] = ()
    # meetings
    weegoverleg: Weegoverleg | None = None
    weging: Weging | None = None
    # regie
    casus: Literal["geopend", "wachtlijst", "afgeschaald"] | None = None

    @property
    def besluit(self) -> Besluit | None:
        """The outcome in force: the last one confirmed."""
        return self.besluiten[-1] if self.besluiten else None

    @property
    def vraag(self) -> Aanvullingsvraag | None:
        """The last question to the reporter."""
        return self.vragen[-1] if self.vragen else None

    @property
    def pilotoordeel(self) -> Pilotoordeel | None:
        """The judgement of scope that counts: the last one."""
        return self.pilotoordelen[-1] if self.pilotoordelen else None

    def oordeel(self, criterium: Criterium) -> Oordeel | None:
        """The judgement of a criterion that counts: the last one."""
        return next((one for one in reversed(self.oordelen) if one.criterium == criterium), None)

    @property
    def gewogen(self) -> bool:
        """Whether a weegoverleg was held. A casus is proof of one that is not heard of yet."""
        return self.weging is not None or self.casus is not None


def met_stand(triage: Triage) -> Triage:
    """The same triage with everything that follows from its parts. A held weegoverleg outranks what crossed it."""
    stand = _stand(triage)
    return triage.model_copy(
        update={
            "stand": stand,
            "termijn": _termijn(triage, stand),
            "taken": _taken(triage, stand),
            "vernietigen_op": _vernietigen_op(triage, stand),
            "afgeschermd": triage.casus == "afgeschaald",
        }
    )


def _stand(triage: Triage) -> Stand:
    if triage.melding is None:
        return "wacht-op-melding"
    if triage.gewogen:
        return "gewogen"
    if triage.ingetrokken is not None:
        return "ingetrokken"
    if triage.besluit is not None:
        return triage.besluit.uitkomst
    return "aanvulling" if triage.vraag_open else "open"


def _termijn(triage: Triage, stand: Stand) -> date | None:
    if stand == "aanvulling" and triage.vraag is not None:
        return triage.vraag.uiterlijk_op
    if stand == "doorgezet" and triage.besluit is not None:
        return triage.besluit.weegoverleg_uiterlijk_op
    return None


def _vernietigen_op(triage: Triage, stand: Stand) -> date | None:
    if stand == "gewogen":
        return triage.weging.vernietigen_op if triage.weging is not None else None
    if stand == "ingetrokken" and triage.ingetrokken is not None:
        return triage.ingetrokken.vernietigen_op
    return triage.besluit.vernietigen_op if stand == "afgewezen" and triage.besluit is not None else None


def _taken(triage: Triage, stand: Stand) -> tuple[Taak, ...]:
    besluit, planned = triage.besluit, triage.weegoverleg
    late = besluit is not None and triage.aangevuld_op is not None and triage.aangevuld_op > besluit.op
    crossed = triage.ingetrokken is not None or (besluit is not None and besluit.uitkomst == "afgewezen")
    tasks: dict[Taak, bool] = {
        "termijn-verstreken": stand == "aanvulling" and triage.termijn_verstreken,
        "weegoverleg-plannen": stand == "doorgezet" and (planned is None or planned.geannuleerd),
        "aangevuld-na-besluit": stand in ("doorgezet", "afgewezen") and late,
        # where a weegoverleg was planned, meetings cancels it and gives this task
        "veiligheid-geborgd": stand == "ingetrokken" and planned is None,
        "overleg-al-gehouden": stand == "gewogen" and crossed,
    }
    return tuple(task for task, needed in tasks.items() if needed)


def in_triage(triage: Triage | None, ctx: Context) -> Triage:
    """The triage, when a procesregisseur may still judge it (S10, L9, D2).

    Raises Refused: 403 not a named procesregisseur, 404 no melding here, 409 withdrawn or weegoverleg held.
    """
    if "procesregisseur" not in ctx.actor.roles or not ctx.actor.subject:
        raise Refused("geen-procesregisseur", "Alleen een procesregisseur beoordeelt een melding.", status=403)
    if triage is None or triage.melding is None:
        raise Refused("niet-gevonden", "Deze melding is er niet.", status=404)
    if triage.gewogen:
        raise Refused("weegoverleg-gehouden", "Het weegoverleg is al gehouden. Het oordeel kan niet meer veranderen.")
    if triage.ingetrokken is not None:
        raise Refused("ingetrokken", "De melder heeft deze melding ingetrokken.")
    return triage
