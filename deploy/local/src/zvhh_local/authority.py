# SPDX-License-Identifier: EUPL-1.2
"""An authority of this machine that signs certificates for servers on it, as PEM files.

For: tests of TLS between our processes and their parts. Not for: production, nor for keys that must last.
"""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

__all__ = ["Authority"]

DAY = timedelta(days=1)


class Authority:
    """Signs; `file` is what a client trusts it by."""

    def __init__(self, folder: Path, name: str = "zvhh test") -> None:
        self._folder, self._name = folder, _named(name)
        self._key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._builder(self._name, self._key, timedelta(days=30)).add_extension(
            x509.BasicConstraints(ca=True, path_length=0), critical=True
        )
        self._certificate = certificate.sign(self._key, hashes.SHA256())
        self.file = folder / f"{name.replace(' ', '-')}.pem"
        folder.mkdir(parents=True, exist_ok=True)
        self.file.write_bytes(self._certificate.public_bytes(serialization.Encoding.PEM))

    def sign(self, address: str, *, days: int = 30) -> Path:
        """A file with a key and a certificate for an IP address; below zero days it has expired."""
        key = ec.generate_private_key(ec.SECP256R1())
        names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))])
        made = self._builder(_named(address), key, timedelta(days=days)).add_extension(names, critical=False)
        chain = [made.sign(self._key, hashes.SHA256()), self._certificate]
        file = self._folder / f"server-{address}-{days}.pem"
        file.touch(mode=0o600)
        file.write_bytes(_private(key) + b"".join(one.public_bytes(serialization.Encoding.PEM) for one in chain))
        return file

    def _builder(self, name: x509.Name, key: ec.EllipticCurvePrivateKey, lasts: timedelta) -> x509.CertificateBuilder:
        now = datetime.now(UTC)
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - 40 * DAY)
            .not_valid_after(now + lasts)
        )


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _private(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
