# SPDX-License-Identifier: EUPL-1.2
"""The rules of triage, pure: `triage` is the document, each other module one thing that happens to it."""
