# SPDX-License-Identifier: EUPL-1.2
"""The access table: which roles may do what, and which documents they then see."""

import pytest

from zvhh_kit.domain.decision import Actor
from zvhh_kit.identity import Access, anything, kept_from
from zvhh_kit.identity.access import check_table, sight_of

TABLE: Access = {
    "lees": {
        "melder": lambda actor: {"state.melder_oin": actor.oin},
        "deelnemer": lambda actor: {"state.deelnemers": actor.oin},
        "procesregisseur": anything,
    },
    "beheer": {"beheer": anything},
}


def actor(*roles: str) -> Actor:
    return Actor("mila", "00000001000000000001", frozenset(roles))


def test_a_role_that_is_not_in_the_row_may_not() -> None:
    assert sight_of(TABLE, "beheer", actor("melder", "toezicht")) is None
    assert sight_of(TABLE, "lees", actor()) is None
    assert sight_of(TABLE, "onbekend", actor("beheer")) is None


def test_a_role_sees_what_its_row_says() -> None:
    assert sight_of(TABLE, "lees", actor("melder")) == {"state.melder_oin": "00000001000000000001"}


def test_several_roles_see_what_any_of_them_sees() -> None:
    """Roles add up: a filter is or-ed, never and-ed."""
    assert sight_of(TABLE, "lees", actor("melder", "deelnemer")) == {
        "$or": [{"state.deelnemers": "00000001000000000001"}, {"state.melder_oin": "00000001000000000001"}]
    }


def test_who_sees_everything_sees_everything() -> None:
    assert sight_of(TABLE, "lees", actor("melder", "procesregisseur")) == {}


def test_a_table_leaves_no_operation_open_and_names_none_that_is_not_there() -> None:
    with pytest.raises(ValueError, match=r"nieuw: no row.*beheer: a row, but no route"):
        check_table(TABLE, ["lees", "nieuw"])
    with pytest.raises(ValueError, match="unknown role baas"):
        check_table({"lees": {"baas": anything}}, ["lees"])
    with pytest.raises(ValueError, match="both public"):
        check_table(TABLE, ["lees", "beheer"], ["lees"])
    check_table(TABLE, ["lees", "beheer", "sleutels"], ["sleutels"])


def test_who_is_kept_out_sees_what_others_see_no_longer() -> None:
    """L6: the person who is named is told by who asks, whatever else the sight holds."""
    sight = kept_from("state.geweerd", {"state.afgeschermd": False})
    asks = actor("deelnemer")
    assert sight(asks) == {"state.afgeschermd": False, "state.geweerd": {"$ne": asks.subject}}
