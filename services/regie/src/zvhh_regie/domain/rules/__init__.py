# SPDX-License-Identifier: EUPL-1.2
"""What several decisions share: places, the access list, who may lead, terms of keeping, and the figures."""
