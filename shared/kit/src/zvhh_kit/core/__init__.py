# SPDX-License-Identifier: EUPL-1.2
"""Messages folded over a document, and what is read as one. Pure: no clock, no database, no broker."""
