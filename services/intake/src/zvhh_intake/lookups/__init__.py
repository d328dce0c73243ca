# SPDX-License-Identifier: EUPL-1.2
"""What a request needs beside its document."""
