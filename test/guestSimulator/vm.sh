#!/usr/bin/env bash
# A simulated VM: FOLDER NODE SYSTEM. Runs as root of fresh mount, network and process namespaces. The root of the machine below is
# covered by a throw-away layer. Takes "run NAME" and "scan" on standard input and answers one line for each.
set -euo pipefail
folder=$1 node=$2 system=$3
here=$(cd "$(dirname "$0")" && pwd)
layer=$folder/layer root=$folder/layer/root

ip link set lo up
ip address add 169.254.169.254/32 dev lo
ip address add 169.254.0.11/32 dev lo
coproc FORWARD { exec "$node" "$here/forward.mjs" "$folder"; }
read -r _ <&"${FORWARD[0]}"

mount -t tmpfs guest "$layer"
mkdir "$layer/upper" "$layer/work" "$root"
mount -t overlay guest -o "lowerdir=/,upperdir=$layer/upper,workdir=$layer/work" "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs guest "$root/dev/shm"
mount -t tmpfs guest "$root/run"
mount -t tmpfs guest "$root/tmp"
mkdir "$root/guest"
mount --bind "$folder/share" "$root/guest"
mkdir -p "$root/run/lock"

# No DNS, a certificate authority of its own, no Azure CLI and no agent yet.
: >"$root/etc/resolv.conf"
cat "$folder/ca.pem" >>"$root/etc/ssl/certs/ca-certificates.crt"
rm -rf "$root/var/lib/nexus-arc" "$root/opt/azcmagent" "$root/usr/bin/azcmagent" "$root/etc/apt/sources.list.d/azure-cli.list"
mkdir -p "$root/opt/guest"
if [[ -e $root/usr/bin/az ]]; then mv "$root/usr/bin/az" "$root/opt/guest/az-real"; fi
cp "$here"/stubs/* "$root/opt/guest/"
chmod -R 0755 "$root/opt/guest"
ln -sf /opt/guest/uuidgen.sh "$root/usr/bin/uuidgen"
ln -sf /opt/guest/sleep.sh "$root/usr/local/bin/sleep"
case $system in
  debian) ln -sf /opt/guest/packages.sh "$root/usr/bin/apt-get" ;;
  rhel | azurelinux)
    rm -f "$root/usr/bin/apt-get" "$root/usr/bin/dpkg"
    manager=dnf
    if [[ $system == azurelinux ]]; then manager=tdnf; fi
    ln -sf /opt/guest/packages.sh "$root/usr/bin/$manager"
    ln -sf /opt/guest/packages.sh "$root/usr/bin/rpm"
    printf 'NAME=%s\nVERSION_ID=9.4\n' "$system" >"$root/etc/os-release"
    ;;
esac

# Nothing of the caller's environment reaches the VM: cloud-init gives no HOME and no terminal.
boot() {
  local code=0
  chroot "$root" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    /bin/bash "/guest/$1" <"$folder/share/$1.stdin" >"$folder/share/$1.log" 2>&1 || code=$?
  printf 'ended %d\n' "$code"
}

# Files that the VM wrote and that hold key material or a token.
scan() {
  local places=("$layer/upper" "$root/run" "$root/tmp" "$root/dev/shm")
  {
    LC_ALL=C grep -rlaE 'PRIVATE KEY-----|MII[A-Za-z0-9+/]{1000}' "${places[@]}" --exclude-dir=guest || true
    LC_ALL=C grep -rlaP '\x30\x82\x04[\x80-\xff]\x02\x01\x00\x02\x82\x01\x01\x00' "${places[@]}" --exclude-dir=guest || true
    LC_ALL=C grep -rlaF -f "$folder/share/tokens" "${places[@]}" --exclude-dir=guest || true
  } | sort -u | tr '\n' ' '
  printf '\n'
}

# A picture of every file that the VM wrote, to see what a second run changes.
picture() {
  (cd "$layer/upper" && find . -type f ! -path './opt/guest/*' -exec sha256sum {} + | sort -k 2) >"$folder/share/picture"
  printf 'pictured\n'
}

report() {
  cat "$root/var/lib/nexus-arc/report.json" >"$folder/share/report.json" 2>/dev/null || : >"$folder/share/report.json"
  printf 'copied\n'
}

printf 'ready\n'
while read -r word argument; do
  case $word in
    run) boot "$argument" ;;
    scan) scan ;;
    picture) picture ;;
    report) report ;;
  esac
done
