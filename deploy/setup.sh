#!/usr/bin/env bash
# Get this checkout ready: Debian packages, a virtual environment in .venv, the locked requirements.
#
#   deploy/setup.sh        what the service needs
#   deploy/setup.sh dev    and what its tests and checks need
#
# Does nothing, in a few milliseconds, when everything is there. Uses apt-get when it is root or sudo asks no password;
# otherwise it names what is missing and stops.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
kind="${1:-run}"

packages=(
    tesseract-ocr tesseract-ocr-nld tesseract-ocr-eng tesseract-ocr-deu tesseract-ocr-fra tesseract-ocr-spa
    tesseract-ocr-pol tesseract-ocr-osd             # reading pixels
    poppler-utils                                   # pages to pixels
    libreoffice-writer-nogui libreoffice-calc-nogui # Office documents
    libgl1 libglib2.0-0                             # OpenCV
    redis-server                                    # the queue
    util-linux                                      # setpriv: no process outlives the service
)
lock=requirements.txt
if [ "$kind" = dev ]; then
    packages+=(
        postgresql-15            # the tests run on SQLite and on PostgreSQL
        chromium chromium-driver # and open the pages as people do
        nodejs                   # and call the API in JavaScript
    )
    lock=requirements-dev.txt
fi

say() { printf 'setup: %s\n' "$*" >&2; }
fail() { say "$@"; exit 1; }

find_python() {
    local name
    for name in "${PYTHON:-python3.11}" python3 python3.12 python3.13; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$name"
            return
        fi
    done
    fail "Python 3.11 or newer is needed; install it (Debian: apt-get install python3) or set PYTHON to it."
}

missing_packages() {
    local package state
    if ! command -v dpkg-query >/dev/null; then
        fail "this is not Debian; install by its own means: ${packages[*]}"
    fi
    state="$(dpkg-query -W -f='${Package} ${db:Status-Abbrev}\n' "${packages[@]}" 2>/dev/null || true)"
    for package in "${packages[@]}"; do
        grep -q "^$package ii" <<<"$state" || printf '%s\n' "$package"
    done
    if [ ! -x .venv/bin/python ] && ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        printf '%s\n' python3-venv
    fi
}

install_packages() {
    local as_root=() policy=/usr/sbin/policy-rc.d
    local wait=(-o DPkg::Lock::Timeout=600) # seconds, for another apt-get to end: machines often update themselves
    if [ "$(id -u)" != 0 ]; then
        if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
            fail "these Debian packages are missing: $*. Install them as root: apt-get install --no-install-recommends $*"
        fi
        as_root=(sudo)
    fi
    say "installing Debian packages: $*"
    "${as_root[@]}" apt-get "${wait[@]}" update -q || fail "apt-get update failed; is there a connection to the Debian mirror?"
    # Redis and PostgreSQL would start as services of the machine; here they are run privately, so keep them from it.
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' | "${as_root[@]}" tee "$policy" >/dev/null
        "${as_root[@]}" chmod +x "$policy"
        # shellcheck disable=SC2064
        trap "${as_root[*]} rm -f $policy" EXIT
    fi
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get "${wait[@]}" install -q -y --no-install-recommends "$@" ||
        fail "apt-get could not install: $*"
    if [ -d /run/systemd/system ]; then
        for service in redis-server postgresql; do
            if [[ " $* " == *" $service"* ]]; then
                "${as_root[@]}" systemctl disable --now "$service" 2>/dev/null || true
            fi
        done
    fi
}

make_environment() {
    if [ -e .venv ] && [ "$(cat .venv/place 2>/dev/null || pwd)" != "$(pwd)" ]; then
        say "this checkout has moved; making .venv again"
        rm -rf .venv
    fi
    if [ ! -x .venv/bin/python ]; then
        say "making .venv with $("$python" --version)"
        "$python" -m venv .venv
    fi
    pwd >.venv/place
}

install_requirements() {
    if cmp -s "$lock" ".venv/installed-$lock"; then return; fi
    say "installing the packages of $lock"
    .venv/bin/python -m pip install --disable-pip-version-check --require-hashes -r "$lock" ||
        fail "pip could not install $lock; its messages are above"
    cp "$lock" ".venv/installed-$lock"
}

# The sources are run from the checkout: a path file instead of an installation, and a `zenvoices` command.
link_sources() {
    local command=.venv/bin/zenvoices packages_folder
    if [ -x "$command" ]; then return; fi
    packages_folder="$(.venv/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')"
    pwd >"$packages_folder/zenvoices-checkout.pth"
    # Not a Python script: a shebang cannot have spaces in its path.
    cat >"$command" <<END
#!/bin/sh
exec "$(pwd)/.venv/bin/python" -c 'import sys; sys.argv[0] = "zenvoices"; from zenvoices.cli import main; main()' "\$@"
END
    chmod +x "$command"
}

python="$(find_python)"
missing="$(missing_packages)"
# shellcheck disable=SC2086
if [ -n "$missing" ]; then install_packages $missing; fi
make_environment
install_requirements
link_sources
