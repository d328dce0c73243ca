# SPDX-License-Identifier: EUPL-1.2
"""Every golden example is read by the real handler table of each service that its file names, and by no other.

For: the border between services: producer and consumers are held to the same file.
Not for: what a service then decides; that is its own tests.
"""

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from zvhh_contracts.examples import Example, load
from zvhh_contracts.meldingen import ProfessionalGeweerd
from zvhh_contracts.topics import TOPIC_OF
from zvhh_intake.views.answers import ELDERS
from zvhh_kit.core.document import Document
from zvhh_kit.core.fold import Folding, fold
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.core.message import Message
from zvhh_kit.service.description import Service

EXAMPLES = load()
NOW = datetime(2025, 11, 3, 9, tzinfo=UTC)


def _consumers(kind: str, tables: Mapping[str, Handlers], services: Mapping[str, Service]) -> set[str]:
    """Who has a reader for a type: services by their table, partners by what intake sends and takes."""
    found = {name for name, table in tables.items() if kind in table.event_types}
    for name, service in services.items():
        if service.partners is not None:
            found |= {name} if service.partners.type == kind else set()
            found |= {"partner"} if service.partners.feedback_type == kind else set()
    return found


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: one.name)
def test_the_example_names_exactly_who_reads_it(
    example: Example, tables: Mapping[str, Handlers], services: Mapping[str, Service]
) -> None:
    """A service that starts or stops reading a type says so in the example: then both sides know."""
    assert set(example.consumers) == _consumers(example.type, tables, services)


PAIRS = [
    pytest.param(example, name, id=f"{example.name}-{name}")
    for example in EXAMPLES
    for name in example.consumers
    if not TOPIC_OF[example.type].startswith("partner.")
]


@pytest.mark.parametrize(("example", "name"), PAIRS)
def test_a_consumer_handles_the_example(example: Example, name: str, tables: Mapping[str, Handlers]) -> None:
    """Read by the consumer's own model and decided on without any history: a service may hear of a zaak in any order."""
    subject = example.attributes["subject"]
    kind = tables[name].kind_of(subject)
    assert kind is not None and example.type in kind.events
    message = Message(
        subject,
        "event",
        NOW,
        name=example.type,
        source=example.attributes["source"],
        sequence=1,
        data=example.json.encode(),
    )
    folding = Folding(NOW, NOW, sendable=TOPIC_OF.keys())
    folded = fold(Document(subject, kind.name), [message], kind, folding)
    assert [(outcome.status, outcome.reason) for outcome in folded.outcomes if outcome.status != "handled"] == []


@pytest.mark.parametrize(("example", "name"), PAIRS)
def test_a_consumer_passes_over_what_is_new(example: Example, name: str, tables: Mapping[str, Handlers]) -> None:
    """A field that a newer release adds breaks no older one, which reads as the kit does."""
    kind = tables[name].kind_of(example.attributes["subject"])
    assert kind is not None
    model, _ = kind.events[example.type]
    known = model.model_validate_json(example.json)
    assert model.model_validate(example.data | {"laterToegevoegd": {"diep": [1]}}, extra="ignore") == known


def test_the_answer_to_a_bar_names_every_service_that_hears_of_it() -> None:
    """L6: where it does not hold yet is where it is heard by an event."""
    heard = {name for example in EXAMPLES if example.type == ProfessionalGeweerd.type for name in example.consumers}
    assert set(ELDERS) == heard


def test_no_service_reads_a_type_that_nobody_writes(tables: Mapping[str, Handlers]) -> None:
    """A reader for a type with a typing error would wait for ever."""
    assert {(name, kind) for name, table in tables.items() for kind in table.event_types - TOPIC_OF.keys()} == set()
