# SPDX-License-Identifier: EUPL-1.2
"""The rules of triage, pure: three kinds of documents, what follows from them, and everything that happens to them."""
