# SPDX-License-Identifier: EUPL-1.2
"""Whether a run kept what the core promises, from raw documents, raw logs and what those outside were told.

It shares no code with the kit and knows none of its rooms: only the shape of a stored document and of a record on a
topic, both of which are contracts. Not for: making a run.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from tests.simulation.broker import Broker, Kept
from tests.simulation.database import Replicas
from tests.simulation.domain import CHAIN, dead_of, topic_of, urn_of
from tests.simulation.outside import Seen

__all__ = ["Oracle"]

Channel = tuple[str, str]
"""Source and subject."""
Found = Iterator[tuple[str, str]]


class Oracle:
    """Looks at what is left when everything has settled."""

    def __init__(self, replicas: Replicas, broker: Broker, seen: Seen, services: Mapping[str, int]) -> None:
        self._replicas, self._broker, self._seen = replicas, broker, seen
        self._services = [service for service in CHAIN if service in services]

    def documents(self, service: str) -> dict[str, dict[str, Any]]:
        """The stored documents, as they are on the primary."""
        return {
            id_: entry.document for id_, entry in self._replicas.view(service).items() if entry.document is not None
        }

    def settled(self) -> bool:
        """Whether nothing is left to be done, as far as can be seen: read, fired, performed, said."""
        for service in self._services:
            group = self._broker.groups.get(service)
            if (
                group is None
                or not any(group.assigned.values())
                or any(
                    group.committed.get(place, 0) < len(self._broker.logs[place.topic][place.partition])
                    for places in group.assigned.values()
                    for place in places
                )
            ):
                return False
            for document in self.documents(service).values():
                if document["effects"] or document["reminders"]:
                    return False
        return not any(self.published())

    def judged(self) -> list[tuple[str, str]]:
        """Every invariant that does not hold, and where."""
        checks = (
            self.order,
            self.published,
            self.handled_once,
            self.commands,
            self.reminders,
            self.effects,
            self.letters,
        )
        return [found for check in checks for found in check()]

    def _records(self, topic: str) -> Iterator[Kept]:
        for partition in self._broker.logs[topic]:
            yield from partition

    def _channels(self, topic: str) -> dict[Channel, list[str]]:
        """What each channel says, by its first occurrences."""
        channels: dict[Channel, list[str]] = defaultdict(list)
        for source, subject, number, tag in map(_read, self._records(topic)):
            said = channels[source, subject]
            if number == len(said) + 1:
                said.append(tag)
        return channels

    def order(self) -> Found:
        """On a topic the first occurrences of a channel are 1, 2, 3, and a number always says the same."""
        for service in CHAIN:
            channels: dict[Channel, list[str]] = defaultdict(list)
            for source, subject, number, tag in map(_read, self._records(topic_of(service))):
                said = channels[source, subject]
                if number == len(said) + 1:
                    said.append(tag)
                elif number > len(said) + 1:
                    yield "first occurrences in order", f"{source} > {subject}: {number} after {len(said)}"
                elif said[number - 1] != tag:
                    yield (
                        "nothing published rolls back",
                        f"{source} > {subject} {number}: {said[number - 1]}, then {tag}",
                    )

    def published(self) -> Found:
        """What a document says that it said is on the topic, in its order, and nothing else is."""
        for service in self._services:
            channels = self._channels(topic_of(service))
            for id_, document in self.documents(service).items():
                for subject, all_said in _said(document).items():
                    source = urn_of(service) if subject == id_ else f"{urn_of(service)}:{id_}"
                    told = channels.pop((source, subject), [])
                    # a tombstone knows only how much it said
                    said = (
                        all_said if isinstance(all_said, list) else [*told[:all_said], *["?"] * (all_said - len(told))]
                    )
                    if told[: len(said)] != said[: len(told)] or len(told) > len(said):
                        yield "nothing published rolls back", f"{service} {id_} > {subject}: said {said}, told {told}"
                    elif told != said:
                        yield "what is said is published", f"{service} {id_} > {subject}: never {said[len(told) :]}"
            for channel in channels:
                yield "nothing published rolls back", f"{service}: no document says what {channel} says"

    def handled_once(self) -> Found:
        """Every event of a channel was handled exactly once, in order."""
        for service in self._services:
            documents, at = self.documents(service), CHAIN.index(service)
            for one in CHAIN[max(0, at - 1) : at + 1]:
                for (source, subject), told in self._channels(topic_of(one)).items():
                    addressed = source != urn_of(one)
                    if addressed != (one == service):  # no handler: it only moves the mark
                        yield from _marked(documents, source, subject, len(told))
                        continue
                    good = [tag for tag in told if not tag.startswith("fout")]
                    yield from _heard(documents, source, subject, good)

    def commands(self) -> Found:
        """Every acknowledged command is there exactly once; none twice, answered or not."""
        for service in self._services:
            documents = self.documents(service)
            for id_, document in documents.items():
                done = Counter((document["state"] or {}).get("gedaan", ()))
                for tag, times in done.items():
                    if times > 1:
                        yield "a command is done once", f"{service} {id_}: {tag} {times} times"
            told = Counter(tag for said in self._channels(topic_of(service)).values() for tag in said)
            for tag, (where, subject) in self._seen.acknowledged.items():
                if where != service:
                    continue
                state = documents.get(subject, {}).get("state")
                if state is not None and tag not in state["gedaan"]:
                    yield "acknowledged is kept", f"{service} {subject}: {tag} is not there"
                if told[tag] != 1:
                    yield "acknowledged is published", f"{service} {subject}: {tag} {told[tag]} times"

    def reminders(self) -> Found:
        """Every reminder that was set fired once."""
        for service in self._services:
            for id_, document in self.documents(service).items():
                woken = Counter((document["state"] or {}).get("gewekt", ()))
                for tag in (document["state"] or {}).get("gedaan", ()):
                    if self._seen.asked[tag].what == "herinner" and woken.pop(f"wek-{tag}", 0) != 1:
                        yield "a reminder fires once", f"{service} {id_}: {tag}"
                for name, times in woken.items():
                    yield "a reminder fires once", f"{service} {id_}: {name} {times} times and never set"
                if document["reminders"]:
                    yield "a reminder fires once", f"{service} {id_}: {list(document['reminders'])} not yet"

    def effects(self) -> Found:
        """Every promise was kept at least once, in order, and nothing was done that nobody promised."""
        done: dict[tuple[str, str], list[str]] = defaultdict(list)
        for service, id_, tag in self._seen.effects:
            if tag not in done[service, id_]:
                done[service, id_].append(tag)
        for service in self._services:
            for id_, document in self.documents(service).items():
                if document["state"] is None:
                    if document.get("gone") and "vernietig-sleutel" not in done[service, id_]:
                        yield "what is promised is done", f"{service} {id_}: the key was not destroyed"
                    continue
                promised = list(document["state"]["beloofd"])
                if done[service, id_] != promised:
                    yield "what is promised is done", f"{service} {id_}: {promised}, done {done[service, id_]}"
                if document["effects"]:
                    yield "what is promised is done", f"{service} {id_}: {len(document['effects'])} wait"

    def letters(self) -> Found:
        """Every record that can't be handled is a dead letter, and no other one is."""
        poison, found = set(self._seen.poison), set()
        for service in self._services:
            for letter in self._records(dead_of(service)):
                told = {name: value.decode() for name, value in letter.headers}
                place = (told["dead-letter-topic"], int(told["dead-letter-partition"]), int(told["dead-letter-offset"]))
                found.add(place)
                if place not in poison and not _is_poison(letter):
                    yield "no good record is a dead letter", f"{service} {place}: {told['dead-letter-reason']}"
        for place in poison - found:
            yield "every bad record is a dead letter", f"{place}"


def _read(record: Kept) -> tuple[str, str, int, str]:
    told = {name: value.decode() for name, value in record.headers}
    return told["ce_source"], told["ce_subject"], int(told["ce_sequence"]), json.loads(record.value or b"{}")["tag"]


def _is_poison(letter: Kept) -> bool:
    return b'"fout' in (letter.value or b"")


def _said(document: Mapping[str, Any]) -> dict[str, Any]:
    """Subject → what was said to it; of a tombstone only how much."""
    if document["state"] is None:
        return dict(document["sent"])
    said: dict[str, list[str]] = defaultdict(list)
    for subject, tag in document["state"]["gezegd"]:
        said[subject].append(tag)
    return dict(said)


def _heard(documents: Mapping[str, Any], source: str, subject: str, told: list[str]) -> Found:
    document = documents.get(subject)
    if document is not None and document.get("gone"):
        yield from _marked(documents, source, subject, len(told))
        return
    state = (document or {}).get("state") or {}
    heard = [tag for who, tag in state.get("gehoord", ()) if who == source]
    if heard != told:
        yield "handled once, in order", f"{source} > {subject}: told {told}, heard {heard}"


def _marked(documents: Mapping[str, Any], source: str, subject: str, numbers: int) -> Found:
    mark = documents.get(subject, {}).get("marks", {}).get(source, 0)
    if mark != numbers:
        yield "handled once, in order", f"{source} > {subject}: {numbers} told, mark {mark}"
