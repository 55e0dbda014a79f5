#!/bin/sh
# Builds Dockerfile with a fresh Debian as its BASE: build.sh WORK CHECKOUT. Leaves in the folder WORK the image's
# configuration, image.json, and the path of its files, root.txt. WORK/tools holds buildah and mmdebstrap.
# Runs in mounts of its own: so buildah finds its libraries, and the machine stays as it is.
set -eu
work=$1
checkout=$2
tools=$work/tools
libraries=usr/lib/$(uname -m)-linux-gnu
mount -t overlay overlay -o "lowerdir=$tools/$libraries:/$libraries" "/$libraries"

echo 'unqualified-search-registries = []' > "$work/registries.conf"
echo '{"default": [{"type": "insecureAcceptAnything"}]}' > "$work/policy.json"
export CONTAINERS_REGISTRIES_CONF="$work/registries.conf"
export TMPDIR="$work"

# What buildah's options are called differs by its command.
buildah() {
  "$tools/usr/bin/buildah" --root "$work/storage" --runroot "$work/run" --storage-driver vfs "$@"
}

# The certificates that this machine trusts, since it may see the registry through a proxy of its own.
perl "$tools/usr/bin/mmdebstrap" --quiet --mode=root --variant=minbase --dpkgopt=force-unsafe-io \
  --include=ca-certificates \
  --customize-hook='cp /usr/local/share/ca-certificates/*.crt "$1/usr/local/share/ca-certificates/" || true' \
  --customize-hook='chroot "$1" update-ca-certificates' \
  --customize-hook='echo force-unsafe-io > "$1/etc/dpkg/dpkg.cfg.d/speed"' \
  trixie "$work/base.tar" "deb http://deb.debian.org/debian trixie main"
base=$(buildah from --signature-policy "$work/policy.json" scratch)
buildah add --quiet "$base" "$work/base.tar" /
rm "$work/base.tar"
buildah config --env NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt "$base"
buildah commit --quiet --rm --signature-policy "$work/policy.json" "$base" localhost/debian

buildah bud --signature-policy "$work/policy.json" --isolation chroot --format docker --pull-never \
  --build-arg BASE=localhost/debian --build-arg VERSION=1.2.3 --tag localhost/tocsin "$checkout"
buildah inspect --type image localhost/tocsin > "$work/image.json"
made=$(buildah from --signature-policy "$work/policy.json" --pull-never localhost/tocsin)
buildah mount "$made" > "$work/root.txt"
