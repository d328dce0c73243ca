# SPDX-License-Identifier: EUPL-1.2
"""Makes .tools and .venv from the pinned, hashed requirement files; does nothing when they are up to date.

Needs Python 3.11 or newer with `venv`, and nothing else. Which registry serves the packages is the machine's own
setting (UV_DEFAULT_INDEX for uv, pip's own for pip), never the project's. It compiles no pins: `make requirements` does.
"""

import contextlib
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
VENV = ROOT / ".venv"
MEMBERS = (
    "shared/contracts",
    "shared/kit",
    "services/intake",
    "services/triage",
    "services/meetings",
    "services/regie",
    "deploy/local",
)
OLDEST = (3, 11)


def main() -> int:
    """Brings both environments up to date; 0 when they are, 1 with one clear sentence when that failed."""
    if sys.version_info < OLDEST:
        return _fail(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}. Try: make PYTHON=python3.11 …")
    with _alone():
        wanted = _fingerprint()
        stamp = VENV / "set-up.stamp"
        started, made = time.monotonic(), not (stamp.is_file() and stamp.read_text() == wanted)
        try:
            if made:
                _build()
                stamp.write_text(wanted)
            _run([sys.executable, str(ROOT / "requirements/pages.py")], dict(os.environ))
        except subprocess.CalledProcessError as error:
            return _fail(f"this command failed: {' '.join(map(str, error.cmd))}")
        if made:
            _say(f"set-up is ready ({time.monotonic() - started:.0f} s)")
    return 0


def _build() -> None:
    uv = _uv()
    environment = {**os.environ, "UV_SYSTEM_CERTS": "1", "UV_LINK_MODE": os.environ.get("UV_LINK_MODE", "copy")}
    environment.pop("VIRTUAL_ENV", None)
    stamp = VENV / "set-up.stamp"
    stamp.unlink(missing_ok=True)
    if not _usable():
        _say("making .venv")
        _run([uv, "venv", "-q", "--clear", "--no-project", "-p", sys.executable, str(VENV)], environment)
    _say("packages, by hash, 120 MB to fetch the first time")
    _run(
        # compiled once here: a process that may not write bytecode would compile all of it at each start, a second of CPU
        [
            uv,
            "pip",
            "sync",
            "-q",
            "--compile-bytecode",
            "-p",
            str(VENV),
            "--require-hashes",
            str(ROOT / "requirements/all.txt"),
        ],
        environment,
    )
    _say("the seven packages of this project, editable")
    editables = [argument for member in MEMBERS for argument in ("-e", str(ROOT / member))]
    options = ["-q", "-p", str(VENV), "--no-deps", "--no-build-isolation", "--offline"]
    _run([uv, "pip", "install", *options, *editables], environment)


def _uv() -> str:
    """The pinned uv in .tools, put there first when it is missing or of another pin."""
    pins = ROOT / "requirements/uv.txt"
    uv = TOOLS / "bin/uv"
    stamp = TOOLS / "uv.stamp"
    wanted = hashlib.sha256(pins.read_bytes()).hexdigest()
    if uv.is_file() and stamp.is_file() and stamp.read_text() == wanted and _answers([str(uv), "--version"]):
        return str(uv)
    _say("the installer (uv), by hash, into .tools")
    if not _answers([sys.executable, "-c", "import ensurepip, venv"]):
        raise SystemExit(_fail("this Python has no venv; on Debian: apt install python3-venv"))
    _run([sys.executable, "-m", "venv", "--clear", str(TOOLS)], dict(os.environ))
    pip = [str(TOOLS / "bin/python"), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    _run([*pip, "--require-hashes", "-r", str(pins)], dict(os.environ))
    stamp.write_text(wanted)
    return str(uv)


def _usable() -> bool:
    """Whether .venv runs and is of this very Python: a moved checkout or a new Python makes it anew."""
    probe = "import sys; print(sys.prefix, sys.version_info[:2])"
    python = VENV / "bin/python"
    if not python.exists():
        return False
    told = subprocess.run([str(python), "-c", probe], capture_output=True, text=True, check=False).stdout.strip()
    return told == f"{VENV} {sys.version_info[:2]}"


def _fingerprint() -> str:
    """Changes when a pin, a member or its scripts, this file, the Python or the place of the checkout changes."""
    digest = hashlib.sha256(f"{ROOT} {sys.version}".encode())
    files = [ROOT / "requirements/all.txt", ROOT / "requirements/uv.txt", Path(__file__)]
    for path in [*files, *(ROOT / member / "pyproject.toml" for member in MEMBERS)]:
        digest.update(path.read_bytes())
    return digest.hexdigest()


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One set-up at a time in a checkout: a second one waits for the first."""
    try:
        import fcntl
    except ImportError:  # Windows: no lock there, the rest works
        yield
        return
    (ROOT / ".cache").mkdir(exist_ok=True)
    with (ROOT / ".cache/set-up.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _answers(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _run(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(command, check=True, env=environment, cwd=ROOT)


def _say(text: str) -> None:
    print(f"set-up: {text}", file=sys.stderr, flush=True)


def _fail(text: str) -> int:
    _say(text)
    return 1


if __name__ == "__main__":
    sys.exit(main())
