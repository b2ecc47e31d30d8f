import type { MergedConfig } from "../../../assembly/merge/mergedConfig";
import { memberOf, membersOf } from "../../../yaml/members";
import type { YamlMapping, YamlNode } from "../../../yaml/nodes";
import { once } from "../once";

/** Users and groups that cloud-configs make, by name. */
export interface MadeAccounts {
  readonly users: ReadonlySet<string>;
  readonly groups: ReadonlySet<string>;
}

/**
 * Reads `users`, `user` and `groups` in all their forms: lists, mappings, texts with commas, names in a list of a list. Each user
 * gets a group of its name, and the groups that it joins are made too. Source: `distros/ug_util.py` and `distros/__init__.py` of
 * cloud-init 22.4.2 and 26.2.
 */
export const madeAccounts = once(readAccounts);

function readAccounts(configs: readonly MergedConfig[]): MadeAccounts {
  const users = new Set<string>();
  const groups = new Set<string>();
  for (const { root } of configs) {
    for (const { name, entry } of [...usersUnder(root), ...olderUser(root)]) {
      users.add(name);
      groups.add(name);
      for (const each of entry === undefined ? [] : groupsOfUser(entry)) groups.add(each);
    }
    for (const name of groupsUnder(root)) groups.add(name);
  }
  users.delete("default");
  return { users, groups };
}

/** One user of a cloud-config; `entry` holds its keys, where it has any. */
export interface DeclaredUser {
  readonly name: string;
  readonly node: YamlNode;
  readonly entry: YamlMapping | undefined;
}

/** The users under `users`, `default` included. */
export const usersUnder = once(readUsers);

function readUsers(root: YamlMapping): readonly DeclaredUser[] {
  const node = memberOf(root, "users")?.node;
  if (node === undefined) return [];
  if (node.kind === "scalar") return named(node);
  if (node.kind === "mapping") {
    return membersOf(node).flatMap(({ name, key, node: value }): DeclaredUser[] => {
      if (value.kind === "mapping") return [{ name, node: key, entry: value }];
      return isTrueWord(value) ? [{ name, node: key, entry: undefined }] : [];
    });
  }
  return node.items.flatMap(({ node: item }) => {
    if (item.kind === "scalar") return named(item);
    if (item.kind === "sequence") return item.items.flatMap((each) => named(each.node));
    const name = memberOf(item, "name")?.node;
    if (name === undefined) return [{ name: "default", node: item, entry: item }];
    return name.kind === "scalar" ? [{ name: name.text, node: name, entry: item }] : [];
  });
}

/** `user: op` and `user: { name: op }`: another name for the image's own user. */
function olderUser(root: YamlMapping): DeclaredUser[] {
  const node = memberOf(root, "user")?.node;
  if (node?.kind === "scalar") return named(node);
  const name = node?.kind === "mapping" ? memberOf(node, "name")?.node : undefined;
  return name?.kind === "scalar" && node?.kind === "mapping"
    ? [{ name: name.text, node: name, entry: node }]
    : [];
}

function named(node: YamlNode): DeclaredUser[] {
  return namesIn(node).map((name) => ({ name, node, entry: undefined }));
}

/** The names in a text with commas. */
function namesIn(node: YamlNode): string[] {
  if (node.kind !== "scalar" || node.value.type !== "string") return [];
  return node.text.split(",").flatMap((name) => (name.trim() === "" ? [] : [name.trim()]));
}

/** As cloud-init's `util.is_true` takes it. */
function isTrueWord(node: YamlNode): boolean {
  return node.kind === "scalar" && /^(?:true|1|on|yes)$/iu.test(node.text.trim());
}

export function groupsUnder(root: YamlMapping): string[] {
  const node = memberOf(root, "groups")?.node;
  return node === undefined ? [] : groupNames(node);
}

function groupNames(node: YamlNode): string[] {
  if (node.kind === "scalar") return namesIn(node);
  if (node.kind === "mapping") return membersOf(node).map(({ name }) => name);
  return node.items.flatMap((item) => groupNames(item.node));
}

/** The groups that a user joins; each is made where it is missing. */
export function groupsOfUser(entry: YamlMapping): readonly string[] {
  const names: string[] = [];
  for (const { name, named: isName, node } of membersOf(entry))
    if (isName && groupKeys.has(name)) names.push(...groupNames(node));
  return names;
}

const groupKeys: ReadonlySet<string> = new Set(["groups", "primary_group", "primary-group"]);

/** Users that cloud images come with; cloud-init makes them with its own `default` user, so after `write_files`. */
export const imageUsers: ReadonlySet<string> = new Set(
  "almalinux admin azureuser centos cloud-user core debian ec2-user fedora mariner opc opensuse rocky sles ubuntu".split(
    " ",
  ),
);

/**
 * Accounts that are there before cloud-init makes any. Sources: base-passwd, systemd, dbus, openssh-server and cloud packages of
 * Debian 12 and Ubuntu 24.04; setup and systemd of Azure Linux 3, Fedora and SUSE.
 */
const systemUsers =
  "root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc gnats nobody _apt systemd-network " +
  "systemd-resolve systemd-timesync systemd-coredump systemd-oom systemd-bus-proxy systemd-journal-remote systemd-journal-upload " +
  "messagebus dbus sshd syslog uuidd tcpdump tss landscape pollinate fwupd-refresh usbmux lxd dnsmasq chrony _chrony ntp polkitd polkit " +
  "adm shutdown halt operator ftp sssd rpc rpcuser unbound setroubleshoot cockpit-ws clevis named statd avahi _rpc postfix nscd";

const systemGroups =
  "tty disk kmem dialout fax voice cdrom floppy tape sudo audio dip src shadow utmp video sasl plugdev staff users nogroup wheel " +
  "systemd-journal input sgx kvm render netdev crontab _ssh ssh ssh_keys rdma admin mem lock console nobody cdrw usb lpadmin trusted";

const baseUsers: ReadonlySet<string> = new Set(systemUsers.split(" "));
const baseGroups: ReadonlySet<string> = new Set(`${systemUsers} ${systemGroups}`.split(" "));

export function isBaseUser(name: string): boolean {
  return baseUsers.has(name);
}

export function isBaseGroup(name: string): boolean {
  return baseGroups.has(name);
}
