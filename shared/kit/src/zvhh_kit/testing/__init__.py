# SPDX-License-Identifier: EUPL-1.2
"""What tests of a service share: stories of decisions here, a service on real parts in `service`, topics in `broker`.

Not for: anything that runs outside a test.
"""

from zvhh_kit.testing.story import SUBJECT, Story, given, know

__all__ = ["SUBJECT", "Story", "given", "know"]
