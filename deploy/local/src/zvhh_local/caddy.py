# SPDX-License-Identifier: EUPL-1.2
"""The front door: one address, each path to the service that owns it, by Caddy from a wheel.

Local stack only; `caddyfile` is a pure function, so that what is rendered can be read and tested. It decides nothing
about who may do what: that is the services' own work.
"""

import json
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import httpx2

from zvhh_local.page_paths import EXACT, FIRST_OF, OWN, SHARED
from zvhh_local.ports import LOOPBACK, free_port
from zvhh_local.process import Child, StartFailed

READ = "2MB"
"""The most that is read of a body, all of it before any is passed on; a service itself takes 1 MB and refuses the rest. What
is half sent is kept in memory for as long as `read_body`: a thousand of them are 2 GB, so a door that strangers reach needs a
cap for each address as well (docs/doors.md), which this one has not."""

# One directive each: defaults (`?`) in one block are all left out as soon as the service has set one of them.
_HEADERS = """\
	header ?X-Content-Type-Options nosniff
	header ?X-Frame-Options DENY
	header ?Referrer-Policy no-referrer
	header ?Content-Security-Policy "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"
	header ?Cache-Control no-store
	header -Server
	header -Via
"""

_HEAD = """\
{{
	auto_https off
	persist_config off
	admin off
	skip_install_trust
	storage file_system {storage}
	grace_period 5s
	servers {{
		protocols h1
		max_header_size 16KB
		timeouts {{
			read_header 10s
			read_body 30s
		}}
	}}
}}

http://:{port} {{
	bind 127.0.0.1
	request_body {{
		max_size {max_body}
	}}
{headers}	log {{
		output file {log} {{
			roll_disabled
		}}
		format filter {{
			wrap json
			fields {{
				request>uri regexp "\\?.*" ""
				request>headers delete
				request>remote_port delete
				request>client_ip delete
				request>remote_ip delete
				resp_headers delete
			}}
		}}
	}}
"""

# Where an answer comes before the whole body was read (401, 413), Caddy keeps the connection open and takes what is left
# of the body for the next request. So a body is read before it is passed on, and what is larger ends its connection.
_OWNED = """\
	@{name} path {paths}
	handle @{name} {{
		route {{
			@announced header_regexp Content-Length ^0*([2-9][0-9]{{6}}|[1-9][0-9]{{7,}})$
			error @announced 413
{strip}{proxy}		}}
	}}
"""

_PROXY = """\
		reverse_proxy {upstreams} {{
{more}			header_up X-Forwarded-Prefix {prefix}
			request_buffers {read}
			@refused status 413
			handle_response @refused {{
				copy_response_headers
				header Connection close
				copy_response
			}}
			lb_try_duration {tried}s
			lb_try_interval 100ms
			transport http {{
				dial_timeout 1s
				response_header_timeout {waited}s
			}}
		}}
"""

# Of several processes, who is not ready gets no requests, and a request goes on to the next one when a process went away
# under it: a command too, for it has a key (D1), so that twice is once.
_SEVERAL = """\
			lb_policy round_robin
			health_uri /health/api
			health_interval 1s
			health_timeout 2s
			lb_retry_match {
				method GET HEAD
			}
			lb_retry_match {
				method POST PUT DELETE
				header Idempotency-Key *
			}
"""

# Of several services that can all answer, the first that can: who stands still is passed over within three seconds.
_FIRST = """\
			lb_policy first
			health_uri {health}
			health_interval 1s
			health_timeout 2s
"""

_KEYS = """\
	handle /.well-known/jwks.json {{
{proxy}	}}
"""

_REST = """\
	handle {{
		error 404
	}}
	handle_errors {{
{headers}		@away expression `{{err.status_code}} in [502, 503, 504]`
		header @away Retry-After 5
		@large expression `{{err.status_code}} == 413`
		header @large Connection close
		@unknown expression `{{err.status_code}} == 404`
		@person header Accept *text/html*
		handle @person {{
			header Content-Type "text/html; charset=utf-8"
			respond @away `{away_page}` 503
			respond @large `{large_page}` 413
			respond @unknown `{unknown_page}` 404
			respond `{other_page}` {{err.status_code}}
		}}
		handle {{
			header Content-Type application/problem+json
			respond @away `{away}` 503
			respond @large `{large}` 413
			respond @unknown `{unknown}` 404
			respond `{other}` {{err.status_code}}
		}}
	}}
}}
"""

# What the front door says itself. Caddy fills in the status where it may be any.
_SAID = {
    "away": (
        503,
        "even-niet",
        "Even niet beschikbaar",
        "Dit onderdeel is nu niet te bereiken. Probeer het over een minuut opnieuw.",
    ),
    "large": (413, "te-groot", "Te groot", "Dit bericht is te groot. Het maximum is 1 MB."),
    "unknown": (404, "niet-gevonden", "Niet gevonden", "Dit adres bestaat niet."),
}
_OTHER = ("Dit lukt niet", "Probeer het over een minuut opnieuw.")
_OTHER_PROBLEM = '{"type":"about:blank","title":"Dit lukt niet","status":{err.status_code}}'


def caddyfile(port: int, upstreams: Mapping[str, int | Sequence[int]], folder: Path) -> str:
    """The configuration: `upstreams` is service name → port on 127.0.0.1, or those of its processes.

    intake also owns /.well-known/jwks.json; who owns which page stands in `page_paths`.
    """
    head = _HEAD.format(
        storage=folder / "storage", port=port, max_body=READ, headers=_HEADERS, log=folder / "access.log"
    )
    services = [_api(name, at) for name, at in sorted(upstreams.items())]
    keys = [_KEYS.format(proxy=_proxy(_each(upstreams["intake"]), '""'))] if "intake" in upstreams else []
    return "".join([head, *services, *keys, *_pages(upstreams), _rest()])


def _api(name: str, at: int | Sequence[int]) -> str:
    return _owned(name, [f"/api/{name}/v1"], _proxy(_each(at), f"/api/{name}"), stripped=f"/api/{name}")


def _pages(upstreams: Mapping[str, int | Sequence[int]]) -> Iterator[str]:
    """The pages of each service, and what several can answer; a form that was posted is not repeated on another process."""
    for service, paths in OWN.items():
        if service in upstreams:
            yield _owned(f"pages_{service}", paths, _proxy(_each(upstreams[service]), '""'))
    every = [port for service in OWN if service in upstreams for port in _each(upstreams[service])]
    if every:
        yield _owned("shared", SHARED, _proxy(every, '""', first="/health/live"))
    for path, services in FIRST_OF.items():
        ports = [port for service in services if service in upstreams for port in _each(upstreams[service])]
        if ports:
            yield _owned(path.strip("/"), [path], _proxy(ports, '""', first="/health/api"))


def _rest() -> str:
    problems = {name: _problem(*said) for name, said in _SAID.items()}
    people = {f"{name}_page": _page(title, detail) for name, (_, _, title, detail) in _SAID.items()}
    return _REST.format(headers=_HEADERS, other=_OTHER_PROBLEM, other_page=_page(*_OTHER), **problems, **people)


class FrontDoor:
    """Caddy on one port of 127.0.0.1."""

    def __init__(self, folder: Path, upstreams: Mapping[str, int | Sequence[int]], *, port: int | None = None) -> None:
        """`folder` holds configuration and logs; made when missing. `port` None: a free one."""
        self.folder, self.upstreams = folder, dict(upstreams)
        self.port = port or free_port()
        self.child: Child | None = None

    @property
    def url(self) -> str:
        """The one address of the system, without a slash at its end."""
        return f"http://{LOOPBACK}:{self.port}"

    def start(self) -> None:
        """Returns when it answers, whether or not the services do. Raises StartFailed."""
        self.folder.mkdir(parents=True, exist_ok=True)
        configuration = self.folder / "Caddyfile"
        configuration.write_text(caddyfile(self.port, self.upstreams, self.folder), encoding="utf-8")
        command: list[str | Path] = [caddy(), "run", "--adapter", "caddyfile", "--config", configuration]
        # Caddy writes below HOME and XDG folders; a home of its own keeps the user's clean.
        own = {"HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder), "XDG_DATA_HOME": str(self.folder)}
        self.child = Child("the front door (Caddy)", command, log=self.folder / "caddy.log", env=own)
        self.child.wait_until(self._answers, within=60)

    def stop(self) -> None:
        """Lets running requests end (5 s at most), then stops."""
        if self.child is not None:
            self.child.stop(patience=8)

    def _answers(self) -> bool:
        try:
            return httpx2.get(f"{self.url}/api", timeout=1).status_code == 404  # is nobody's
        except httpx2.HTTPError:
            return False


def caddy() -> Path:
    """The binary beside this Python, else one on PATH. Raises StartFailed."""
    beside = Path(sys.prefix) / "bin" / "caddy"
    found = str(beside) if beside.is_file() else shutil.which("caddy")
    if found is None:
        raise StartFailed("Caddy is missing: run `make setup`.")
    return Path(found)


def _owned(name: str, paths: Sequence[str], proxy: str, *, stripped: str = "") -> str:
    each = [path for one in paths for path in ((one,) if one in EXACT else (one, f"{one}/*"))]
    strip = f"\t\t\turi strip_prefix {stripped}\n" if stripped else ""
    return _OWNED.format(name=name, paths=" ".join(each), proxy=proxy, strip=strip)


def _each(at: int | Sequence[int]) -> Sequence[int]:
    return [at] if isinstance(at, int) else at


def _proxy(ports: Sequence[int], prefix: str, *, first: str = "") -> str:
    """`first`: of several services the first that says at this path that it can; else each process of one in turn."""
    upstreams = " ".join(f"{LOOPBACK}:{port}" for port in ports)
    more = _FIRST.format(health=first) if first else _SEVERAL if len(ports) > 1 else ""
    tried, waited = (6, 3) if first else (1, 30)
    return _PROXY.format(read=READ, upstreams=upstreams, more=more, prefix=prefix, tried=tried, waited=waited)


def _problem(status: int, code: str, title: str, detail: str) -> str:
    """In the shape of the services' own."""
    said = {"type": "about:blank", "title": title, "status": status, "detail": detail, "code": code, "fouten": []}
    return json.dumps(said, ensure_ascii=False)


def _page(title: str, detail: str) -> str:
    """The same for a person: whole without a style, for the services that have one are not asked."""
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>'
    body = f'<main><h1>{title}</h1><p>{detail}</p><p><a href="/mijn-dag">Naar uw dag</a></p></main>'
    return f'<!doctype html><html lang="nl"><head>{head}</head><body>{body}</body></html>'
