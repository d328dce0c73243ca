# SPDX-License-Identifier: EUPL-1.2
"""S18: an event keeps up its fact beside whatever else it decides, and without changing that. Not for: the facts."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from services.regie.tests.facts import Feit

from zvhh_contracts.casussen import CasusVernietigd
from zvhh_contracts.triages import AanvullingGevraagd
from zvhh_kit.domain.decision import NOBODY, Context, Decision, changed
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.parts.feiten import Feiten
from zvhh_regie.domain.rules.evaluatie.bijhouden import met_feit

NU = datetime(2025, 3, 12, tzinfo=UTC)
CTX = Context(now=NU, subject="0190aaaa-0000-8000-8000-000000000001", received=NU, source="", actor=NOBODY)
ER_WAS = Casus(kenmerk="ZV-AAAA-BBBB", feiten=Feiten(opnieuw_gemeld=True))


def aangevuld(feiten: Feiten, event: AanvullingGevraagd) -> Feiten:
    return changed(feiten, aanvulling_gevraagd=True)


def zonder(feiten: Feiten, event: AanvullingGevraagd) -> Feiten:
    return feiten


@pytest.fixture
def event(feit: Feit) -> AanvullingGevraagd:
    return feit.aanvulling()


@pytest.mark.parametrize("casus", [None, ER_WAS])
def test_a_fact_can_be_all_that_an_event_is_for(casus: Casus | None, event: AanvullingGevraagd) -> None:
    """S18: kept beside all that the casus has; a casus that nobody heard of exists by it."""
    besluit = met_feit(aangevuld)(casus, event, CTX)
    grond = casus or Casus()
    assert besluit == Decision(changed(grond, feiten=changed(grond.feiten, aanvulling_gevraagd=True)))


def test_what_is_decided_stays_decided(event: AanvullingGevraagd) -> None:
    """S18: state, events, reminders and result of the decision, with the fact in its state."""
    genomen = Decision(
        changed(ER_WAS, pilotjaar=2025), (CasusVernietigd(vernietigd_op=NU),), {"afschalen": NU}, result=1
    )
    besluit = met_feit(aangevuld, lambda *_: genomen)(ER_WAS, event, CTX)
    assert besluit.state is not None
    assert besluit.state.feiten == Feiten(opnieuw_gemeld=True, aanvulling_gevraagd=True)
    assert besluit.state.pilotjaar == 2025
    assert replace(besluit, state=genomen.state) == genomen


def test_a_nothing_is_one_unless_the_fact_is_new(event: AanvullingGevraagd) -> None:
    """Core rule: the reason stays where nothing changes; a new fact is no nothing."""
    niets: Decision[Casus] = Decision.nothing("al bekend")
    assert met_feit(zonder, lambda *_: niets)(ER_WAS, event, CTX) == niets
    besluit = met_feit(aangevuld, lambda *_: niets)(ER_WAS, event, CTX)
    assert besluit.why_nothing == ""
    assert besluit.state is not None and besluit.state.feiten.aanvulling_gevraagd


def test_what_goes_keeps_no_facts(event: AanvullingGevraagd) -> None:
    """L8: a tombstone has no state; a fact makes none."""
    weg: Decision[Casus] = Decision(gone=True)
    assert met_feit(aangevuld, lambda *_: weg)(ER_WAS, event, CTX) == weg
