# SPDX-License-Identifier: EUPL-1.2
"""Pages: what people see in a browser of what the API knows. Not for: rights, rules or texts of a domain; a page borrows them."""

from zvhh_kit.web.form import Field, Filled, Form
from zvhh_kit.web.route import PageRoute
from zvhh_kit.web.screen import OnScreen, Screen
from zvhh_kit.web.site import create_site
from zvhh_kit.web.typed import Unreadable, day_and_time, yes_or_no

__all__ = [
    "Field",
    "Filled",
    "Form",
    "OnScreen",
    "PageRoute",
    "Screen",
    "Unreadable",
    "create_site",
    "day_and_time",
    "yes_or_no",
]
