# SPDX-License-Identifier: EUPL-1.2
"""The jars of Apache Kafka from a committed list, each checked by its SHA-256, without Java or Maven.

The list (kafka-jars.txt: `group:artifact:version sha256`) is the only source of versions: nothing is resolved, so the
same files come on every machine. Where they are fetched from is the fetcher's and the machine's own setting.
"""

import hashlib
import os
import shutil
import ssl
import tempfile
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from zvhh_local.folders import cache_folder
from zvhh_local.process import StartFailed

Progress = Callable[[int, int], None]
Fetch = Callable[["Jar", Path], Path]


class JarRefused(StartFailed):
    """A jar is not the one of the list; nothing of it is kept."""


WAITS = (1.0, 5.0)
"""Seconds before another try."""


@dataclass(frozen=True)
class Jar:
    """One line of the list."""

    group: str
    artifact: str
    version: str
    sha256: str

    @property
    def file_name(self) -> str:
        """Name in the folder of jars."""
        return f"{self.artifact}-{self.version}.jar"


def jar_list(text: str | None = None) -> list[Jar]:
    """The committed list, or one given as text. Raises ValueError naming the line that is not `g:a:v sha256`."""
    if text is None:
        text = resources.files("zvhh_local").joinpath("kafka-jars.txt").read_text(encoding="utf-8")
    jars = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        coordinates, _, digest = line.strip().partition(" ")
        if coordinates.count(":") != 2 or len(digest) != 64:
            raise ValueError(f"line {number} is not 'group:artifact:version sha256'")
        group, artifact, version = coordinates.split(":")
        jars.append(Jar(group, artifact, version, digest))
    return jars


def kafka_jars(progress: Progress = lambda done, total: None) -> Path:
    """The folder with exactly the jars of the list, fetched when missing. Raises StartFailed (JarRefused is one)."""
    jars = jar_list()
    listing = "\n".join(f"{jar.file_name} {jar.sha256}" for jar in jars)
    folder = cache_folder() / "kafka" / hashlib.sha256(listing.encode()).hexdigest()[:12]
    complete = folder / "complete"
    if not complete.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _trust_this_machine()
        fetch_all(jars, folder, fetch_with_jgo, progress)
        complete.touch()
    return folder


def fetch_all(jars: Iterable[Jar], folder: Path, fetch: Fetch, progress: Progress = lambda done, total: None) -> None:
    """Fetches by eight at a time, checks, then moves each into `folder` in one step: a half jar is never seen there."""
    wanted = list(jars)
    with (
        tempfile.TemporaryDirectory(dir=folder, prefix="fetch-") as scratch,
        ThreadPoolExecutor(max_workers=8, thread_name_prefix="jars") as pool,
    ):
        results = pool.map(lambda jar: _fetch_one(jar, folder, Path(scratch), fetch), wanted)
        for done, _ in enumerate(results, start=1):
            progress(done, len(wanted))


def fetch_with_jgo(jar: Jar, scratch: Path) -> Path:
    """One jar by jgo's fetcher (its resolver of dependencies is not used: it picks wrong versions)."""
    from jgo.maven import MavenContext, PythonResolver

    context = MavenContext(repo_cache=scratch, resolver=PythonResolver())
    try:
        return Path(context.project(jar.group, jar.artifact).at_version(jar.version).artifact().resolve())
    except (OSError, RuntimeError) as error:  # requests' own errors are OSErrors
        raise StartFailed(f"{jar.file_name} could not be fetched: {error}") from error


def _trust_this_machine() -> None:
    """The fetcher trusts a list of its own; a machine behind its own certificate authority has told where that is."""
    known = os.environ.get("SSL_CERT_FILE") or ssl.get_default_verify_paths().cafile
    if known:
        os.environ.setdefault("REQUESTS_CA_BUNDLE", known)


def _fetch_one(jar: Jar, folder: Path, scratch: Path, fetch: Fetch) -> None:
    target = folder / jar.file_name
    if target.exists() and _sha256(target) == jar.sha256:
        return
    found = _fetched(jar, scratch, fetch)
    if _sha256(found) != jar.sha256:
        raise JarRefused(f"{jar.file_name}: SHA-256 is {_sha256(found)}, the list says {jar.sha256}")
    part = scratch / f"{jar.file_name}.part"
    shutil.copyfile(found, part)
    part.replace(target)


def _fetched(jar: Jar, scratch: Path, fetch: Fetch) -> Path:
    """Fetched, at the third try at last: one name that did not resolve for a moment must not end 46 downloads."""
    for wait in WAITS:
        try:
            return fetch(jar, scratch)
        except StartFailed:
            time.sleep(wait)
    return fetch(jar, scratch)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
