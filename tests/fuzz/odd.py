# SPDX-License-Identifier: EUPL-1.2
"""What strangers and broken programs put on a topic: good records, spoiled in every way that a broker lets pass.

For: the fuzz. A `Put` is one record and what must come of it. Not for: putting it there, nor for judging.
"""

import base64
import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

__all__ = ["SECRET", "TIMES", "Put", "headers_of", "spoiled", "token_spoiled", "value_spoiled"]

TIMES = int(os.environ.get("ZVHH_FUZZ_TIMES", "1"))
"""How many times as many examples as in `make test`."""

SECRET = "Hanneke Zonderling"
"""Stands in what is spoiled; no reason, log line or letter of a partner's record may repeat it."""

Headers = tuple[tuple[str, bytes | None], ...]


@dataclass(frozen=True, slots=True)
class Put:
    """One record. `how`: what was done to it, for a person. `raw`: ÿ in the name of a header is sent as no UTF-8."""

    key: bytes | None
    value: bytes | None
    headers: Headers
    how: str = ""
    raw: bool = False

    def __repr__(self) -> str:
        return f"{self.how or 'good'}: {self.headers!r:.400} {self.value!r:.400}"


def headers_of(attributes: Mapping[str, str]) -> Headers:
    """CloudEvents attributes as headers."""
    named = {"datacontenttype": "content-type"}
    return tuple((named.get(name, f"ce_{name}"), text.encode()) for name, text in attributes.items())


def _replaced(headers: Headers, name: str, value: bytes | None) -> Headers:
    return (*(one for one in headers if one[0] != name), (name, value))


_TEXTS = st.sampled_from(
    ["", " ", SECRET, "\x00", "²", "1e3", "-1", "0", "9" * 30, "urn:nld:oin:1:systeem:x", "application/xml", "é" * 400]
)
_BYTES = st.sampled_from([b"\xff", b"\xfe\xff", b"\xed\xa0\x80", b"x" * 20_000]) | _TEXTS.map(str.encode)
_FOREIGN = st.sampled_from(
    ["x-trace", "ce_more", "traceparent", "ÿ", "ce_ÿ", "dead-letter-pointer", "operator-act", ""]
)


@st.composite
def _odd_headers(draw: st.DrawFn, put: Put) -> Put:
    names = [name for name, _ in put.headers]
    name = draw(st.sampled_from(names))
    how = draw(st.sampled_from(["null", "twice", "again", "missing", "other", "foreign", "no value", "capitals"]))
    headers = put.headers
    match how:
        case "null":
            headers = _replaced(headers, name, None)
        case "twice":
            headers = (*headers, (name, draw(_BYTES)))
        case "again":
            headers = headers * draw(st.integers(2, 4))
        case "missing":
            headers = tuple(one for one in headers if one[0] != name)
        case "other":
            headers = _replaced(headers, name, draw(_BYTES))
        case "foreign":
            headers = (*headers, (draw(_FOREIGN), draw(_BYTES | st.none())))
        case "no value":
            headers = (*((one, None) for one in draw(st.lists(_FOREIGN, max_size=3))), *headers)
        case "capitals":
            headers = tuple((one.upper(), value) if one == name else (one, value) for one, value in headers)
    raw = any("ÿ" in one for one, _ in headers)
    return replace(put, headers=headers, how=f"{how} {name}", raw=raw)


_NUMBERS = ["1e999", "-1e999", "NaN", "Infinity", "1" * 5000, "-0", "1.5", str(2**63), str(2**64), "1e-400", "0x1"]
_DATES = [
    "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z", "9999-12-31T23:59:60-14:00", "20131200", "0", "1756080000",
    "2025-02-30", "0085-01-01", "2025-01-01T00:00:00", "-0001-01-01T00:00:00Z", "10000-01-01", "2025-W01-1",
]  # fmt: skip
_LEAVES = [*_NUMBERS, "null", "true", "[]", "{}", '""', '"\\ud800"', '"\\u0000"', json.dumps(SECRET)]
_LEAVES += [json.dumps(date) for date in _DATES]
_MARK = "@@hier@@"


def _with_leaf(tree: Any, at: int, leaf: str) -> str:
    """The JSON of a tree with the leaf of this number replaced by a text that need not be JSON."""
    count = [at]

    def walk(here: Any) -> Any:
        if isinstance(here, dict) and here:
            return {name: walk(one) for name, one in here.items()}
        if isinstance(here, list) and here:
            return [walk(one) for one in here]
        count[0] -= 1
        return _MARK if count[0] == -1 else here

    return json.dumps(walk(tree)).replace(json.dumps(_MARK), leaf)


def _deep(pair: tuple[bytes, bytes], depth: int, cut: bool) -> bytes:
    opens, closes = pair
    return b'{"x":' + opens * depth + b"1" + (b"" if cut else closes * depth + b"}")


_DEEP = st.builds(
    _deep,
    st.sampled_from([(b"[", b"]"), (b'{"a":', b"}"), (b'[{"a":', b"}]")]),
    st.sampled_from([30, 40, 200, 700, 5000]),
    st.booleans(),
)
_WHOLE: dict[str, Callable[[bytes], bytes | None]] = {
    "no value": lambda _: None,
    "empty": lambda _: b"",
    "bom": lambda data: b"\xef\xbb\xbf" + data,
    "utf-16": lambda data: data.decode().encode("utf-16"),
    "utf-32": lambda data: data.decode().encode("utf-32-be"),
    "latin-1": lambda data: b'{"x": "\xe9\xff"}',
    "cut off": lambda data: data[: len(data) // 2],
    "twice": lambda data: data + data,
    "a list": lambda data: b"[" + data + b"]",
    "a field twice": lambda data: data.replace(b"{", b'{"a": 1, "a": 2, ', 1),
    "61 kB": lambda data: data.replace(b"{", b'{"x": "' + b"x" * 61_000 + b'", ', 1),
    "63 kB": lambda data: data.replace(b"{", b'{"x": "' + b"x" * 63_000 + b'", ', 1),
    "many brackets": lambda data: data.replace(b"{", b'{"x": [' + b"[]," * 9000 + b"0], ", 1),
}


@st.composite
def value_spoiled(draw: st.DrawFn, put: Put) -> Put:
    """A record with a value that is no JSON, not of its type, too deep, too large, or just odd."""
    how = draw(st.sampled_from(["leaf", "leaf", "deep", *_WHOLE]))
    data = put.value or b"{}"
    if how == "leaf":
        leaf = draw(st.sampled_from(_LEAVES))
        found = _with_leaf(json.loads(data), draw(st.integers(0, 12)), leaf).encode()
        return replace(put, value=found, how=f"leaf {leaf[:20]}")
    if how == "deep":
        return replace(put, value=draw(_DEEP), how="deep")
    return replace(put, value=_WHOLE[how](data), how=how)


@st.composite
def _odd_key(draw: st.DrawFn, put: Put) -> Put:
    return replace(put, key=draw(st.sampled_from([None, b"", b"\xff", b"x" * 3000, b"t\x00"])), how="key")


def spoiled(put: Put) -> st.SearchStrategy[Put]:
    """A record in which headers, value, key, or two of them are odd. It may still be good: a foreign header is none of ours."""
    once = _odd_headers(put) | _odd_headers(put) | value_spoiled(put) | value_spoiled(put) | _odd_key(put)
    return once | once.flatmap(_odd_headers)


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


_HEADS: Sequence[Any] = (
    {"kid": None}, {"kid": "intake-9"}, {"kid": 1}, {"kid": ["intake-1"]}, {"alg": "none"}, {"alg": "dir"},
    {"alg": "RSA-OAEP"}, {"alg": 1}, {"alg": None}, {"enc": "A128CBC-HS256"}, {"enc": None}, {"enc": []},
    {"zip": "DEF"}, {"zip": "x"}, {"crit": ["exp"]}, {"crit": "exp"}, {"crit": []}, {"b64": False}, {"epk": None},
    {"epk": {}}, {"epk": "x"}, {"epk": {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}}, {"epk": {"kty": "oct", "k": "AA"}},
    {"epk": {"kty": "EC", "crv": "X", "x": "AA", "y": "AA"}}, {"apu": 1}, {"p2c": 10**9}, {"typ": SECRET}, {"jku": "http://x"},
)  # fmt: skip


@st.composite
def token_spoiled(draw: st.DrawFn, token: str) -> tuple[str, str]:
    """A compact JWE that is none, or not for us, and what was done to it."""
    parts = token.split(".")
    how = draw(st.sampled_from(["head", "head", "head", "head is none", "parts", "part", "garbage"]))
    if how == "head":
        change = draw(st.sampled_from(_HEADS))
        head = json.loads(base64.urlsafe_b64decode(parts[0] + "=="))
        head = {name: value for name, value in (head | change).items() if value is not None}
        return ".".join([_b64(json.dumps(head).encode()), *parts[1:]]), f"head {change}"
    if how == "head is none":
        heads = [b"", b"[]", b"1", b"null", b'"x"', b"{", b"\xff", b'{"a":' * 700, b"[" * 5000, b'{"alg": 1e999}']
        return ".".join([_b64(draw(st.sampled_from(heads))), *parts[1:]]), how
    if how == "parts":
        return ".".join(parts[: draw(st.integers(0, 4))] + draw(st.sampled_from([[], ["", ""]]))), how
    if how == "part":
        at = draw(st.integers(1, 4))
        return ".".join([*parts[:at], draw(st.sampled_from(["", "A", "====", "é", "A" * 100])), *parts[at + 1 :]]), how
    return draw(st.sampled_from(["", ".", "....", SECRET, "\x7f", "é.é.é.é.é", "." * 9000])), how
