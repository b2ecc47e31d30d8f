/**
 * cloud-init's modules in the order in which they run on Debian and Ubuntu, by stage, with the keys that they read and
 * how often they run. Source: `config/cloud.cfg.tmpl` and the modules' own metadata, cloud-init 26.2. In 22.4.2
 * (Debian 12) `set_passwords` runs in the stage `config`; the rest of the order is the same.
 */
export type Stage = "network" | "config" | "final";
export type Frequency = "every boot" | "first boot of the instance" | "once";

export interface Module {
  readonly stage: Stage;
  readonly name: string;
  readonly keys: readonly string[];
  readonly frequency: Frequency;
}

type Row = readonly [name: string, keys: string, frequency?: Frequency];

const network: readonly Row[] = [
  ["seed_random", "random_seed"],
  ["bootcmd", "bootcmd", "every boot"],
  ["write_files", "write_files"],
  ["growpart", "growpart", "every boot"],
  ["resizefs", "resize_rootfs", "every boot"],
  ["disk_setup", "disk_setup fs_setup device_aliases"],
  ["mounts", "mounts mount_default_fields swap"],
  ["set_hostname", "hostname fqdn prefer_fqdn_over_hostname preserve_hostname"],
  ["update_etc_hosts", "manage_etc_hosts", "every boot"],
  ["ca_certs", "ca_certs ca-certs"],
  ["rsyslog", "rsyslog"],
  ["users_groups", "groups users user"],
  [
    "ssh",
    "ssh ssh_keys ssh_deletekeys ssh_genkeytypes ssh_authorized_keys disable_root allow_public_ssh_keys",
  ],
  ["set_passwords", "chpasswd password ssh_pwauth"],
];

const config: readonly Row[] = [
  ["wireguard", "wireguard"],
  ["snap", "snap"],
  ["ssh_import_id", "ssh_import_id"],
  ["keyboard", "keyboard"],
  ["locale", "locale locale_configfile"],
  ["grub_dpkg", "grub_dpkg grub-dpkg"],
  ["apt_pipelining", "apt_pipelining"],
  ["apt_configure", "apt"],
  ["ubuntu_pro", "ubuntu_pro ubuntu_advantage ubuntu-advantage"],
  ["ntp", "ntp"],
  ["timezone", "timezone"],
  ["disable_ec2_metadata", "disable_ec2_metadata", "every boot"],
  ["runcmd", "runcmd"],
  ["byobu", "byobu_by_default"],
];

const final: readonly Row[] = [
  [
    "package_update_upgrade_install",
    "package_update apt_update package_upgrade apt_upgrade packages package_reboot_if_required apt_reboot_if_required",
  ],
  ["fan", "fan"],
  ["landscape", "landscape"],
  ["lxd", "lxd"],
  ["ubuntu_drivers", "drivers"],
  ["write_files_deferred", "write_files"],
  ["puppet", "puppet"],
  ["chef", "chef", "every boot"],
  ["ansible", "ansible"],
  ["mcollective", "mcollective"],
  ["salt_minion", "salt_minion"],
  ["scripts_vendor", "vendor_data"],
  ["scripts_per_once", "", "once"],
  ["scripts_per_boot", "", "every boot"],
  ["scripts_per_instance", ""],
  ["scripts_user", ""],
  ["ssh_authkey_fingerprints", "no_ssh_fingerprints authkey_hash"],
  ["keys_to_console", "ssh_fp_console_blacklist ssh_key_console_blacklist"],
  ["install_hotplug", "updates", "every boot"],
  ["phone_home", "phone_home"],
  ["final_message", "final_message", "every boot"],
  ["power_state_change", "power_state"],
];

function rows(stage: Stage, table: readonly Row[]): Module[] {
  return table.map(([name, keys, frequency = "first boot of the instance"]) => ({
    stage,
    name,
    keys: keys.split(" ").filter((key) => key !== ""),
    frequency,
  }));
}

export const modules: readonly Module[] = [
  ...rows("network", network),
  ...rows("config", config),
  ...rows("final", final),
];
