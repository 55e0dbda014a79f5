#!/bin/sh
# Runs a program in the image's files as a container would: run.sh ROOT DATA USER VARIABLE=VALUE… PROGRAM….
# The root is read-only, DATA is mounted at /data, and USER has no privileges. Needs mounts and process ids of its
# own; the network is this machine's.
set -eu
root=$1
data=$2
user=$3
shift 3
mount --bind "$root" "$root"
mount -o remount,ro,bind "$root"
mount -t proc proc "$root/proc"
mount --bind /dev "$root/dev"
mount --bind "$data" "$root/data"
exec chroot --userspec="$user" "$root" /usr/bin/env --chdir=/data --ignore-environment "$@"
