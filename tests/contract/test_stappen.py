# SPDX-License-Identifier: EUPL-1.2
"""The steps that a partner's own system hears: never one that contradicts where its melding stands, and in no other
succession than `docs/integrating.md` says.

The stories of `test_interleaving`, reported by Kafka, in any order between the services, with records of the partner
that are refused in between. Not for: sending; `services/intake/tests/parts/test_partnersysteem.py` does.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.contract.test_interleaving import ALLE, chooser, configuratie
from tests.contract.verhalen import ANDERE, VERA, VT, ZAAK, op
from tests.contract.wereld import Name, Step, World

from zvhh_contracts import casussen, overleggen, triages
from zvhh_contracts.event import Event
from zvhh_contracts.partner import Fout, Stap, Terugkoppeling
from zvhh_intake.domain.commands.dien_in import Indiening
from zvhh_intake.domain.commands.trek_in import TrekIn
from zvhh_intake.domain.commands.vul_aan import VulAan
from zvhh_intake.domain.commands.weiger import Weiger
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.rules.terugkoppeling import stap
from zvhh_intake.handlers import handlers as intake
from zvhh_kit.core.message import Message
from zvhh_kit.domain.decision import Command
from zvhh_kit.testing import given as given_story
from zvhh_meetings.handlers import handlers as meetings
from zvhh_regie.handlers import handlers as regie
from zvhh_triage.handlers import handlers as triage

ONTCIJFERBAAR = Fout(code="niet-te-ontcijferen", tekst="Wij kunnen de melding niet ontcijferen.", plaats="/melding")
Gang = list[Terugkoppeling]
T0 = op(6, 2)


class Partnerwereld(World):
    """The world, in which every melding came from a partner's own system; it sends more records than it should."""

    def again(self, number: int, command: Command) -> None:
        """A record with the reference of step `number`, and another content."""
        step = self.steps[number]
        key = f"key-{number}"
        digest = f"anders-{self._document(step.name).n}"
        message = Message(step.name[1], "command", step.at, body=command, actor=step.by, key=key, digest=digest)
        message = message._replace(number=step.number, ref=step.ref)
        folded = self._fold(step.name, message, step.at)
        if folded.changed:
            self._save(step.name, folded)

    def told(self, name: Name) -> Gang:
        """What the partner heard of a melding so far, in order."""
        effects = self.documents[name].effects if name in self.documents else []
        data = [entry["data"] for entry in effects if entry["kind"] == "terugkoppeling"]
        assert [one["nummer"] for one in data] == list(range(1, len(data) + 1))
        return [Terugkoppeling.model_validate_json(one["bericht"]) for one in data]

    def check(self) -> None:
        """What was told last holds, and is what a person reads."""
        for name in (("intake", ZAAK), ("intake", ANDERE)):
            if gang := self.told(name):
                melding: Melding | None = self.documents[name].state
                if melding is not None:
                    assert gang[-1].stap == stap(melding)
                    assert gang[-1].kenmerk == (melding.kenmerk or None)


def by_kafka(steps: list[Step]) -> tuple[list[Step], list[int]]:
    """The same story, its meldingen reported by a partner's system; and the numbers of those steps."""
    made, numbers = [], []
    for number, step in enumerate(steps):
        if isinstance(step.message, Indiening):
            numbers.append(number)
            command = step.message.model_copy(update={"weg": "kafka", "referentie": f"PO-{number}"})
            made.append(replace(step, message=command))
        else:
            made.append(step)
    return made, numbers


def walk(name: str, chances: bytes) -> Iterator[Gang]:
    """A story to its end by these chances, with refused records in between; the feedback of each melding."""
    steps, numbers = by_kafka(ALLE[name])
    config = configuratie(maximum=1 if name == "wachtlijst" else 30)
    tables = {"intake": intake(config), "triage": triage(config), "meetings": meetings(config), "regie": regie(config)}
    choose, mishap = chooser(chances)
    world = Partnerwereld(tables, steps, choose)
    left = iter(chances[::-1])

    def partner() -> str:
        world.check()
        what = next(left, 0) % 16
        if numbers and what in (1, 2):
            number = numbers[next(left, 0) % len(numbers)]
            step = steps[number]
            assert isinstance(step.message, Indiening)
            refused = Weiger(referentie=step.message.referentie, fouten=(ONTCIJFERBAAR,))
            world.again(number, refused if what == 1 or number not in world.done else step.message)
        return mishap()

    world.run(partner)
    world.check()
    for zaak in (ZAAK, ANDERE):
        if gang := world.told(("intake", zaak)):
            yield gang


def pairs(gang: Gang) -> Iterator[tuple[str, str]]:
    """Each step with the one that follows; – before the first. A refused repeat is no step of its own."""
    was = "–"
    for one in gang:
        if one.herhaling_geweigerd:
            assert (one.stap, bool(one.fouten)) == (was, True)
        else:
            yield was, one.stap
            was = one.stap


@pytest.fixture(scope="module")
def allowed(root: Path) -> set[tuple[str, str]]:
    """The table of the page, as pairs."""
    text = (root / "docs/integrating.md").read_text("utf-8")
    rows = re.findall(r"^\| (–|`[a-z-]+`) \| ((?:`[a-z-]+`(?:, )?)+|nothing) \|$", text, re.MULTILINE)
    found = {(was.strip("`"), step) for was, row in rows for step in re.findall(r"`([a-z-]+)`", row)}
    assert {was.strip("`") for was, _ in rows} == {"–", *get_args(Stap)}
    return found


@pytest.mark.parametrize("name", ALLE)
@settings(max_examples=25, deadline=None)
@given(chances=st.binary(min_size=500, max_size=500))
def test_what_is_told_last_is_true_and_follows_the_table(
    name: str, allowed: set[tuple[str, str]], chances: bytes
) -> None:
    """D1 D5: whatever the order between services, and whatever else the partner sends under that reference."""
    for gang in walk(name, chances):
        assert set(pairs(gang)) <= allowed


def _triage(uitkomst: str, versie: int, route: str) -> Event:
    match uitkomst:
        case "vraag":
            return triages.AanvullingGevraagd(versie=versie, gevraagd_op=T0, uiterlijk_op=date(2025, 6, 11))
        case "ja":
            dag = date(2025, 6, 17)
            return triages.TriageDoorgezet(versie=versie, doorgezet_op=T0, door="n", weegoverleg_uiterlijk_op=dag)
        case "bij":
            return triages.TriageGevoegd(versie=versie, gevoegd_op=T0, door="n", bij=ANDERE)
        case "los":
            return triages.TriageHeropend(versie=versie, heropend_op=T0, door="n")
        case _:
            nee = {"afgewezen_op": T0, "door": "n", "route": route, "vernietigen_op": date(2025, 7, 13)}
            return triages.TriageAfgewezen.model_validate({"versie": versie} | nee)


def _overleggen(soort: str, nummer: int, route: str) -> Event:
    op_ = T0 + timedelta(days=nummer)
    gehouden = {"nummer": nummer, "gehouden_op": op_, "vastgelegd_op": op_, "besloten": True, "aanwezigen": (VT,)}
    nee, ja = {"passend": False, "route": route}, {"passend": True, "doorzetten": "ja", "deelnemers": (VT,)}
    herzien = {
        "nummer": 1,
        "gehouden_op": op_,
        "door": "n",
        "herzien_op": op_ + timedelta(hours=1),
        "versie": nummer + 1,
    }
    match soort:
        case "plan":
            return overleggen.WeegoverlegGepland(nummer=nummer, begin=op_, duur_minuten=60, genodigden=(VT,))
        case "niet":
            return overleggen.OverlegGeannuleerd(nummer=nummer - 1, soort="weegoverleg")
        case "nee":
            return overleggen.WeegoverlegGehouden.model_validate(gehouden | nee)
        case "ja":
            return overleggen.WeegoverlegGehouden.model_validate(gehouden | ja)
        case "toch":
            return overleggen.WeegoverlegHerzien.model_validate(herzien | ja)
        case _:
            return overleggen.WeegoverlegHerzien.model_validate(herzien | nee)


def _regie(soort: str, nummer: int, route: str) -> Event:
    op_ = T0 + timedelta(days=nummer)
    match soort:
        case "open":
            plek = {"pilotjaar": 2025, "plaats": 1, "maximum": 30, "vergeven": 1, "geopend_op": op_}
            return casussen.CasusGeopend.model_validate(plek | {"afschalen_mogelijk_op": op_ + timedelta(days=183)})
        case "wacht":
            return casussen.CasusOpWachtlijst(pilotjaar=2025, positie=3, sinds=op_, besluit_op=op_)
        case "weg":
            weg = {"pilotjaar": 2025, "route": route, "van_wachtlijst_op": op_, "door": "n"}
            return casussen.CasusVanWachtlijst.model_validate(weg)
        case "ongedaan":
            return casussen.OpeningOngedaan(pilotjaar=2025, plaats=1, ongedaan_op=op_, door="n")
        case "af":
            return casussen.CasusAfgeschaald(nummer=4, afgeschaald_op=op_)
        case _:
            return casussen.CasusBeeindigd(nummer=4, grond="overdracht", beeindigd_op=op_)


BRONNEN = (
    (_triage, ("", "vraag", "vraag ja", "vraag nee", "vraag bij", "ja", "nee", "bij", "bij los", "bij los vraag ja")),
    (_overleggen, ("", "ja", "nee", "nee ja", "ja herzien", "nee toch", "nee toch herzien", "plan niet")),
    (
        _regie,
        (
            "",
            "open",
            "open af",
            "open eind",
            "wacht",
            "wacht open af",
            "wacht weg",
            "open ongedaan",
            "open ongedaan open",
        ),
    ),
)
"""What each service may say, in its own order; between them there is none."""


def _leven(rng: random.Random) -> Iterator[Event | Command]:
    wie: list[list[Event | Command]] = [
        [
            maak(soort, n, rng.choice(["lokaal", "regulier"]))
            for n, soort in enumerate(rng.choice(wegen).split(), start=1)
        ]
        for maak, wegen in BRONNEN
    ]
    wie.append([TrekIn.model_validate({"reden": "x"})] if rng.random() < 0.3 else [])
    wie.append([VulAan.model_validate({"tekst": "x"})] if rng.random() < 0.5 else [])
    while any(wie):
        yield rng.choice([bron for bron in wie if bron]).pop(0)


def test_the_table_has_no_succession_that_never_happens(allowed: set[tuple[str, str]]) -> None:
    """D5: many lives of one melding, each service in its own order: together exactly the table of the page."""
    table, rng, seen = intake(configuratie(maximum=30)), random.Random(7), set[tuple[str, str]]()
    (melding, *_), _ = by_kafka(ALLE["niet passend"])
    for _ in range(4000):
        story = given_story(table)
        if rng.random() < 0.1:
            for n in range(2):
                story.when(Weiger(referentie="r", fouten=(ONTCIJFERBAAR,)), at=melding.at, by=VERA, key=f"{n}")
        story.when(melding.message, at=melding.at, by=VERA)
        for message in _leven(rng):
            story.when(message, at=T0 + timedelta(days=9), by=VERA)
        gang = [entry["data"]["bericht"] for entry in story.document.effects]
        seen |= set(pairs([Terugkoppeling.model_validate_json(one) for one in gang]))
    assert seen == allowed
