# SPDX-License-Identifier: EUPL-1.2
"""Records of the broker to messages, and outboxes to records. Not for: what a message leads to."""
