# SPDX-License-Identifier: EUPL-1.2
"""What a Content-Type says, by every door alike: JSON, in UTF-8; other parameters say nothing to us.

Not for: the JSON itself (`depth`, `json_document`).
"""

__all__ = ["is_json"]


def is_json(content_type: str) -> bool:
    """Whether it is `application/json` and names no other encoding than UTF-8."""
    media, _, parameters = content_type.lower().partition(";")
    named = (one.strip().partition("=") for one in parameters.split(";"))
    utf8 = all(value.strip(' "') == "utf-8" for name, _, value in named if name.strip() == "charset")
    return media.strip() == "application/json" and utf8
