import { say } from "../../../l10n/sentence";
/**
 * Keys that other tools use for the same thing, by the place where people write them: Ansible, useradd, Ignition,
 * netplan, Docker, older cloud-init. Found in real files.
 */

/** The right key for a foreign one, or what to do instead of it. */
export type ForeignKey = { readonly use: string } | { readonly advice: string };

const userKeys: Readonly<Record<string, ForeignKey>> = {
  home: { use: "homedir" },
  home_dir: { use: "homedir" },
  username: { use: "name" },
  user: { use: "name" },
  login: { use: "name" },
  comment: { use: "gecos" },
  fullname: { use: "gecos" },
  description: { use: "gecos" },
  group: { use: "primary_group" },
  gid: { advice: say`Name the group with \`primary_group\`.` },
  password: { use: "plain_text_passwd" },
  passwd_hash: { use: "hashed_passwd" },
  password_hash: { use: "hashed_passwd" },
  plain_text_password: { use: "plain_text_passwd" },
  hashed_password: { use: "hashed_passwd" },
  ssh_keys: { use: "ssh_authorized_keys" },
  sshAuthorizedKeys: { use: "ssh_authorized_keys" },
  authorized_keys: { use: "ssh_authorized_keys" },
  ssh_authorized_key: { use: "ssh_authorized_keys" },
  ssh_pwauth: { advice: say`\`ssh_pwauth\` belongs at the top level and applies to all users.` },
  chpasswd: { advice: say`\`chpasswd\` belongs at the top level.` },
  expire: { advice: say`\`expire\` belongs under \`chpasswd\` at the top level.` },
  state: { advice: say`cloud-init only creates users. It has no \`state\`.` },
  create_home: { advice: say`The home folder is created unless \`no_create_home: true\` is set here.` },
};

const fileKeys: Readonly<Record<string, ForeignKey>> = {
  chmod: { use: "permissions" },
  mode: { use: "permissions" },
  perms: { use: "permissions" },
  permission: { use: "permissions" },
  chown: { use: "owner" },
  user: { use: "owner" },
  group: { advice: say`Write \`owner: user:group\`.` },
  dest: { use: "path" },
  destination: { use: "path" },
  file: { use: "path" },
  filename: { use: "path" },
  name: { use: "path" },
  contents: { use: "content" },
  data: { use: "content" },
  text: { use: "content" },
  url: { advice: say`Write \`source: {uri: …}\`.` },
  deferred: { use: "defer" },
  overwrite: { advice: say`Files are overwritten unless \`append: true\` is set here.` },
};

const topKeys: Readonly<Record<string, ForeignKey>> = {
  run_cmd: { use: "runcmd" },
  run_commands: { use: "runcmd" },
  commands: { use: "runcmd" },
  script: { use: "runcmd" },
  boot_cmd: { use: "bootcmd" },
  files: { use: "write_files" },
  write_file: { use: "write_files" },
  update: { use: "package_update" },
  upgrade: { use: "package_upgrade" },
  update_packages: { use: "package_update" },
  upgrade_packages: { use: "package_upgrade" },
  package_reboot: { use: "package_reboot_if_required" },
  install: { use: "packages" },
  power_state_change: { use: "power_state" },
  reboot: { advice: say`Write \`power_state: {mode: reboot}\`.` },
  ssh_keys_authorized: { use: "ssh_authorized_keys" },
  authorized_keys: { use: "ssh_authorized_keys" },
  tz: { use: "timezone" },
  host_name: { use: "hostname" },
  network: {
    advice: say`Network configuration is not user data: the platform sends it separately (for a Nexus VM as \`networkData\`).`,
  },
  apt_sources: { advice: say`Write \`apt: {sources: …}\`.` },
  apt_proxy: { advice: say`Write \`apt: {http_proxy: …}\`.` },
  apt_mirror: { advice: say`Write \`apt: {primary: [{arches: [default], uri: …}]}\`.` },
  apt_preserve_sources_list: { advice: say`Write \`apt: {preserve_sources_list: …}\`.` },
  apt_upgrade_packages: { use: "package_upgrade" },
  proxy: {
    advice: say`cloud-init has no global proxy setting: set \`apt: {http_proxy: …}\` and write the variables to \`/etc/environment\`.`,
  },
  environment: {
    advice: say`cloud-init sets no variables: write them to \`/etc/environment\` with \`write_files\`.`,
  },
  disk: { use: "disk_setup" },
  filesystems: { use: "fs_setup" },
  mount: { use: "mounts" },
  datasource: { advice: say`\`datasource\` belongs in the image's own configuration, not in user data.` },
  coreos: { advice: say`\`coreos\` was read by CoreOS' own cloud-config.` },
  storage: { advice: say`\`storage\` belongs to Ignition or to the installer (\`autoinstall\`).` },
  identity: { advice: say`\`identity\` belongs to the installer: put it under \`autoinstall\`.` },
};

/** What a foreign key at this place most likely means. `place` is the nearest key above: `users`, `write_files`, none. */
export function foreignKey(place: string | undefined, key: string): ForeignKey | undefined {
  const keys = place === undefined ? topKeys : place === "users" || place === "user" ? userKeys : fileKeys;
  if (place !== undefined && keys === fileKeys && place !== "write_files") return undefined;
  return Object.hasOwn(keys, key) ? keys[key] : undefined;
}
