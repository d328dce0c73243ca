# SPDX-License-Identifier: EUPL-1.2
"""/static: style sheets and scripts, under a name that has their hash in it, so that a browser asks once and never again.

From two folders: what is ours, and `built`, which the set-up fills. Without the second pages work and have no style of their own.
Not for: anything about a zaak; whoever asks gets these.
"""

import gzip
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response

from zvhh_kit.http.problem import Problem, answer

__all__ = ["Assets"]

_FOLDER = Path(__file__).parent / "static"
_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
_FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    kind: str
    raw: bytes
    packed: bytes


class Assets:
    """The files as this process has them, read once."""

    def __init__(self, folder: Path = _FOLDER) -> None:
        """`folder` and its folder `built`; of two with one name the built one counts."""
        files = [one for place in (folder, folder / "built") if place.is_dir() for one in sorted(place.iterdir())]
        self._files = {file.name: _read(file) for file in files if file.suffix in _TYPES}
        self.built = (folder / "built").is_dir() and any((folder / "built").glob("*.css"))

    def path(self, name: str) -> str:
        """Where a page finds a file. Raises KeyError for one that is not there."""
        return self._files[name].path

    @property
    def styles(self) -> list[str]:
        """Where a page finds the style sheet; none where nothing was built."""
        return [self.path(name) for name in ("zvhh.css",) if self.built and name in self._files]

    async def answer(self, request: Request) -> Response:
        """A file; under the hash of another release the one that we have, for this time only."""
        request.state.operation = "static"
        stem, _, rest = str(request.path_params["name"]).rpartition("-")
        found = self._files.get(f"{stem}.{rest.partition('.')[2]}")
        if found is None:
            return answer(Problem(404))
        packed = "gzip" in request.headers.get("accept-encoding", "")
        headers = {"Content-Type": found.kind, "Vary": "Accept-Encoding"}
        headers["Cache-Control"] = _FOR_EVER if request.url.path == found.path else "no-store"
        if packed:
            headers["Content-Encoding"] = "gzip"
        return Response(found.packed if packed else found.raw, headers=headers)


def _read(file: Path) -> _File:
    raw = file.read_bytes()
    path = f"/static/{file.stem}-{sha256(raw).hexdigest()[:16]}{file.suffix}"
    return _File(path, _TYPES[file.suffix], raw, gzip.compress(raw, 9, mtime=0))
