# SPDX-License-Identifier: EUPL-1.2
"""Every overleg of one zaak and what is decided in it: pure functions over one document, the Overlegtraject."""
