# SPDX-License-Identifier: EUPL-1.2
"""How FastStream is told to log in to the broker; aiokafka's own clients take `Settings.kafka_security` as it is."""

import ssl
from typing import Any

from faststream.security import BaseSecurity, SASLPlaintext, SASLScram256, SASLScram512

from zvhh_kit.process.settings import Settings

__all__ = ["faststream_security"]

_SASL = {"PLAIN": SASLPlaintext, "SCRAM-SHA-256": SASLScram256, "SCRAM-SHA-512": SASLScram512}


def faststream_security(settings: Settings) -> dict[str, Any]:
    """The `security` argument of a FastStream broker; empty for a plain connection."""
    known = settings.kafka_security
    context: ssl.SSLContext | None = known.get("ssl_context")
    if "sasl_mechanism" in known:
        login = _SASL[known["sasl_mechanism"]]
        return {
            "security": login(
                username=known["sasl_plain_username"],
                password=known["sasl_plain_password"],
                ssl_context=context,
                use_ssl=context is not None,
            )
        }
    return {"security": BaseSecurity(ssl_context=context, use_ssl=True)} if context else {}
