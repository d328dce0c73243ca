# SPDX-License-Identifier: EUPL-1.2
"""What operators see: metrics, log lines and traces, none of them with personal data, bodies or texts of errors.

For: one table of metrics, one shape of log line, W3C trace context, spans where a provider is set.
Not for: the log of reads and writes of personal data (L7); that is `privacy`.
"""

import json
import logging
import random
import re
import secrets
import sys
import time
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Literal, TextIO

from opentelemetry import propagate, trace
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from zvhh_kit.process.causes import library_line

__all__ = [
    "METRICS",
    "JsonLines",
    "Metric",
    "Metrics",
    "child_trace",
    "configure_logging",
    "new_trace",
    "span",
    "tell_each",
    "trace_id",
    "where",
]


@dataclass(frozen=True, slots=True)
class Metric:
    """One row of the table of metrics; `docs/operations.md` has the same rows (tested)."""

    name: str
    kind: Literal["counter", "gauge", "histogram"]
    labels: tuple[str, ...]
    meaning: str


METRICS: tuple[Metric, ...] = (
    Metric(
        "zvhh_records_total",
        "counter",
        ("type", "outcome"),
        "Messages by type and outcome: handled, repeated, skipped, refused, dead, postponed.",
    ),
    Metric("zvhh_record_seconds", "histogram", (), "Time from taking a batch of messages to its save."),
    Metric("zvhh_conflicts_total", "counter", (), "Saves that lost against another process and were folded again."),
    Metric(
        "zvhh_outbox_age_seconds",
        "gauge",
        (),
        "Age of the oldest event that is saved but not published, real time; 0 = none.",
    ),
    Metric("zvhh_published_total", "counter", ("type",), "Events that the broker acknowledged."),
    Metric("zvhh_publish_failures_total", "counter", ("reason",), "Sends that failed; the event comes again."),
    Metric("zvhh_consumer_lag_records", "gauge", ("topic", "partition"), "Records behind the last one handled."),
    Metric(
        "zvhh_consumer_stands_still_seconds",
        "gauge",
        ("topic", "partition"),
        "How long nothing was handled of a partition though there is more to read; 0 = it moves.",
    ),
    Metric(
        "zvhh_batch_failures_total",
        "counter",
        ("reason",),
        "Batches or polls that failed as a whole and come again: breaker (a bad release), fault, broker.",
    ),
    Metric("zvhh_dead_letters_total", "counter", ("reason",), "Records that can never be handled, by reason."),
    Metric("zvhh_dead_letters_open", "gauge", (), "Dead letters that no operator has dealt with yet."),
    Metric("zvhh_zaken_stopped", "gauge", (), "Zaken with an open dead letter: they wait in this service."),
    Metric(
        "zvhh_reminders_total",
        "counter",
        ("name", "outcome"),
        "Reminders that fired: handled, repeated, postponed (failed; it comes again).",
    ),
    Metric(
        "zvhh_reminder_overdue_seconds", "gauge", (), "How long the oldest due reminder waits, domain time; 0 = none."
    ),
    Metric(
        "zvhh_effects_total",
        "counter",
        ("kind", "outcome"),
        "Effects after a save (feedback to a partner, destruction of a key): done, failed (it comes again).",
    ),
    Metric(
        "zvhh_effect_age_seconds", "gauge", (), "Age of the oldest effect that is not done yet, real time; 0 = none."
    ),
    Metric(
        "zvhh_documents_came_back",
        "gauge",
        (),
        "Documents that were there though their key was destroyed, made tombstones again by this process since its start.",
    ),
    Metric("zvhh_dependency_up", "gauge", ("dependency",), "Whether a part that we need answers: 1 or 0."),
    Metric("zvhh_http_requests_total", "counter", ("operation", "status"), "Requests by operation and HTTP status."),
    Metric(
        "zvhh_http_request_seconds",
        "histogram",
        ("operation",),
        "Time of a request, from arrival to the end of its answer.",
    ),
    Metric(
        "zvhh_log_anchor_age_seconds",
        "gauge",
        (),
        "How long ago the heads of the log of reads and writes were noted on the broker.",
    ),
    Metric(
        "zvhh_limited_requests_total",
        "counter",
        ("limit",),
        "Requests answered 429, by limit: zoeken, adres, lijsten (of one person), mislukt (of one network address).",
    ),
)
_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)


class Metrics:
    """The metrics of one process, in a registry of their own. A name or label that is not in the table raises."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._counters: dict[str, Counter] = {}
        self._gauges: dict[str, Gauge] = {}
        self._histograms: dict[str, Histogram] = {}
        for row in METRICS:
            if row.kind == "counter":
                self._counters[row.name] = Counter(row.name, row.meaning, row.labels, registry=self.registry)
            elif row.kind == "gauge":
                self._gauges[row.name] = Gauge(row.name, row.meaning, row.labels, registry=self.registry)
            else:
                self._histograms[row.name] = Histogram(
                    row.name, row.meaning, row.labels, registry=self.registry, buckets=_BUCKETS
                )

    def count(self, name: str, amount: float = 1, /, **labels: str) -> None:
        """Add to a counter."""
        counter = self._counters[name]
        (counter.labels(**labels) if labels else counter).inc(amount)

    def set(self, name: str, value: float, /, **labels: str) -> None:
        """Set a gauge."""
        gauge = self._gauges[name]
        (gauge.labels(**labels) if labels else gauge).set(value)

    def observe(self, name: str, value: float, /, **labels: str) -> None:
        """Note a duration, in seconds."""
        histogram = self._histograms[name]
        (histogram.labels(**labels) if labels else histogram).observe(value)

    @contextmanager
    def timed(self, name: str, /, **labels: str) -> Iterator[None]:
        """Note how long the block takes."""
        started = time.perf_counter()
        try:
            yield
        finally:
            self.observe(name, time.perf_counter() - started, **labels)

    def records(self, counted: Mapping[tuple[str, str], int], seconds: float) -> None:
        """A batch was handled in this time: how many messages of each type had each outcome."""
        for (type_, outcome), amount in counted.items():
            self.count("zvhh_records_total", amount, type=type_, outcome=outcome)
        self.observe("zvhh_record_seconds", seconds)

    def dead_letter(self, reason: str) -> None:
        """A record went to the dead letters."""
        self.count("zvhh_dead_letters_total", reason=reason)

    def batch_failed(self, reason: str) -> None:
        """A batch failed as a whole; it comes again."""
        self.count("zvhh_batch_failures_total", reason=reason)

    def published(self, type_: str, amount: int) -> None:
        """The broker acknowledged so many events of a type."""
        self.count("zvhh_published_total", amount, type=type_)

    def publish_failed(self, reason: str) -> None:
        """A send failed."""
        self.count("zvhh_publish_failures_total", reason=reason)

    def reminder(self, name: str, outcome: str) -> None:
        """A reminder was handled, repeated or postponed."""
        self.count("zvhh_reminders_total", name=name, outcome=outcome)

    def effect(self, kind: str, outcome: str) -> None:
        """An effect outside was done, or failed and will be tried again."""
        self.count("zvhh_effects_total", kind=kind, outcome=outcome)

    def conflict(self) -> None:
        """A save lost against another process."""
        self.count("zvhh_conflicts_total")

    def request(self, operation: str, status: int, seconds: float) -> None:
        """A request was answered."""
        self.count("zvhh_http_requests_total", operation=operation, status=str(status))
        self.observe("zvhh_http_request_seconds", seconds, operation=operation)

    def limited(self, limit: str) -> None:
        """A request was one too many."""
        self.count("zvhh_limited_requests_total", limit=limit)

    def text(self) -> bytes:
        """The Prometheus text form."""
        return generate_latest(self.registry)


FIELDS = (
    "zaakId", "document", "type", "operation", "status", "outcome", "reason", "ms", "trace", "topic", "partition",
    "offset", "count", "dependency", "error", "where", "by",
)  # fmt: skip
"""Every `extra` that a log line may carry. A body, a text or a person has no field to go into; others are left out."""


def tell_each(log: logging.Logger, event: str, rows: Sequence[Mapping[str, object]]) -> None:
    """A log line for each row of fields, all in one record and one write: under load that is a quarter of the CPU."""
    if rows and log.isEnabledFor(logging.INFO):
        log.info(event, extra={"rows": rows})


def where(error: BaseException) -> dict[str, str]:
    """The type of an error and where it arose; its text may hold personal data and stays out."""
    return {"error": type(error).__name__, "where": _place(error.__traceback__)}


def _place(tb: TracebackType | None) -> str:
    frames = traceback.extract_tb(tb)
    ours = [frame for frame in frames if "zvhh_" in frame.filename or not _FOREIGN.search(frame.filename)] or frames
    if not ours:
        return ""
    last = ours[-1]
    module = "/".join(re.split(r"[/\\]", last.filename)[-3:])
    return f"{module}:{last.lineno} {last.name}"


_FOREIGN = re.compile(r"[/\\](?:site-packages|python3\.[0-9]+)[/\\]|^<")


class JsonLines(logging.Formatter):
    """Log records as JSON, one a line (a record of many rows: a line for each). Of an error only type and place; of other people's lines what can't be personal."""

    def __init__(self, service: str) -> None:
        super().__init__()
        self._service = service

    def format(self, record: logging.LogRecord) -> str:
        """The record as one line of JSON."""
        said: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC)
            .isoformat(timespec="milliseconds")
            .replace("+00:00", "Z"),
            "level": record.levelname.lower(),
            "service": self._service,
            "event": self._event(record),
        }
        if not _ours(record):
            said["logger"] = record.name
        rows = record.__dict__.get("rows", [record.__dict__]) if _ours(record) else [{}]
        if record.exc_info and record.exc_info[1] is not None:
            said |= where(record.exc_info[1])
        return "\n".join(_LINE.encode(said | _filled(row)) for row in rows)

    def _event(self, record: logging.LogRecord) -> str:
        """What we say ourselves is constant; a library's line is told in our words, and not at all with a traceback."""
        if _ours(record):
            return record.getMessage()
        return "error in a library" if record.exc_info else library_line(record)


_KNOWN = frozenset(FIELDS)
_LINE = json.JSONEncoder(ensure_ascii=False, default=lambda value: type(value).__name__)


def _filled(row: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name in _KNOWN and value not in (None, "")}


def _ours(record: logging.LogRecord) -> bool:
    return record.name.startswith("zvhh_")


def configure_logging(service: str, level: int = logging.INFO, stream: TextIO | None = None) -> None:
    """Every log line of this process as JSON on standard output (or `stream`); libraries only from warnings on."""
    handler = logging.StreamHandler(stream or sys.stdout)
    handler.setFormatter(JsonLines(service))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for package in ("zvhh_kit", f"zvhh_{service}"):
        logging.getLogger(package).setLevel(level)


_TRACEPARENT = re.compile(r"00-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})")


def new_trace() -> str:
    """A new W3C traceparent, sampled: what a tracer keeps of it is its own setting; without one it costs nothing."""
    return f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"


def child_trace(traceparent: str | None) -> str:
    """The next step of the same trace; a new trace where there is none, or not a valid one."""
    parent = _TRACEPARENT.fullmatch(traceparent or "")
    return f"00-{parent[1]}-{_span_id()}-{parent[3]}" if parent else new_trace()


def _span_id() -> str:
    """Random, not secret: the system's generator would cost three times as much for each event."""
    return f"{random.getrandbits(64) or 1:016x}"


def trace_id(traceparent: str) -> str:
    """The id of the trace, for log lines; empty when it is none."""
    found = _TRACEPARENT.fullmatch(traceparent)
    return found[1] if found else ""


@contextmanager
def span(name: str, traceparent: str = "", **attributes: str | int) -> Iterator[None]:
    """An OpenTelemetry span under the given trace; nothing at all unless a tracer provider has been set."""
    parent = propagate.extract({"traceparent": traceparent}) if traceparent else None
    with trace.get_tracer("zvhh_kit").start_as_current_span(
        name, context=parent, attributes=attributes, record_exception=False, set_status_on_exception=False
    ):
        yield
