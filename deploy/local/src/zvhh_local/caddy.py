# SPDX-License-Identifier: EUPL-1.2
"""The front door: one address, each path to the service that owns it, by Caddy from a wheel.

Local stack only; `caddyfile` is a pure function, so that what is rendered can be read and tested. It decides nothing
about who may do what: that is the services' own work.
"""

import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import httpx2

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
	header ?Content-Security-Policy "default-src 'none'; frame-ancestors 'none'"
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
_SERVICE = """\
	@{name} path /api/{name}/v1 /api/{name}/v1/*
	handle @{name} {{
		route {{
			@announced header_regexp Content-Length ^0*([2-9][0-9]{{6}}|[1-9][0-9]{{7,}})$
			error @announced 413
			uri strip_prefix /api/{name}
{proxy}		}}
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
			lb_try_duration 1s
			lb_try_interval 100ms
			transport http {{
				dial_timeout 1s
				response_header_timeout 30s
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

_KEYS = """\
	handle /.well-known/jwks.json {{
{proxy}	}}
"""

_REST = """\
	handle {{
		error 404
	}}
	handle_errors {{
		header Content-Type application/problem+json
{headers}		@away expression `{{err.status_code}} in [502, 503, 504]`
		handle @away {{
			header Retry-After 5
			respond `{away}` 503
		}}
		@large expression `{{err.status_code}} == 413`
		handle @large {{
			header Connection close
			respond `{large}` 413
		}}
		@unknown expression `{{err.status_code}} == 404`
		handle @unknown {{
			respond `{unknown}` 404
		}}
		handle {{
			respond `{other}` {{err.status_code}}
		}}
	}}
}}
"""

# Caddy fills in the status itself.
_OTHER = '{"type":"about:blank","title":"Dit lukt niet","status":{err.status_code}}'


def caddyfile(port: int, upstreams: Mapping[str, int | Sequence[int]], folder: Path) -> str:
    """The configuration: `upstreams` is service name → port on 127.0.0.1, or those of its processes.

    intake also owns /.well-known/jwks.json.
    """
    head = _HEAD.format(
        storage=folder / "storage", port=port, max_body=READ, headers=_HEADERS, log=folder / "access.log"
    )
    services = [_SERVICE.format(name=name, proxy=_proxy(at, f"/api/{name}")) for name, at in sorted(upstreams.items())]
    keys = [_KEYS.format(proxy=_proxy(upstreams["intake"], '""'))] if "intake" in upstreams else []
    rest = _REST.format(
        headers=_HEADERS,
        away=_problem(
            503,
            "even-niet",
            "Even niet beschikbaar",
            "Dit onderdeel is nu niet te bereiken. Probeer het over een minuut opnieuw.",
        ),
        large=_problem(413, "te-groot", "Te groot", "Dit bericht is te groot. Het maximum is 1 MB."),
        unknown=_problem(404, "niet-gevonden", "Niet gevonden", "Dit adres bestaat niet."),
        other=_OTHER,
    )
    return "".join([head, *services, *keys, rest])


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
            return httpx2.get(f"{self.url}/", timeout=1).status_code == 404
        except httpx2.HTTPError:
            return False


def caddy() -> Path:
    """The binary beside this Python, else one on PATH. Raises StartFailed."""
    beside = Path(sys.prefix) / "bin" / "caddy"
    found = str(beside) if beside.is_file() else shutil.which("caddy")
    if found is None:
        raise StartFailed("Caddy is missing: run `make setup`.")
    return Path(found)


def _proxy(ports: int | Sequence[int], prefix: str) -> str:
    each = [ports] if isinstance(ports, int) else ports
    upstreams = " ".join(f"{LOOPBACK}:{port}" for port in each)
    return _PROXY.format(read=READ, upstreams=upstreams, more=_SEVERAL if len(each) > 1 else "", prefix=prefix)


def _problem(status: int, code: str, title: str, detail: str) -> str:
    """In the shape of the services' own."""
    said = {"type": "about:blank", "title": title, "status": status, "detail": detail, "code": code, "fouten": []}
    return json.dumps(said, ensure_ascii=False)
