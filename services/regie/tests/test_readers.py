# SPDX-License-Identifier: EUPL-1.2
"""The golden examples of the contracts, read as regie reads them: the consumer's side of every event it handles."""

import pytest

from zvhh_contracts.examples import Example, load
from zvhh_kit.core.handlers import Handlers

EXAMPLES = load()


def test_every_event_that_regie_handles_has_an_example_that_names_it(table: Handlers) -> None:
    """Who changes an event sees by its examples who reads it."""
    named = {example.type for example in EXAMPLES if "regie" in example.consumers}
    assert table.event_types <= named


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_regie_reads_every_version_ever_published(table: Handlers, example: Example) -> None:
    """As the kit reads it: with a field that a later release may add, too; what regie has no reader for is passed over."""
    for kind in table:
        if example.type in kind.events:
            model, _ = kind.events[example.type]
            read = model.model_validate_json(example.json)
            later = model.model_validate(example.data | {"laterToegevoegd": 1}, extra="ignore")
            assert read == later
