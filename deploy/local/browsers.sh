#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# The browsers of the tests of pages: Debian's Chromium and Firefox, and the font that the pages ask for. Does nothing when they
# are there; installs them by apt when we are root; else says what is missing and ends with 1. Downloads from nowhere else.
set -u
missing=""
command -v chromium > /dev/null || missing="chromium"
command -v firefox-esr > /dev/null || missing="${missing:+$missing }firefox-esr"
[ -n "$missing" ] || exit 0
say() { printf 'browsers: %s\n' "$1" >&2; }
if ! command -v apt-get > /dev/null || [ "$(id -u)" != 0 ]; then
    say "the tests of pages need $missing; install with: apt install $missing fonts-noto-core"
    exit 1
fi
say "installing $missing by apt"
export DEBIAN_FRONTEND=noninteractive
quiet() { "$@" > /dev/null; }
# shellcheck disable=SC2086
install() { quiet apt-get install -qq -y --no-install-recommends $missing fonts-noto-core; }
install 2> /dev/null || { quiet apt-get update -qq && install; } || { say "apt could not install $missing"; exit 1; }
