# SPDX-License-Identifier: EUPL-1.2
"""A small OpenID Connect issuer for the local stack: discovery, keys, authorization code with PKCE, renewal, logout; and
client credentials.

Local mode only: whoever asks may log in as anyone of people.py, may change what they may do, and the signing key lives as long
as the process. It keeps no session in the browser: who comes again chooses again. Not an identity provider.
"""

import base64
import contextlib
import hashlib
import hmac
from urllib.parse import unquote_plus, urlencode, urlsplit

from starlette.applications import Starlette
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from zvhh_local.logins import Login, Logins, Question
from zvhh_local.people import AUDIENCE, WEB_CLIENT, WEB_LOGGED_OUT, WEB_REDIRECT, WEB_SECRET, Person
from zvhh_local.persona_page import choice, sentence
from zvhh_local.tokens import LIFETIME, Tokens

_NO_STORE = {"Cache-Control": "no-store"}
_OF_A_PAGE = _NO_STORE | {"Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'"}


class Issuer:
    """Answers over HTTP. `url` is the `iss` of every token; `algorithm` the only one it signs with."""

    def __init__(self, url: str, algorithm: str = "PS256") -> None:
        self.url, self.algorithm = url.rstrip("/"), algorithm
        self.logins = Logins()
        self._tokens = Tokens(self.url, algorithm)

    def access_token(self, person: Person, *, audience: str = AUDIENCE, lifetime: int = LIFETIME) -> str:
        """A signed token with organisation and roles; `lifetime` in seconds, below zero for one that has expired."""
        return self._tokens.access(person, audience, lifetime)

    def discovery(self, _: Request) -> Response:
        """/.well-known/openid-configuration."""
        ends = {name: f"{self.url}/{path}" for name, path in _ENDPOINTS.items()}
        return JSONResponse(
            {"issuer": self.url, **ends, **_CAN, "id_token_signing_alg_values_supported": [self.algorithm]}
        )

    def keys(self, _: Request) -> Response:
        """The public key."""
        return JSONResponse({"keys": [self._tokens.public]})

    async def authorize(self, request: Request) -> Response:
        """GET shows who can log in; POST with `persoon` goes back to the service with a code."""
        asked = request.query_params
        back = asked.get("redirect_uri", "")
        if asked.get("client_id") != WEB_CLIENT or not _ours(back, (WEB_REDIRECT,)):
            return _told("Inloggen kan hier niet", "Deze toepassing of dit adres is niet bekend.", 400)
        state = {"state": asked["state"]} if "state" in asked else {}
        if error := _refusal(asked):
            return _back(back, error=error, iss=self.url, **state)
        if request.method == "GET":
            return HTMLResponse(choice(self.logins.people), headers=_OF_A_PAGE)
        person = self.logins.person(str((await request.form()).get("persoon", "")))
        if person is None:
            return _back(back, error="access_denied", iss=self.url, **state)
        question = Question(back, asked["code_challenge"], asked.get("nonce", ""))
        return _back(back, code=self.logins.begin(person.subject, question), iss=self.url, **state)

    async def token(self, request: Request) -> Response:
        """The token endpoint: client credentials of a person, a code with its verifier, or a login that goes on."""
        form = {name: str(value) for name, value in (await request.form()).items()}
        client, secret = _client(request, form)
        kind = form.get("grant_type", "")
        if kind not in _GRANTS:
            return _refused("unsupported_grant_type")
        if kind == "client_credentials":
            return self._of_a_person(client, secret, form)
        if client != WEB_CLIENT or not hmac.compare_digest(secret.encode(), WEB_SECRET.encode()):
            return _refused("invalid_client", 401)
        return self._exchanged(form) if kind == "authorization_code" else self._renewed(form)

    async def logout(self, request: Request) -> Response:
        """Ends the login that an identity token is of, and goes back to where the service says, if that is one of ours."""
        given = request.query_params if request.method == "GET" else QueryParams(list((await request.form()).items()))
        sid = self._tokens.login_of(given.get("id_token_hint", ""))
        if not sid:
            return _told("Uitloggen kan zo niet", "Er is niet bij gezegd wie er uitlogt (id_token_hint).", 400)
        self.logins.end(sid)
        back = given.get("post_logout_redirect_uri", "")
        if not _ours(back, WEB_LOGGED_OUT):
            return _told("U bent uitgelogd", "U kunt dit venster sluiten.", 200)
        return _back(back, **({"state": given["state"]} if "state" in given else {}))

    async def person(self, request: Request) -> Response:
        """For tests: `{"roles": [...]}` gives somebody other roles from now on, `{"access": false}` takes them all away."""
        changes = await request.json()
        if not self.logins.change(request.path_params["subject"], **changes):
            return _refused("unknown_person", 404)
        return Response(status_code=204)

    def _of_a_person(self, client: str, secret: str, form: dict[str, str]) -> Response:
        person = self.logins.person(client)
        if person is None or not hmac.compare_digest(secret.encode(), person.secret.encode()):
            return _refused("invalid_client", 401)
        asked = form.get("lifetime", "").removeprefix("-")
        lifetime = int(form["lifetime"]) if asked.isdecimal() else LIFETIME  # below zero: expired, for tests
        token = self.access_token(person, audience=form.get("audience", AUDIENCE), lifetime=min(lifetime, LIFETIME))
        return _answer(token)

    def _exchanged(self, form: dict[str, str]) -> Response:
        login, question = self.logins.take(form.get("code", "")) or (None, None)
        if login is None or question is None or question.redirect_uri != form.get("redirect_uri"):
            return _refused("invalid_grant")
        challenge = _s256(form.get("code_verifier", ""))
        if not hmac.compare_digest(challenge.encode(), question.challenge.encode()):
            return _refused("invalid_grant")
        return self._logged_in(login, self.logins.keep(login), question.nonce)

    def _renewed(self, form: dict[str, str]) -> Response:
        token = form.get("refresh_token", "")
        login = self.logins.resume(token)
        return self._logged_in(login, token) if login is not None else _refused("invalid_grant")

    def _logged_in(self, login: Login, refresh: str, nonce: str = "") -> Response:
        """Both tokens, with the roles of now."""
        person = self.logins.person(login.subject)
        if person is None:
            return _refused("invalid_grant")
        access = self._tokens.access(person, AUDIENCE, LIFETIME, login)
        identity = self._tokens.identity(person, login, nonce)
        return _answer(access, id_token=identity, refresh_token=refresh, scope="openid")


_ENDPOINTS = {
    "authorization_endpoint": "authorize",
    "token_endpoint": "token",
    "jwks_uri": "jwks.json",
    "end_session_endpoint": "logout",
}
_GRANTS = ["authorization_code", "refresh_token", "client_credentials"]
_CAN = {
    "response_types_supported": ["code"],
    "response_modes_supported": ["query"],
    "scopes_supported": ["openid"],
    "grant_types_supported": _GRANTS,
    "subject_types_supported": ["public"],
    "code_challenge_methods_supported": ["S256"],
    "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
    "authorization_response_iss_parameter_supported": True,
}


def issuer_app(issuer: Issuer) -> Starlette:
    """The issuer as an ASGI application."""
    return Starlette(
        routes=[
            Route("/.well-known/openid-configuration", issuer.discovery),
            Route("/jwks.json", issuer.keys),
            Route("/authorize", issuer.authorize, methods=["GET", "POST"]),
            Route("/token", issuer.token, methods=["POST"]),
            Route("/logout", issuer.logout, methods=["GET", "POST"]),
            Route("/people/{subject}", issuer.person, methods=["PUT"]),
        ]
    )


def _refusal(asked: QueryParams) -> str:
    """What is wrong with a question to log in; empty: nothing."""
    if asked.get("response_type") != "code":
        return "unsupported_response_type"
    if asked.get("code_challenge_method") != "S256" or not asked.get("code_challenge"):
        return "invalid_request"
    if "openid" not in asked.get("scope", "").split():
        return "invalid_scope"
    return "login_required" if asked.get("prompt") == "none" else ""


def _client(request: Request, form: dict[str, str]) -> tuple[str, str]:
    """Client id and secret, from the Authorization header when it is there, else from the form."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "basic":
        with contextlib.suppress(ValueError):
            client, _, secret = base64.b64decode(value).decode().partition(":")
            return unquote_plus(client), unquote_plus(secret)
    return form.get("client_id", ""), form.get("client_secret", "")


def _ours(address: str, paths: tuple[str, ...]) -> bool:
    """Whether a browser may be sent there: this machine, on any port (the front door has another each time), and one of the
    paths that the services registered, exactly."""
    try:
        parts = urlsplit(address)
        own = parts.hostname in {"127.0.0.1", "localhost"} and parts.username is None and (parts.port or 80) > 0
    except ValueError:
        return False
    return own and parts.scheme in {"http", "https"} and (parts.path, parts.query, parts.fragment) in _bare(paths)


def _bare(paths: tuple[str, ...]) -> set[tuple[str, str, str]]:
    return {(path, "", "") for path in paths}


def _s256(verifier: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def _answer(access: str, **more: str) -> Response:
    body = {"access_token": access, "token_type": "Bearer", "expires_in": LIFETIME, **more}
    return JSONResponse(body, headers=_NO_STORE)


def _back(address: str, **parameters: str) -> Response:
    return RedirectResponse(f"{address}?{urlencode(parameters)}" if parameters else address, 303, _NO_STORE)


def _told(title: str, text: str, status: int) -> Response:
    return HTMLResponse(sentence(title, text), status, headers=_OF_A_PAGE)


def _refused(error: str, status: int = 400) -> Response:
    return JSONResponse({"error": error}, status, headers=_NO_STORE)
