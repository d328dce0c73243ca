# SPDX-License-Identifier: EUPL-1.2
"""Who asks and what they may: bearer tokens of an OpenID Connect issuer, and one table of access per service.

Not for: HTTP; `zvhh_kit.http` turns what is raised here into answers.
"""

from zvhh_kit.identity.access import Access, Sight, anything, kept_from
from zvhh_kit.identity.issuer import IssuerAway
from zvhh_kit.identity.screening import Admit, screened
from zvhh_kit.identity.token import Bearer, NotKnown, Organisationless

__all__ = [
    "Access",
    "Admit",
    "Bearer",
    "IssuerAway",
    "NotKnown",
    "Organisationless",
    "Sight",
    "anything",
    "kept_from",
    "screened",
]
