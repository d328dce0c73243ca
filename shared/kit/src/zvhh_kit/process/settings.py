# SPDX-License-Identifier: EUPL-1.2
"""The settings of a process: addresses, secrets, sizes. From the environment, prefix `ZVHH_`; the same for all services.

Not for: reading them so that what is wrong is told in words (`loading`), nor data with an owner (partners, terms, years); that
is `configuration`.
"""

import base64
import json
import ssl
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import unquote, urlsplit

from limits import parse_many
from pydantic import (
    AfterValidator,
    Field,
    SecretStr,
    StringConstraints,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from zvhh_contracts.given import LINE
from zvhh_kit.process.secret_values import (
    KEY_BYTES,
    PASSWORD_BITS,
    SECRETS,
    SecretFiles,
    Unreadable,
    bits,
    check_key,
    is_regular,
    key_words,
    keys_of,
    read_keys,
)

__all__ = ["ALL_ROLES", "Role", "Settings"]

Role = Literal["api", "consumer", "sweep", "reminders", "effects"]
ALL_ROLES: tuple[Role, ...] = ("api", "consumer", "sweep", "reminders", "effects")

_Address = Annotated[str, LINE, StringConstraints(pattern=r'^https?://[!"$-.0->@-~]+[!"$->@-~]*$')]
_Word = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,60}$")]


def _limit(value: str) -> str:
    try:
        parse_many(value)
    except ValueError:
        raise ValueError("Dit moet zijn zoals 20/minute, of 20/minute;300/day.") from None
    return value


_NO_LIMIT = "1000000/second"
_Limit = Annotated[str, AfterValidator(_limit)]


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

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], *_: PydanticBaseSettingsSource, **sources: PydanticBaseSettingsSource
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Beside the environment: a file for each secret, `ZVHH_<NAME>_FILE`."""
        return sources["init_settings"], SecretFiles(settings_cls), sources["env_settings"]

    mode: Literal["production", "local"] = Field(
        "production", description="local allows a simulated clock and plain http"
    )
    oin: Annotated[str, StringConstraints(pattern=r"^[0-9]{20}$")] = Field(
        description="OIN of the ZVHH itself: 20 digits"
    )
    kafka_bootstrap: Annotated[
        str, LINE, StringConstraints(pattern=r"^[!-+\x2d-~]+:[0-9]+(,[!-+\x2d-~]+:[0-9]+)*$")
    ] = Field(description="host:port of the brokers, with commas between; any one that lives is enough to start")
    kafka_security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field(
        "PLAINTEXT", description="how to talk to the broker"
    )
    kafka_sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = Field(
        "SCRAM-SHA-512", description="with SASL only"
    )
    kafka_username: Annotated[str, LINE] = Field("", description="with SASL only")
    kafka_password: SecretStr = Field(SecretStr(""), description="with SASL only")
    kafka_cafile: Path | None = Field(None, description="file with the authority that signed the broker's certificate")
    mongodb_url: SecretStr = Field(description="mongodb:// or mongodb+srv:// URL of a replica set; may hold a password")
    database: _Word = Field(description="name of the service's database")
    topic_prefix: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{0,60}$")] = Field(
        "", description="before every topic and group name"
    )
    configuration: Path | None = Field(
        None, description="the configuration file; without it the values of the contracts"
    )
    instance: Annotated[int, Field(ge=0)] = Field(0, description="stable ordinal of this process, as of a StatefulSet")
    roles: Annotated[tuple[Role, ...], NoDecode] = Field(
        ALL_ROLES, description="what this process does: api,consumer,sweep,reminders,effects"
    )
    http_host: Annotated[str, LINE] = Field("127.0.0.1", description="address to listen on")
    http_port: Annotated[int, Field(ge=0, le=65535)] = Field(8000, description="port to listen on")
    public_url: _Address = Field(description="address of the front door, as people see it")
    oidc_issuer: _Address = Field(description="the OpenID Connect issuer, exactly as it calls itself")
    oidc_audience: Annotated[str, LINE, StringConstraints(min_length=1)] = Field(
        description="who a token must be meant for"
    )
    claim_subject: Annotated[str, LINE, StringConstraints(min_length=1)] = Field(
        "sub", description="claim with the person's id"
    )
    claim_oin: Annotated[str, LINE, StringConstraints(min_length=1)] = Field(
        "oin", description="claim with the OIN; dots go inside"
    )
    claim_roles: Annotated[str, LINE, StringConstraints(min_length=1)] = Field(
        "roles", description="claim with the roles; dots go inside"
    )
    token_lifetime: Annotated[int, Field(ge=60, le=86_400)] = Field(
        5400, description="seconds that an access token may be given out for; one that lives longer is refused"
    )
    trusted_proxies: Annotated[str, LINE] = Field(
        "127.0.0.1,::1", description="addresses or networks of the front door, whose X-Forwarded-For is believed"
    )
    limit_search: _Limit = Field("20/minute;300/day", description="how often one person may search for a person")
    limit_address: _Limit = Field("20/minute;100/day", description="how often one person may see a shielded address")
    limit_lists: _Limit = Field("300/minute", description="how often one person may ask for a part of a list")
    limit_failures: _Limit = Field(
        "120/minute", description="how often what one network address asks may fail (401, 403, 404); never a command"
    )
    id_secret: SecretStr = Field(description="secret that ids are made with, at least 32 characters; for life")
    log_keys: SecretStr = Field(
        SecretStr(""), description="what seals the log of reads and writes: 32 characters or more; older ones behind it"
    )
    index_keys: SecretStr = Field(
        SecretStr(""),
        description="what persons are found again by: 32 characters or more; older ones behind it",
    )
    session_keys: SecretStr = Field(
        SecretStr(""),
        description="what seals the session of who is logged in to the pages, the same for all services: 32 characters or more; older ones behind it",
    )
    web_client_id: Annotated[str, LINE, StringConstraints(min_length=1)] = Field(
        "zvhh-paginas", description="what the issuer calls the pages, as its client"
    )
    web_client_secret: SecretStr = Field(
        SecretStr(""), description="the secret of that client; without one it is a public client"
    )
    master_keys: SecretStr = Field(SecretStr(""), description='JSON {"<name>": "<32 bytes, base64>"}; or else')
    master_keys_file: Path | None = Field(None, description="a file with the same JSON")
    master_key: _Word = Field(description="name of the master key that seals now")
    clock_journal: Path | None = Field(None, description="simulated clock; in local mode only")
    partner_keys_file: Path | None = Field(None, description="private keys (JWKS) for partners' encrypted records")
    body_limit: Annotated[int, Field(gt=0, le=1_048_576)] = Field(
        1_000_000, description="bytes that a request may have, and a melding of a partner's own system once it is clear"
    )

    @field_validator(*SECRETS, mode="before")
    @classmethod
    def _from_file(cls, value: Any) -> Any:
        if isinstance(value, Unreadable):
            raise ValueError(value.why)  # noqa: TRY004 - a fault of the setting, told in words
        return value

    @field_validator("roles", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return tuple(one.strip() for one in value.split(",") if one.strip()) if isinstance(value, str) else value

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, value: str) -> str:
        try:
            for one in value.split(","):
                ip_network(one.strip())
        except ValueError:
            raise ValueError("Dit moeten IP-adressen of netwerken zijn, met komma's ertussen.") from None
        return value

    @field_validator("mongodb_url")
    @classmethod
    def _mongodb(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        if not value.get_secret_value().startswith(("mongodb://", "mongodb+srv://")):
            raise ValueError("Dit moet met mongodb:// of mongodb+srv:// beginnen.")
        password = urlsplit(value.get_secret_value().partition(",")[0]).password
        if info.data.get("mode") == "production" and password and bits(unquote(password)) < PASSWORD_BITS:
            raise ValueError("Het wachtwoord hierin is te makkelijk te raden.")
        return value

    @field_validator("oidc_issuer", "public_url")
    @classmethod
    def _https(cls, value: str, info: ValidationInfo) -> str:
        if info.data.get("mode") == "production" and not value.startswith("https://"):
            raise ValueError("Dit moet met https:// beginnen (behalve in mode local).")
        return value

    @field_validator("id_secret", "log_keys", "index_keys", "session_keys")
    @classmethod
    def _strong(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        words = key_words(value) if info.field_name != "id_secret" else [value.get_secret_value()]
        for word in words:
            check_key(word, production=info.data.get("mode") == "production")
        return value

    @field_validator("web_client_secret")
    @classmethod
    def _client(cls, value: SecretStr, info: ValidationInfo) -> SecretStr:
        if info.data.get("mode") == "production" and value and bits(value.get_secret_value()) < PASSWORD_BITS:
            raise ValueError("Dit geheim is te makkelijk te raden.")
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
        read_keys(given, value)
        return value

    @field_validator("master_key")
    @classmethod
    def _known_key(cls, value: str, info: ValidationInfo) -> str:
        if "master_keys" in info.data and "master_keys_file" in info.data:
            names = read_keys(info.data["master_keys"], info.data["master_keys_file"])
            if value not in names:
                raise ValueError("Deze sleutel zit niet bij de master keys.")
            if info.data.get("mode") == "production" and any(is_regular(key) for key in names.values()):
                raise ValueError("Een master key is te makkelijk te raden. Maak hem met: openssl rand -base64 32")
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
        if info.data.get("mode") == "production" and value and bits(value.get_secret_value()) < PASSWORD_BITS:
            raise ValueError("Dit wachtwoord is te makkelijk te raden.")
        return value

    @property
    def master_key_table(self) -> dict[str, bytes]:
        """The master keys by name: 32 bytes each. Read anew, so that no copy stays in the settings."""
        return read_keys(self.master_keys, self.master_keys_file)

    @property
    def id_secret_bytes(self) -> bytes:
        """The secret of `StaticIds`."""
        return self.id_secret.get_secret_value().encode()

    @property
    def log_secrets(self) -> tuple[bytes, ...]:
        """What the chain of the log is sealed by, the one of now first; that of `id_secret` where none is given."""
        return keys_of(self.log_keys, self.id_secret_bytes)

    @property
    def index_secrets(self) -> tuple[bytes, ...]:
        """What persons are found again by, the one of now first; that of `id_secret` where none is given."""
        return keys_of(self.index_keys, self.id_secret_bytes)

    @property
    def session_secrets(self) -> tuple[bytes, ...]:
        """What the session of the pages is sealed by, the one of now first; that of `id_secret` where none is given."""
        return keys_of(self.session_keys, self.id_secret_bytes)

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
        key = base64.b64encode(bytes(KEY_BYTES)).decode()
        meaningless = {
            "mode": "local",
            "oin": "0" * 20,
            "kafka_bootstrap": "localhost:1",
            "mongodb_url": SecretStr("mongodb://localhost:1"),
            "database": "none",
            "public_url": "http://localhost",
            "oidc_issuer": "http://localhost",
            "oidc_audience": "none",
            "id_secret": SecretStr("0" * KEY_BYTES),
            "master_keys": SecretStr(json.dumps({"none": key})),
            "master_keys_file": None,
            "master_key": "none",
            "configuration": None,
            "clock_journal": None,
            "partner_keys_file": None,
            "limit_search": _NO_LIMIT,
            "limit_address": _NO_LIMIT,
            "limit_lists": _NO_LIMIT,
            "limit_failures": _NO_LIMIT,
        }
        return cls.model_validate(meaningless)
