#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Writes the hashed pins from the members' pyproject.toml files. Pins that are there stay, unless `--upgrade` or
# `--upgrade-package NAME` is given. The output names no registry and no machine: it is the same everywhere.
set -eu
cd "$(dirname "$0")/.."
compile() {
    UV_SYSTEM_CERTS=1 .tools/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes \
        --no-header --no-annotate "$@"
}
members="shared/contracts shared/kit services/intake services/triage services/meetings services/regie deploy/local"
files="" skip=""
for member in $members; do
    files="$files $member/pyproject.toml"
    skip="$skip --no-emit-package zvhh-$(basename "$member")"
done
for member in $members; do echo "zvhh-$(basename "$member") @ file://$PWD/$member"; done > .cache/members.txt
# shellcheck disable=SC2086
compile pyproject.toml --group dev $files requirements/build.in --override .cache/members.txt $skip -o requirements/all.txt "$@"
compile requirements/uv.in -o requirements/uv.txt "$@"
compile requirements/node.in -o requirements/node.txt "$@"
