# SPDX-License-Identifier: EUPL-1.2
"""A view of one part of a document, field by field of the same name. Not for: the words in it (`woorden`)."""

from typing import Self

from pydantic import BaseModel

from zvhh_kit.http import Beeld


class DeelBeeld(Beeld):
    """What a part and its view both have is shown as it is; what only a newer release knows of it is not shown."""

    @classmethod
    def toon(cls, deel: BaseModel, **anders: object) -> Self:
        """The view of a part. `anders`: what is shown in another way, or comes from elsewhere."""
        zelfde = (naam for naam in cls.model_fields if naam in type(deel).model_fields)
        return cls.model_validate({naam: getattr(deel, naam) for naam in zelfde} | anders)
