# SPDX-License-Identifier: EUPL-1.2
"""Which trace every command leaves in a document, and which events tell it: what a zaak went through, counted two ways.

For: the checks (`zaken`). Written down a second time, as all that the audit knows (`rules`). Not for: reading anything.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.faults.audit.rules import event_type as _event

__all__ = ["FACTS", "Fact"]

State = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Fact:
    """What one kind of command leaves behind: how often its trace stands in the state, and which event types tell it.

    `count` gives None where the state doesn't tell. `events`: together there are as many of them as there are traces;
    none: the command tells nobody.
    """

    service: str
    operations: tuple[str, ...]
    count: Callable[[State], int | None]
    events: tuple[str, ...] = ()


def _parts(name: str) -> Callable[[State], int]:
    return lambda state: len(state.get(name) or ())


def _there(name: str) -> Callable[[State], int]:
    return lambda state: int(state.get(name) is not None)


def _outcomes(*wanted: str) -> Callable[[State], int]:
    return lambda state: sum(one["uitkomst"] in wanted for one in state["besluiten"])


def _held(soort: str) -> Callable[[State], int]:
    return lambda state: sum(one["soort"] == soort and one["stand"] == "gehouden" for one in state["overleggen"])


def _planned(state: State) -> int:
    changes = [change for one in state["overleggen"] for change in one["wijzigingen"]]
    return sum(change["wat"] == "gepland" for change in changes)


def _put_right(state: State) -> int:
    return sum(len(one.get("herzieningen") or ()) for one in state["overleggen"])


def _closing(name: str) -> Callable[[State], int]:
    """Decisions to end in the minutes of casusoverleggen; of those on afschalen only a yes."""

    def count(state: State) -> int:
        decided = [(one.get("casusverslag") or {}).get(name) for one in state["overleggen"]]
        return sum(one is not None and one.get("uitkomst", "afschalen") == "afschalen" for one in decided)

    return count


def _corrections(state: State) -> int:
    return sum(len(one["versies"]) - 1 for one in state["incidenten"])


def _lifted(state: State) -> int:
    return sum(one["opgeheven_op"] is not None for one in state["weringen"])


def _barred(state: State) -> int | None:
    """Of what was joined to a zaak with barred persons nobody remembers how often they came and went."""
    return None if state.get("hoofdzaken") else len(state["weringen"]) or None


def _let_in(state: State) -> int | None:
    return None if state.get("hoofdzaken") else _lifted(state) or None


def _taken_back(state: State) -> int:
    return int(state["aanvraag"]) - 1


def _claims(state: State) -> int:
    return _taken_back(state) + int(state["plaats_gevraagd"])


def _openings(state: State) -> int:
    return len(state["openingen_ongedaan"]) + int(state["geopend_op"] is not None)


def _undone(state: State) -> int:
    """By a person in regie: of what meetings put right, the reason stays there."""
    return sum(one["reden"] is not None for one in state["openingen_ongedaan"])


def _waits(state: State) -> int | None:
    """Of a claim that was taken back nobody remembers whether it waited."""
    return None if state["aanvraag"] > 1 else int(state["wachtplek"] is not None)


FACTS: tuple[Fact, ...] = (
    Fact("intake", ("meld",), lambda _: 1),
    Fact("intake", (), lambda state: int(not state["geweigerd"]), (_event("meldingen", "melding-ingediend"),)),
    Fact("intake", ("vul_aan",), _parts("aanvullingen"), (_event("meldingen", "melding-aangevuld"),)),
    Fact("intake", ("trek_in",), _there("intrekking"), (_event("meldingen", "melding-ingetrokken"),)),
    Fact("intake", ("weer_persoon",), _parts("weringen")),
    Fact("intake", (), _barred, (_event("meldingen", "professional-geweerd"),)),
    Fact("intake", ("hef_wering_op",), _lifted),
    Fact("intake", (), _let_in, (_event("meldingen", "wering-opgeheven"),)),
    Fact("triage", ("beoordeel",), _parts("oordelen")),
    Fact("triage", ("vraag_aanvulling",), _parts("vragen"), (_event("triages", "aanvulling-gevraagd"),)),
    Fact(
        "triage",
        ("bevestig",),
        _outcomes("doorgezet", "afgewezen"),
        (_event("triages", "triage-doorgezet"), _event("triages", "triage-afgewezen")),
    ),
    Fact("triage", ("voeg",), _outcomes("gevoegd"), (_event("triages", "triage-gevoegd"),)),
    Fact("triage", (), _outcomes("gevoegd"), (_event("triages", "melding-toegevoegd"),)),
    Fact("triage", ("splits",), _outcomes("heropend"), (_event("triages", "triage-heropend"),)),
    Fact("triage", (), _outcomes("heropend"), (_event("triages", "melding-afgesplitst"),)),
    Fact("triage", ("zet_spoed",), _parts("spoedbesluiten"), (_event("triages", "spoed-gewijzigd"),)),
    Fact("meetings", ("plan_overleg",), _planned),
    Fact("meetings", ("leg_weegverslag_vast",), _held("weegoverleg"), (_event("overleggen", "weegoverleg-gehouden"),)),
    Fact("meetings", ("herzie_weegbesluit",), _put_right, (_event("overleggen", "weegoverleg-herzien"),)),
    Fact(
        "meetings", ("leg_casusverslag_vast",), _held("casusoverleg"), (_event("overleggen", "casusoverleg-gehouden"),)
    ),
    Fact(
        "meetings",
        ("wijs_casusregie_aan",),
        lambda state: sum(one["overleg"] is None for one in state["aanwijzingen"]),
    ),
    Fact("meetings", (), _parts("aanwijzingen"), (_event("overleggen", "casusregie-aangewezen"),)),
    Fact("meetings", (), _parts("plannen"), (_event("overleggen", "plan-van-aanpak-vastgesteld"),)),
    Fact("meetings", (), _closing("afschalen"), (_event("overleggen", "afschalen-besloten"),)),
    Fact("meetings", (), _closing("beeindigen"), (_event("overleggen", "beeindigen-besloten"),)),
    Fact("regie", ("registreer_incident",), _parts("incidenten"), (_event("casussen", "incident-geregistreerd"),)),
    Fact("regie", ("corrigeer_incident",), _corrections, (_event("casussen", "incident-herzien"),)),
    Fact("regie", (), _claims, (_event("plaatsen", "plaats-gevraagd"),)),
    Fact(
        "regie",
        (),
        _taken_back,
        (_event("plaatsen", "plaats-teruggegeven"), _event("plaatsen", "wachtlijst-verlaten")),
    ),
    Fact("regie", (), _openings, (_event("casussen", "casus-geopend"),)),
    Fact("regie", (), _parts("openingen_ongedaan"), (_event("casussen", "opening-ongedaan"),)),
    Fact("regie", ("maak_opening_ongedaan",), _undone),
    Fact("regie", (), _waits, (_event("casussen", "casus-op-wachtlijst"),)),
    Fact("regie", ("verlaat_wachtlijst",), _there("van_wachtlijst"), (_event("casussen", "casus-van-wachtlijst"),)),
    Fact("regie", (), _parts("regie"), (_event("casussen", "casusregie-vastgelegd"),)),
    Fact(
        "regie",
        (),
        _parts("afschaalantwoorden"),
        (_event("casussen", "casus-afgeschaald"), _event("casussen", "afschalen-geweigerd")),
    ),
    Fact(
        "regie",
        (),
        _parts("eindantwoorden"),
        (_event("casussen", "casus-beeindigd"), _event("casussen", "beeindigen-geweigerd")),
    ),
)
"""Facts of a zaak's documents. Those without an operation follow from events; they too are told once each."""
