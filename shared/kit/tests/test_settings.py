# SPDX-License-Identifier: EUPL-1.2
"""Settings: everything missing or wrong is named at once, in words, and no value is shown."""

import base64
import json
from pathlib import Path

import pytest

from zvhh_kit.process.loading import load
from zvhh_kit.process.settings import Settings

RAW = bytes(n * n * 7 % 251 for n in range(32))
KEY = base64.b64encode(RAW).decode()
SECRET = "uQ8vJm2nRk5wXc7tYb3aZe9hLd4pGf6s"
GOOD = {
    "ZVHH_OIN": "00000099000000000100",
    "ZVHH_KAFKA_BOOTSTRAP": "k1:9092,k2:9092",
    "ZVHH_MONGODB_URL": "mongodb://user:geheim-4Tq9wLz2Kx@db:27017/?replicaSet=rs0",
    "ZVHH_DATABASE": "zvhh_triage",
    "ZVHH_PUBLIC_URL": "https://zvhh.example",
    "ZVHH_OIDC_ISSUER": "https://aanmelden.example/realms/zvhh",
    "ZVHH_OIDC_AUDIENCE": "zvhh",
    "ZVHH_ID_SECRET": SECRET,
    "ZVHH_MASTER_KEYS": json.dumps({"k1": KEY}),
    "ZVHH_MASTER_KEY": "k1",
}
REQUIRED = set(GOOD) - {"ZVHH_MASTER_KEYS"}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Good settings, and nothing else of ours."""
    import os

    for name in list(os.environ):
        if name.startswith("ZVHH_"):
            monkeypatch.delenv(name)
    for name, value in GOOD.items():
        monkeypatch.setenv(name, value)
    return monkeypatch


def said(capsys: pytest.CaptureFixture[str]) -> str:
    """What is written when the start is refused, which must be with status 2."""
    with pytest.raises(SystemExit) as stop:
        load()
    assert stop.value.code == 2
    return capsys.readouterr().err


def named(text: str) -> set[str]:
    """The settings that a text names, one a line."""
    return {line.strip().split(":")[0] for line in text.splitlines()[1:]}


def test_good_settings_are_read(environment: pytest.MonkeyPatch) -> None:
    environment.setenv("ZVHH_ROLES", "api, consumer")
    settings = load()
    assert settings.roles == ("api", "consumer")
    assert settings.master_key_table == {"k1": RAW}
    assert settings.kafka_security == {"security_protocol": "PLAINTEXT"}


def test_every_missing_setting_is_named_at_once(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in GOOD:
        environment.delenv(name)
    assert named(said(capsys)) == REQUIRED | {"ZVHH_MASTER_KEYS_FILE"}


WRONG = {
    "ZVHH_OIN": "123",
    "ZVHH_KAFKA_BOOTSTRAP": "zonder-poort",
    "ZVHH_MONGODB_URL": "postgres://geheim",
    "ZVHH_DATABASE": "a b",
    "ZVHH_PUBLIC_URL": "http://zvhh.example",
    "ZVHH_OIDC_ISSUER": "http://aanmelden.example",
    "ZVHH_ID_SECRET": "kort-geheim",
    "ZVHH_MASTER_KEY": "k2",
    "ZVHH_ROLES": "api,alles",
    "ZVHH_HTTP_PORT": "veel",
    "ZVHH_INSTANCE": "-1",
    "ZVHH_CLOCK_JOURNAL": "journaal.txt",
    "ZVHH_CONFIGURATION": "/nergens/configuratie.yaml",
    "ZVHH_KAFKA_SECURITY_PROTOCOL": "TELNET",
    "ZVHH_TOPIC_PREFIX": "a b",
    "ZVHH_BODY_LIMIT": "0",
    "ZVHH_TOKEN_LIFETIME": "0",
    "ZVHH_LIMIT_SEARCH": "vaak",
    "ZVHH_LIMIT_FAILURES": "10/eeuw",
    "ZVHH_TRUSTED_PROXIES": "overal",
    "ZVHH_LOG_KEYS": "kort-geheim",
    "ZVHH_INDEX_KEYS": "geheim" * 8,
}


def test_every_wrong_setting_is_named_at_once(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in WRONG.items():
        environment.setenv(name, value)
    assert named(said(capsys)) == set(WRONG)


@pytest.mark.parametrize("name", sorted(WRONG))
def test_one_wrong_setting_stops_the_start(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    environment.setenv(name, WRONG[name])
    assert named(said(capsys)) == {name}


def test_no_value_is_shown(environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A secret that is wrong is still a secret, and so is one in a URL."""
    for name, value in WRONG.items():
        environment.setenv(name, value)
    text = said(capsys)
    assert not any(value in text for value in ("postgres://geheim", "kort-geheim", "zonder-poort", "nergens"))
    for name, value in GOOD.items():
        environment.setenv(name, value)
    for name in set(WRONG) - set(GOOD):
        environment.delenv(name)
    shown = repr(load())
    assert not any(secret in shown for secret in ("geheim", SECRET, KEY))


@pytest.mark.parametrize("value", ["{", '"text"', "{}", '{"k1": "AAAA"}', '{"k1": 3}', '{"k1": "%%%"}'])
def test_master_keys_are_32_bytes_in_json(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], value: str
) -> None:
    environment.setenv("ZVHH_MASTER_KEYS", value)
    assert named(said(capsys)) == {"ZVHH_MASTER_KEYS_FILE"}


def test_master_keys_come_from_a_file_or_a_value_not_both(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "keys.json"
    file.write_text(json.dumps({"k1": KEY}))
    environment.setenv("ZVHH_MASTER_KEYS_FILE", str(file))
    assert "ZVHH_MASTER_KEYS_FILE" in said(capsys)
    environment.delenv("ZVHH_MASTER_KEYS")
    assert load().master_key_table == {"k1": RAW}


@pytest.mark.parametrize(
    "name",
    ["ID_SECRET", "LOG_KEYS", "INDEX_KEYS", "SESSION_KEYS", "WEB_CLIENT_SECRET", "MONGODB_URL", "KAFKA_PASSWORD"],
)
def test_every_secret_may_be_a_file(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str
) -> None:
    """Without the end of its last line; not beside the value, and one that can't be read is named."""
    value = GOOD.get(f"ZVHH_{name}", SECRET[::-1])
    file = tmp_path / "secret"
    file.write_text(f"{value}\n")
    environment.setenv(f"ZVHH_{name}_FILE", str(file))
    environment.setenv(f"ZVHH_{name}", value)
    assert named(said(capsys)) == {f"ZVHH_{name}"}
    environment.delenv(f"ZVHH_{name}")
    assert getattr(load(), name.lower()).get_secret_value() == value
    for wrong in (tmp_path, tmp_path / "nergens"):
        environment.setenv(f"ZVHH_{name}_FILE", str(wrong))
        assert named(said(capsys)) == {f"ZVHH_{name}"}
    file.write_bytes(b"\xff\xfe")
    environment.setenv(f"ZVHH_{name}_FILE", str(file))
    assert named(said(capsys)) == {f"ZVHH_{name}"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ZVHH_ID_SECRET", "x" * 64),
        ("ZVHH_ID_SECRET", "geheim van de pilot " * 3),
        ("ZVHH_LOG_KEYS", f"{SECRET} {'0123456789abcdef' * 2}"),
        ("ZVHH_SESSION_KEYS", "sessie" * 8),
        ("ZVHH_WEB_CLIENT_SECRET", "geheim"),
        ("ZVHH_MONGODB_URL", "mongodb://user:geheim@db:27017/?replicaSet=rs0"),
        ("ZVHH_MONGODB_URL", "mongodb://user:geheim@db1:27017,db2:27017/?replicaSet=rs0"),
        ("ZVHH_MASTER_KEY", "k1"),
    ],
)
def test_what_is_easy_to_guess_stops_the_start_in_production(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, value: str
) -> None:
    """Elsewhere it is for whoever tries things out."""
    if name == "ZVHH_MASTER_KEY":
        environment.setenv("ZVHH_MASTER_KEYS", json.dumps({"k1": base64.b64encode(bytes(32)).decode()}))
    environment.setenv(name, value)
    assert named(said(capsys)) == {name}
    environment.setenv("ZVHH_MODE", "local")
    load()


def test_keys_of_log_index_and_sessions_are_those_of_the_ids_where_none_are_given(
    environment: pytest.MonkeyPatch,
) -> None:
    """So that nothing must be given; the word stands for it among others."""
    assert load().log_secrets == load().index_secrets == load().session_secrets == (SECRET.encode(),)
    environment.setenv("ZVHH_INDEX_KEYS", f"{SECRET[::-1]} id-secret")
    assert load().index_secrets == (SECRET[::-1].encode(), SECRET.encode())


def test_a_simulated_clock_needs_local_mode(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    environment.setenv("ZVHH_CLOCK_JOURNAL", str(tmp_path / "journal"))
    environment.setenv("ZVHH_MODE", "local")
    assert load().clock_journal is not None


def test_sasl_needs_a_name_and_a_password(environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    environment.setenv("ZVHH_KAFKA_SECURITY_PROTOCOL", "SASL_SSL")
    assert named(said(capsys)) == {"ZVHH_KAFKA_PASSWORD"}
    environment.setenv("ZVHH_KAFKA_USERNAME", "triage")
    environment.setenv("ZVHH_KAFKA_PASSWORD", "Wq7-tz4K_p2Xm9")
    security = load().kafka_security
    assert (security["sasl_mechanism"], security["sasl_plain_username"]) == ("SCRAM-SHA-512", "triage")
    assert "ssl_context" in security


def test_an_authority_that_is_no_certificate_stops_the_start(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Not there, or not what it should be: named at the start, not at the first connection."""
    for content in (None, "", "geen certificaat"):
        file = tmp_path / "ca.pem"
        if content is not None:
            file.write_text(content)
        environment.setenv("ZVHH_KAFKA_CAFILE", str(file))
        assert named(said(capsys)) == {"ZVHH_KAFKA_CAFILE"}


def test_documents_can_be_written_without_any_setting(environment: pytest.MonkeyPatch) -> None:
    for name in GOOD:
        environment.delenv(name)
    assert Settings.for_documents().mode == "local"
