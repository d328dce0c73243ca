# SPDX-License-Identifier: EUPL-1.2
"""What who asks too often is answered: 429; and where a request came from. Not for: counting (`zvhh_kit.identity.limits`)."""

from ipaddress import IPv6Address, ip_address

from starlette.requests import Request

from zvhh_kit.http.problem import Problem

__all__ = ["FAILURES", "address_of", "too_many"]

FAILURES = frozenset({401, 403, 404})
"""What a stranger gets who tries; what a person gets wrong in a form is not among it."""
_NETWORK_BITS = 64
"""Whoever has one IPv6 address has as many as they like."""


def too_many(seconds: int) -> Problem:
    """The answer to one too many."""
    return Problem(429, headers={"Retry-After": str(seconds)})


def address_of(request: Request) -> str:
    """Where a request came from: the other side of the connection, or what the trusted front door says of it; of IPv6 the
    network. Which door is trusted is a setting of the server."""
    host = request.client.host if request.client else ""
    try:
        found = ip_address(host)
    except ValueError:
        return host[:64]
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        kept = int(found) >> (128 - _NETWORK_BITS) << (128 - _NETWORK_BITS)
        return f"{IPv6Address(kept)}/{_NETWORK_BITS}"
    return str(found)
