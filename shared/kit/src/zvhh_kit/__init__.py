# SPDX-License-Identifier: EUPL-1.2
"""What every service stands on: documents, events, storage, HTTP, identity, time; knows no stalking."""
