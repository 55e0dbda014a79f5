#!/bin/sh
# Boots the Debian in the folder ROOT, with the checkout at /opt/tocsin: boot.sh ROOT CHECKOUT. Needs mounts,
# process ids, a host name and control groups of its own; the network is this machine's.
set -eu
root=$1
checkout=$2
mount --make-rprivate /
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount --rbind /dev "$root/dev"
mount --bind "$checkout" "$root/opt/tocsin"
if [ -d /sys/fs/cgroup/systemd ]; then
  mount -t tmpfs tmpfs "$root/sys/fs/cgroup"
  mkdir "$root/sys/fs/cgroup/systemd"
  mount -t cgroup -o none,name=systemd cgroup "$root/sys/fs/cgroup/systemd"
else
  mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
fi
cd "$root"
mkdir former
pivot_root . former
umount -l /former
# Services get their credentials by mounts that must reach them.
mount --make-rshared /
exec /usr/bin/env --ignore-environment container=other PATH=/usr/sbin:/usr/bin:/sbin:/bin \
  /lib/systemd/systemd --log-target=console --show-status=no --unit=multi-user.target
