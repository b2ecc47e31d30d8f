#!/bin/bash
# Starts a root folder as a system of its own, once or more often, and copies what it left: boot.sh LOWER WORK STARTS LIMIT
# WORK has seed/ (NoCloud), image/ (over the root) and paths (one per line) when it starts, and out/ afterward. LIMIT: seconds for each start.
# Must be in a mount namespace of its own: `unshare --mount` in front of it.
set -euo pipefail
export LC_ALL=C
lower=$1 work=$2 starts=$3 limit=$4
root=$work/root out=$work/out
mkdir -p "$root" "$out" "$work/cgroup" "$work/disk"

group=$work/cgroup/nexus-arc-boot-$$
end_all() {
  trap '' PIPE # who reads our messages may be dead
  echo $$ >"$work/cgroup/cgroup.procs"
  echo 1 >"$group/cgroup.kill"
  # A killed process leaves its group a moment later, and only an empty group can be removed.
  while grep -q 'populated 1' "$group/cgroup.events"; do :; done
  find "$group" -depth -type d -exec rmdir {} +
}

prepare_disk() {
  mount -t tmpfs -o mode=755 tmpfs "$work/disk"
  mkdir "$work/disk/upper" "$work/disk/work"
  mount -t overlay -o "lowerdir=$lower,upperdir=$work/disk/upper,workdir=$work/disk/work" overlay "$root"
  mkdir -p "$root/var/lib/cloud/seed" "$root/etc/systemd/system/cloud-init.target.wants"
  cp -r "$work/image/." "$root"
  cp -r "$work/seed" "$root/var/lib/cloud/seed/nocloud"
  # What has to do with the place, not with the user data: no datasource but the seed, no network, one host key.
  cat >"$root/etc/cloud/cloud.cfg.d/99_place.cfg" <<'CONFIG'
datasource_list: [NoCloud]
network: {config: disabled}
locale: C.UTF-8
ssh_genkeytypes: [ed25519]
CONFIG
  cat >"$root/etc/systemd/system/boot-ended.service" <<'UNIT'
[Unit]
After=cloud-final.service
[Service]
Type=oneshot
ExecStart=/bin/sh -c 'mkdir /run/ended; cd /run/ended; cloud-init status --wait --format json >status.json; echo $? >status.code; \
  journalctl --boot --no-pager >journal; systemctl --no-block poweroff'
UNIT
  ln -s ../boot-ended.service "$root/etc/systemd/system/cloud-init.target.wants/"
}

# What is new with each start of a machine.
mount_fresh() {
  mount -t tmpfs -o mode=755 tmpfs "$root/run"
  mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
  mount -t tmpfs -o mode=755 tmpfs "$root/dev"
  local name major minor
  while read -r name major minor; do mknod -m 666 "$root/dev/$name" c "$major" "$minor"; done <<'DEVICES'
null 1 3
zero 1 5
full 1 7
random 1 8
urandom 1 9
tty 5 0
DEVICES
  mkdir "$root/dev/pts" "$root/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
  ln -s pts/ptmx "$root/dev/ptmx"
  ln -s /proc/self/fd "$root/dev/fd"
  ln -s fd/0 "$root/dev/stdin"
  ln -s fd/1 "$root/dev/stdout"
  ln -s fd/2 "$root/dev/stderr"
}

# Runs as process 1 of the new namespaces. The kernel's settings, clock, modules and devices stay out of its reach.
read -r -d '' become_init <<'INIT' || true
set -e
cd "$1"
mount -t proc proc proc
mount --bind proc/sys proc/sys
mount -o remount,bind,ro proc/sys
mount -t sysfs -o ro sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
mkdir -p mnt/outside
pivot_root . mnt/outside
umount -l /mnt/outside
rmdir /mnt/outside
exec setpriv --bounding-set=-sys_time,-sys_module,-sys_rawio,-mknod,-syslog \
  env -i container=boot PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin /sbin/init
INIT

# How the start ended: the kernel reports poweroff as SIGINT, reboot as SIGHUP of process 1 of a namespace.
start() {
  mkdir -p "$out/$1"
  mount_fresh
  local code=0
  timeout --signal=KILL "$limit" unshare --pid --net --uts --ipc --cgroup --mount --fork --kill-child \
    bash -c "$become_init" init "$root" </dev/null &
  wait $! || code=$?
  case $code in
  130) echo poweroff ;;
  129) echo reboot ;;
  *) echo "code $code" ;;
  esac >"$out/$1/ending"
  if [ -d "$root/run/ended" ]; then cp "$root"/run/ended/* "$out/$1/"; fi
  if [ -f "$root/run/cloud-init/result.json" ]; then cp "$root/run/cloud-init/result.json" "$out/$1/"; fi
  umount -R "$root/dev" "$root/run" "$root/tmp"
}

# By programs of the root, so that its links and its users' names are its own.
keep_files() {
  mkdir "$out/files"
  local path number=0
  while IFS= read -r path; do
    if chroot "$root" stat --format='%a %U:%G %F' "$path" >"$out/files/$number.stat" 2>/dev/null; then
      chroot "$root" cat "$path" >"$out/files/$number" 2>/dev/null || true
    fi
    number=$((number + 1))
  done <"$work/paths"
  chroot "$root" ls /var/lib/cloud/instance/scripts >"$out/scripts"
  cp "$root/var/log/cloud-init.log" "$root/var/log/cloud-init-output.log" "$out/"
}

mount --make-rprivate /
mount -t cgroup2 cgroup2 "$work/cgroup"
mkdir "$group"
trap end_all EXIT
trap 'exit 143' TERM INT HUP
echo $$ >"$group/cgroup.procs"
prepare_disk
for number in $(seq "$starts"); do start "$number"; done
keep_files
