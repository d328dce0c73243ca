# SPDX-License-Identifier: EUPL-1.2
"""The jars: only what the list says is ever kept."""

import hashlib
from pathlib import Path

import pytest

from zvhh_local import jars
from zvhh_local.jars import Jar, JarRefused, fetch_all, jar_list
from zvhh_local.process import StartFailed

GOOD = b"a jar"


def jar(name: str, content: bytes = GOOD) -> Jar:
    return Jar("org.example", name, "1.0", hashlib.sha256(content).hexdigest())


def fetch(jar: Jar, scratch: Path) -> Path:
    found = scratch / f"found-{jar.artifact}"
    found.write_bytes(GOOD)
    return found


def test_the_committed_list_is_46_jars_of_one_kafka() -> None:
    jars = jar_list()
    assert len({one.file_name for one in jars}) == 46
    assert {one.version for one in jars if one.group == "org.apache.kafka"} == {"4.3.1"}


@pytest.mark.parametrize("line", ["a:b 123", "a:b:c 123", "a:b:c", f"a:b:c:d {'0' * 64}"])
def test_a_broken_line_is_named(line: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        jar_list(f"# comment\n{line}\n")


def test_a_jar_with_another_checksum_is_refused_and_not_kept(tmp_path: Path) -> None:
    with pytest.raises(JarRefused, match=r"bad-1\.0\.jar"):
        fetch_all([jar("good"), jar("bad", b"something else")], tmp_path, fetch)
    assert [path.name for path in tmp_path.iterdir()] in ([], ["good-1.0.jar"])


def test_a_moment_without_network_is_survived(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Twice it fails, then it is there; a third failure is told."""
    monkeypatch.setattr(jars, "WAITS", (0.0, 0.0))
    failures = [2]

    def failing(jar: Jar, scratch: Path) -> Path:
        if failures[0]:
            failures[0] -= 1
            raise StartFailed("no network")
        return fetch(jar, scratch)

    fetch_all([jar("good")], tmp_path, failing)
    assert (tmp_path / "good-1.0.jar").exists()
    failures[0] = 3
    with pytest.raises(StartFailed, match="no network"):
        fetch_all([jar("other")], tmp_path, failing)


def test_what_is_there_and_right_is_not_fetched_again_and_what_is_wrong_is(tmp_path: Path) -> None:
    (tmp_path / "right-1.0.jar").write_bytes(GOOD)
    (tmp_path / "broken-1.0.jar").write_bytes(b"half a j")
    fetched: list[str] = []

    def counting(jar: Jar, scratch: Path) -> Path:
        fetched.append(jar.artifact)
        return fetch(jar, scratch)

    seen: list[tuple[int, int]] = []
    fetch_all([jar("right"), jar("broken")], tmp_path, counting, lambda done, total: seen.append((done, total)))
    assert fetched == ["broken"]
    assert (tmp_path / "broken-1.0.jar").read_bytes() == GOOD
    assert seen == [(1, 2), (2, 2)]
