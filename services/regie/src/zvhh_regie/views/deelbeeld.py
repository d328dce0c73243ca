# SPDX-License-Identifier: EUPL-1.2
"""A view of one part of a document, field by field of the same name.

Not for: what is shown to one and not to another; such a view names every field itself. Nor for words (`woorden`).
"""

from collections.abc import Mapping
from typing import Self

from pydantic import BaseModel

from zvhh_kit.http import Beeld


class DeelBeeld(Beeld):
    """What a part and its view both have is shown as it is; what only a newer release knows of it is not shown."""

    @classmethod
    def toon(cls, deel: BaseModel, anders: Mapping[str, object] | None = None) -> Self:
        """The view of a part. `anders`: field → what is shown instead, or comes from elsewhere.

        Raises TypeError for a field that the view does not have: what was to be shown otherwise would be shown as it is.
        """
        anders = dict(anders or {})
        if onbekend := anders.keys() - cls.model_fields.keys():
            raise TypeError(f"{cls.__name__} has no {', '.join(sorted(onbekend))}")
        zelfde = cls.model_fields.keys() & type(deel).model_fields.keys()
        return cls.model_validate({naam: getattr(deel, naam) for naam in zelfde} | anders)
