# SPDX-License-Identifier: EUPL-1.2
"""The settings of a process: addresses, secrets, sizes. From the environment, prefix `ZVHH_`; the same for all services.

For: `load()`, which names everything that is missing or wrong at once and in words, and never shows a value.
Not for: data with an owner (partners, terms, pilot years); that is `configuration`.
"""

import base64
import binascii
import json
import ssl
import sys
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, SecretStr, StringConstraints, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from zvhh_kit.faults import faults_of

__all__ = ["ALL_ROLES", "Role", "Settings", "load"]

Role = Literal["api", "consumer", "sweep", "reminders", "effects"]
ALL_ROLES: tuple[Role, ...] = ("api", "consumer", "sweep", "reminders", "effects")

_Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/?#]+[^\s?#]*$")]
_Word = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,60}$")]
_KEY_BYTES = 32


class Settings(BaseSettings):
    """Every setting of a service. Field `kafka_bootstrap` is read from `ZVHH_KAFKA_BOOTSTRAP`, and so on."""

    model_config = SettingsConfigDict(
        env_prefix="ZVHH_",
        frozen=True,
        extra="ignore",
        validate_default=True,
        hide_input_in_errors=True,
        env_ignore_empty=True,
    )

    mode: Literal["production", "local"] = Field(
        "production", description="local allows a simulated clock and plain http"
    )
    oin: Annotated[str, StringConstraints(pattern=r"^\d{20}$")] = Field(description="OIN of the ZVHH itself: 20 digits")
    kafka_bootstrap: Annotated[str, StringConstraints(pattern=r"^[^\s,]+:\d+(,[^\s,]+:\d+)*$")] = Field(
        description="host:port of the brokers, with commas between; any one that lives is enough to start"
    )
    kafka_security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field(
        "PLAINTEXT", description="how to talk to the broker"
    )
    kafka_sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = Field(
        "SCRAM-SHA-512", description="with SASL only"
    )
    kafka_username: str = Field("", description="with SASL only")
    kafka_password: SecretStr = Field(SecretStr(""), description="with SASL only")
    kafka_cafile: Path | None = Field(None, description="file with the authority that signed the broker's certificate")
    mongodb_url: SecretStr = Field(description="mongodb:// or mongodb+srv:// URL of a replica set; may hold a password")
    database: _Word = Field(description="name of the service's database")
    topic_prefix: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{0,60}$")] = Field(
        "", description="before every topic and group name"
    )
    configuration: Path | None = Field(None, description="the configuration file; without it the pilot's own values")
    instance: Annotated[int, Field(ge=0)] = Field(0, description="stable ordinal of this process, as of a StatefulSet")
    roles: Annotated[tuple[Role, ...], NoDecode] = Field(
        ALL_ROLES, description="what this process does: api,consumer,sweep,reminders,effects"
    )
    http_host: str = Field("127.0.0.1", description="address to listen on")
    http_port: Annotated[int, Field(ge=0, le=65535)] = Field(8000, description="port to listen on")
    public_url: _Address = Field(description="address of the front door, as people see it")
    oidc_issuer: _Address = Field(description="the OpenID Connect issuer, exactly as it calls itself")
    oidc_audience: Annotated[str, StringConstraints(min_length=1)] = Field(description="who a token must be meant for")
    claim_subject: Annotated[str, StringConstraints(min_length=1)] = Field(
        "sub", description="claim with the person's id"
    )
    claim_oin: Annotated[str, StringConstraints(min_length=1)] = Field(
        "oin", description="claim with the OIN; dots go inside"
    )
    claim_roles: Annotated[str, StringConstraints(min_length=1)] = Field(
        "roles", description="claim with the roles; dots go inside"
    )
    token_lifetime: Annotated[int, Field(ge=60, le=86_400)] = Field(
        5400, description="seconds that an access token may be given out for; one that lives longer is refused"
    )
    id_secret: SecretStr = Field(description="secret that ids are made with, at least 32 characters; for life")
    master_keys: SecretStr = Field(SecretStr(""), description='JSON {"<name>": "<32 bytes, base64>"}; or else')
    master_keys_file: Path | None = Field(None, description="a file with the same JSON")
    master_key: _Word = Field(description="name of the master key that seals now")
    clock_journal: Path | None = Field(None, description="simulated clock; in local mode only")
    partner_keys_file: Path | None = Field(
        None, description="intake: private keys (JWKS) for partners' encrypted records"
    )
    body_limit: Annotated[int, Field(gt=0, le=1_048_576)] = Field(
        1_000_000, description="bytes that a request may have, and a melding of a partner's own system once it is clear"
    )

    @field_validator("roles", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return tuple(one.strip() for one in value.split(",") if one.strip()) if isinstance(value, str) else value

    @field_validator("mongodb_url")
    @classmethod
    def _mongodb(cls, value: SecretStr) -> SecretStr:
        if not value.get_secret_value().startswith(("mongodb://", "mongodb+srv://")):
            raise ValueError("Dit moet met mongodb:// of mongodb+srv:// beginnen.")
        return value

    @field_validator("oidc_issuer", "public_url")
    @classmethod
    def _https(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("mode") == "production" and not value.startswith("https://"):
            raise ValueError("Dit moet met https:// beginnen (behalve in mode local).")
        return value

    @field_validator("id_secret")
    @classmethod
    def _long(cls, value: SecretStr) -> SecretStr:
        if len(value.get_secret_value()) < _KEY_BYTES:
            raise ValueError("Dit moet minstens 32 tekens lang zijn.")
        return value

    @field_validator("configuration", "kafka_cafile", "partner_keys_file")
    @classmethod
    def _readable(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_file():
            raise ValueError("Dit bestand is er niet.")
        return value

    @field_validator("kafka_cafile")
    @classmethod
    def _certificate(cls, value: Path | None) -> Path | None:
        try:
            ssl.create_default_context(cafile=value)
        except ssl.SSLError:
            raise ValueError("Dit bestand bevat geen certificaat.") from None
        return value

    @field_validator("master_keys_file")
    @classmethod
    def _keys_in_file(cls, value: Path | None, info: ValidationInfo) -> Path | None:
        given = info.data.get("master_keys") or SecretStr("")
        if (value is None) == (not given.get_secret_value()):
            raise ValueError("Geef of ZVHH_MASTER_KEYS of ZVHH_MASTER_KEYS_FILE.")
        _read_keys(given, value)
        return value

    @field_validator("master_key")
    @classmethod
    def _known_key(cls, value: str, info: ValidationInfo) -> str:
        if "master_keys" in info.data and "master_keys_file" in info.data:
            names = _read_keys(info.data["master_keys"], info.data["master_keys_file"])
            if value not in names:
                raise ValueError("Deze sleutel zit niet bij de master keys.")
        return value

    @field_validator("clock_journal")
    @classmethod
    def _local_only(cls, value: Path | None, info: ValidationInfo) -> Path | None:
        if value is not None and info.data.get("mode") != "local":
            raise ValueError("Een gesimuleerde klok kan alleen in mode local.")
        return value

    @field_validator("kafka_password")
    @classmethod
    def _login(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        if info.data.get("kafka_security_protocol", "").startswith("SASL") and not (
            value.get_secret_value() and info.data.get("kafka_username")
        ):
            raise ValueError("Met SASL zijn ZVHH_KAFKA_USERNAME en ZVHH_KAFKA_PASSWORD nodig.")
        return value

    @property
    def master_key_table(self) -> dict[str, bytes]:
        """The master keys by name: 32 bytes each. Read anew, so that no copy stays in the settings."""
        return _read_keys(self.master_keys, self.master_keys_file)

    @property
    def id_secret_bytes(self) -> bytes:
        """The secret of `StaticIds`."""
        return self.id_secret.get_secret_value().encode()

    @property
    def kafka_security(self) -> dict[str, Any]:
        """What every aiokafka client is given beside the bootstrap servers."""
        security: dict[str, Any] = {"security_protocol": self.kafka_security_protocol}
        if self.kafka_security_protocol.endswith("SSL"):
            security["ssl_context"] = ssl.create_default_context(cafile=self.kafka_cafile)
        if self.kafka_security_protocol.startswith("SASL"):
            security |= {
                "sasl_mechanism": self.kafka_sasl_mechanism,
                "sasl_plain_username": self.kafka_username,
                "sasl_plain_password": self.kafka_password.get_secret_value(),
            }
        return security

    @classmethod
    def for_documents(cls) -> Self:
        """Settings without any meaning, to write OpenAPI with: nothing is ever connected to by them."""
        key = base64.b64encode(bytes(_KEY_BYTES)).decode()
        return cls(
            mode="local",
            oin="0" * 20,
            kafka_bootstrap="localhost:1",
            mongodb_url=SecretStr("mongodb://localhost:1"),
            database="none",
            public_url="http://localhost",
            oidc_issuer="http://localhost",
            oidc_audience="none",
            id_secret=SecretStr("0" * _KEY_BYTES),
            master_keys=SecretStr(json.dumps({"none": key})),
            master_keys_file=None,
            master_key="none",
            configuration=None,
            clock_journal=None,
            partner_keys_file=None,
        )


def _read_keys(given: SecretStr, file: Path | None) -> dict[str, bytes]:
    try:
        table = json.loads(file.read_text("ascii") if file else given.get_secret_value())
        keys = {str(name): base64.b64decode(value, validate=True) for name, value in table.items()}
    except OSError:
        raise ValueError("Dit bestand kan niet gelezen worden.") from None
    except (ValueError, AttributeError, TypeError, binascii.Error):
        raise ValueError('Dit moet JSON zijn: {"naam": "32 bytes, base64"}.') from None
    if not keys or any(len(key) != _KEY_BYTES for key in keys.values()):
        raise ValueError("Elke master key moet 32 bytes zijn, als base64.")
    return keys


def load(**known: Any) -> Settings:
    """The settings from the environment, and `known` before it.

    When anything is missing or wrong: writes all of it to standard error, one line each with its meaning, and leaves
    the program with status 2. No value is ever written.
    """
    try:
        return Settings(**known)
    except ValidationError as error:
        sys.stderr.write("\n".join(explain(error)) + "\n")
        raise SystemExit(2) from None


def explain(error: ValidationError) -> list[str]:
    """Every setting that is missing or wrong, in words."""
    places = [
        str(detail["loc"][0]) if detail["loc"] else ""
        for detail in error.errors(include_input=False, include_url=False)
    ]
    lines = ["De instellingen zijn niet compleet. The settings are not complete:"]
    for place, fault in zip(places, faults_of(error), strict=True):
        field = Settings.model_fields.get(place)
        text = "ontbreekt / is missing" if fault.code == "ontbreekt" else fault.text
        lines.append(f"  ZVHH_{place.upper()}: {text} ({field.description if field else ''})")
    return lines
