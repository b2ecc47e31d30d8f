#!/bin/bash
# Makes the root folder of a Debian release with systemd and cloud-init, unless it is there: debianRoot.sh RELEASE FOLDER
set -euo pipefail
release=$1 folder=$2
if [ -d "$folder" ]; then exit 0; fi

part=$folder.part
rm -rf "$part"
debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus,iproute2,procps "$release" "$part"
# Together with the base system, debootstrap leaves cloud-init without its configuration (bookworm, trixie).
chroot "$part" apt-get install -y -q --no-install-recommends cloud-init openssh-server sudo
chroot "$part" apt-get clean
rm -f "$part"/var/lib/apt/lists/*Packages* "$part/etc/machine-id"
touch "$part/etc/machine-id"
mv "$part" "$folder"
