#!/bin/sh
# Installs Oddline for this user, without root:
#   sh install.sh [--from FOLDER_OR_URL] [--to FOLDER]     the executable goes to ~/.local/bin unless --to says otherwise
#   sh install.sh --uninstall [--to FOLDER] [--purge]      --purge also removes what was unpacked and learnt
# FOLDER_OR_URL holds the executables and SHA256SUMS, as `deno task build:all` makes them. What does not have the sum
# that stands there is not installed.
set -eu

from=${ODDLINE_RELEASE:-.}
to=${HOME:+$HOME/.local/bin}
uninstall=
purge=
while [ $# -gt 0 ]; do
  case $1 in
  --from) from=$2; shift 2 ;;
  --to) to=$2; shift 2 ;;
  --uninstall) uninstall=yes; shift ;;
  --purge) purge=yes; shift ;;
  -h | --help) sed -n '2,6s/^# \{0,1\}//p' "$0"; exit 0 ;;
  *) echo "install.sh: unknown option '$1'; see --help" >&2; exit 2 ;;
  esac
done
[ -n "$to" ] || { echo "install.sh: there is no HOME; say where with --to FOLDER" >&2; exit 2; }

if [ -n "$uninstall" ]; then
  rm -f "$to/oddline"
  if [ -n "$purge" ]; then
    rm -rf "${XDG_CACHE_HOME:-$HOME/.cache}/oddline" "${XDG_STATE_HOME:-$HOME/.local/state}/oddline"
  fi
  echo "oddline is removed from $to"
  exit 0
fi

case "$(uname -s) $(uname -m)" in
"Linux x86_64") name=oddline-linux-x64 ;;
"Linux aarch64" | "Linux arm64") name=oddline-linux-arm64 ;;
"Darwin arm64") name=oddline-macos-arm64 ;;
"Darwin x86_64") name=oddline-macos-x64 ;;
*) echo "install.sh: there is no executable for $(uname -s) on $(uname -m)" >&2; exit 1 ;;
esac

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
fetch() {
  case $from in
  https://* | http://*)
    if command -v curl >/dev/null; then curl -fsSL -o "$work/$1" "$from/$1"; else wget -qO "$work/$1" "$from/$1"; fi
    ;;
  *)
    if [ ! -r "$from/$1" ]; then
      echo "install.sh: there is no $1 in $from that can be read; --from names the folder, or the address, of a release" >&2
      exit 1
    fi
    cp "$from/$1" "$work/$1"
    ;;
  esac
}
fetch SHA256SUMS
# an executable that was built for this machine alone has no system in its name
grep -q "  $name\$" "$work/SHA256SUMS" || name=oddline
fetch "$name"
expected=$(sed -n "s/  $name\$//p" "$work/SHA256SUMS")
if command -v sha256sum >/dev/null; then
  found=$(sha256sum "$work/$name" | cut -d ' ' -f 1)
else
  found=$(shasum -a 256 "$work/$name" | cut -d ' ' -f 1)
fi
if [ -z "$expected" ] || [ "$found" != "$expected" ]; then
  echo "install.sh: $name has not the sum that SHA256SUMS says; nothing is installed" >&2
  exit 1
fi

mkdir -p "$to"
chmod 755 "$work/$name"
# aside first, so that a running oddline is not overwritten
cp "$work/$name" "$to/.oddline.$$"
mv -f "$to/.oddline.$$" "$to/oddline"
"$to/oddline" --version
case ":$PATH:" in
*":$to:"*) ;;
*) echo "oddline is in $to, which is not in PATH" ;;
esac
