# SPDX-License-Identifier: EUPL-1.2
"""A broker that also listens with TLS, and lets in whom it knows by user name and password (SCRAM).

For tests of how our processes log in, and of what they say when they can't. On its plain listener everybody may do
anything, so that a test can look. Not for: development, demo, production.
"""

from collections.abc import Sequence
from pathlib import Path

from zvhh_local.authority import Authority
from zvhh_local.kafka import Kafka
from zvhh_local.ports import LOOPBACK, free_port

__all__ = ["GUEST", "PASSWORD", "SERVICE", "SecuredKafka"]

SERVICE, GUEST = "dienst", "gast"
"""Who may do everything, and who is known and may do nothing."""

PASSWORD = "wachtwoord-van-een-test"


class SecuredKafka(Kafka):
    """`secured` is the port with TLS and passwords; `expired` one whose certificate is out of date."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.authority = Authority(folder / "authority")
        self.secured, self.expired = free_port(), free_port()
        self._certificates = {
            "secured": self.authority.sign(LOOPBACK),
            "expired": self.authority.sign(LOOPBACK, days=-1),
        }

    def settings(self) -> dict[str, str]:
        """With the two listeners, and rights for nobody but two."""
        alone = super().settings()
        more = f"SECURED://{LOOPBACK}:{self.secured},EXPIRED://{LOOPBACK}:{self.expired}"
        for name in ("listeners", "advertised.listeners"):
            alone[name] += f",{more}"
        alone["listener.security.protocol.map"] += ",SECURED:SASL_SSL,EXPIRED:SASL_SSL"
        alone["authorizer.class.name"] = "org.apache.kafka.metadata.authorizer.StandardAuthorizer"
        alone["super.users"] = f"User:ANONYMOUS;User:{SERVICE}"
        for listener, file in self._certificates.items():
            alone |= {
                f"listener.name.{listener}.ssl.keystore.type": "PEM",
                f"listener.name.{listener}.ssl.keystore.location": str(file),
                f"listener.name.{listener}.sasl.enabled.mechanisms": "SCRAM-SHA-512",
                f"listener.name.{listener}.scram-sha-512.sasl.jaas.config": (
                    "org.apache.kafka.common.security.scram.ScramLoginModule required;"
                ),
            }
        return alone

    def format_options(self) -> Sequence[str]:
        """With the users: they are known from the first start."""
        users = [f"SCRAM-SHA-512=[name={name},password={PASSWORD}]" for name in (SERVICE, GUEST)]
        return [*super().format_options(), *(part for user in users for part in ("--add-scram", user))]
