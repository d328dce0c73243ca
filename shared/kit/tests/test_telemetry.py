# SPDX-License-Identifier: EUPL-1.2
"""Metrics, traces and log lines: one table, no personal data."""

import json
import logging

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from zvhh_kit.process.telemetry import (
    METRICS,
    JsonLines,
    Metrics,
    child_trace,
    configure_logging,
    new_trace,
    span,
    tell_each,
    trace_id,
)

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


def test_every_metric_of_the_table_is_there_with_its_meaning() -> None:
    text = Metrics().text().decode()
    for row in METRICS:
        assert f"# HELP {row.name} {row.meaning}" in text
        assert f"# TYPE {row.name} {row.kind}" in text


def test_what_is_not_in_the_table_can_not_be_counted() -> None:
    metrics = Metrics()
    with pytest.raises(KeyError):
        metrics.count("zvhh_verzonnen_total")
    with pytest.raises(ValueError, match="label"):
        metrics.count("zvhh_published_total", naam="Anna")


def test_the_rooms_of_the_kit_count_what_they_do() -> None:
    """One method for each thing that a room tells; all of them end up in the table."""
    metrics = Metrics()
    metrics.records({("nl.x.v1", "handled"): 1}, 0.004)
    metrics.dead_letter("gap")
    metrics.published("nl.x.v1", 1)
    metrics.publish_failed("KafkaError")
    metrics.reminder("aanvulling", "postponed")
    metrics.effect("terugkoppeling", "failed")
    metrics.conflict()
    metrics.request("lees", 200, 0.001)
    metrics.set("zvhh_outbox_age_seconds", 3)
    text = metrics.text().decode()
    for line in (
        'zvhh_records_total{outcome="handled",type="nl.x.v1"} 1.0',
        'zvhh_dead_letters_total{reason="gap"} 1.0',
        'zvhh_published_total{type="nl.x.v1"} 1.0',
        'zvhh_publish_failures_total{reason="KafkaError"} 1.0',
        'zvhh_reminders_total{name="aanvulling",outcome="postponed"} 1.0',
        'zvhh_effects_total{kind="terugkoppeling",outcome="failed"} 1.0',
        "zvhh_conflicts_total 1.0",
        'zvhh_http_requests_total{operation="lees",status="200"} 1.0',
        "zvhh_outbox_age_seconds 3.0",
        "zvhh_record_seconds_count 1.0",
    ):
        assert line in text


def test_two_sets_of_metrics_do_not_meet() -> None:
    first, second = Metrics(), Metrics()
    first.conflict()
    assert "zvhh_conflicts_total 0.0" in second.text().decode()


def test_a_trace_goes_on_and_a_wrong_one_begins_anew() -> None:
    """W3C trace context: the id stays, the step is new; zeros, capitals and other versions are no trace."""
    child = child_trace(PARENT)
    assert trace_id(child) == trace_id(PARENT) == "0af7651916cd43dd8448eb211c80319c"
    assert child != PARENT
    assert child.endswith("-01")
    for wrong in (
        None,
        "",
        "x",
        PARENT.upper(),
        "00-" + "0" * 32 + "-b7ad6b7169203331-01",
        PARENT + "-x",
        "Anna Fictief",
    ):
        assert trace_id(child_trace(wrong)) not in {"", trace_id(PARENT)}
    assert trace_id(new_trace()) != trace_id(new_trace())
    assert trace_id("Anna Fictief") == ""


def test_a_span_is_nothing_until_there_is_a_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    """With one, it hangs under the trace of the message and tells nothing of an error's text."""
    with span("leeg", PARENT):
        pass
    seen = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(seen))
    monkeypatch.setattr(trace, "get_tracer", provider.get_tracer)
    with pytest.raises(ValueError, match="Anna"), span("stap", PARENT, aantal=3):
        raise ValueError("Anna Fictief")
    (made,) = seen.get_finished_spans()
    assert made.context is not None
    assert f"{made.context.trace_id:032x}" == trace_id(PARENT)
    assert "Anna" not in made.to_json()


def test_only_known_fields_get_into_a_line() -> None:
    """A body or a name has no field to go into."""
    record = logging.LogRecord("zvhh_kit.proef", logging.INFO, __file__, 1, "message", None, None)
    record.__dict__ |= {
        "zaakId": "z",
        "outcome": "handled",
        "ms": 1.5,
        "body": "Anna Fictief",
        "naam": "Anna",
        "reason": "",
    }
    line = json.loads(JsonLines("proef").format(record))
    del line["time"]
    assert line == {
        "level": "info",
        "service": "proef",
        "event": "message",
        "zaakId": "z",
        "outcome": "handled",
        "ms": 1.5,
    }


def test_many_rows_are_as_many_lines_and_know_the_same_fields(capsys: pytest.CaptureFixture[str]) -> None:
    """A batch is told in one write; nothing gets in by a row that has no field of its own."""
    log = logging.getLogger("zvhh_kit.proef")
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        configure_logging("proef")
        tell_each(log, "message", [{"zaakId": f"z-{n}", "naam": "Anna", "reason": ""} for n in range(3)])
        tell_each(log, "message", [])
        log.setLevel(logging.WARNING)
        tell_each(log, "message", [{"zaakId": "z-9"}])
    finally:
        root.handlers[:] = before
        root.setLevel(level)
        log.setLevel(logging.NOTSET)
    out = capsys.readouterr().out
    lines = [json.loads(line) for line in out.splitlines()]
    assert [line["zaakId"] for line in lines] == ["z-0", "z-1", "z-2"]
    assert {line["event"] for line in lines} == {"message"}
    assert "Anna" not in out


def test_log_lines_go_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    try:
        configure_logging("proef")
        logging.getLogger("zvhh_kit.proef").info("started")
        logging.getLogger("aiokafka.conn").info("noise")
    finally:
        root.handlers[:] = before
        root.setLevel(level)
    (line,) = capsys.readouterr().out.splitlines()
    assert (json.loads(line)["event"], json.loads(line)["service"]) == ("started", "proef")
