# SPDX-License-Identifier: EUPL-1.2
"""What the other services told, and intake itself."""
