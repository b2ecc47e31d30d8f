import { list, literal, map, module, of, oneOf, outdated, whole, word } from "./dsl";
import type { Schema } from "./schema";

/** Modules that may be named with `_` or with `-`. */
const hyphenable =
  `ansible apk_configure apt_configure apt_pipelining bootcmd byobu ca_certs chef disable_ec2_metadata
  disk_setup fan final_message growpart grub_dpkg install_hotplug keyboard keys_to_console landscape locale lxd
  mcollective mounts ntp package_update_upgrade_install phone_home power_state_change puppet reset_rmc resizefs
  resolv_conf rh_subscription rsyslog runcmd salt_minion scripts_per_boot scripts_per_instance scripts_per_once
  scripts_user scripts_vendor seed_random set_hostname set_passwords snap spacewalk ssh ssh_authkey_fingerprints
  ssh_import_id timezone ubuntu_advantage ubuntu_autoinstall ubuntu_drivers update_etc_hosts update_hostname
  users_groups wireguard write_files write_files_deferred yum_add_repo zypper_add_repo`.split(/\s+/);
const underscoreOnly = ["raspberry_pi", "ubuntu_pro"];

const moduleNames = [
  ...new Set([...hyphenable.flatMap((name) => [name, name.replaceAll("_", "-")]), ...underscoreOnly]),
];

const modulesOf = (stage: string, example: string): Schema =>
  list(
    oneOf(
      [
        literal(moduleNames, "A module."),
        { ...of("array"), doc: "A module and how often it runs: `always`, `once`, or `once-per-instance`." },
      ],
      "One module.",
    ),
    `The modules of the ${stage} stage, in their order. The image's own list is replaced: rarely wanted in user data.`,
    { example },
  );

const merge = (example: string): Schema =>
  oneOf(
    [
      { ...of("string"), doc: "In short: `list(append)+dict(recurse_array)+str()`." },
      list(
        map(
          {
            name: word(["list", "dict", "str"], "The kind of value."),
            settings: list(
              word(
                [
                  "allow_delete",
                  "no_replace",
                  "replace",
                  "append",
                  "prepend",
                  "recurse_dict",
                  "recurse_list",
                  "recurse_array",
                  "recurse_str",
                ],
                "A setting.",
              ),
              "How values of this kind come together.",
            ),
          },
          "How one kind of value is merged.",
          { required: ["name", "settings"] },
        ),
        "For each kind of value.",
        { minItems: 1 },
      ),
    ],
    "How this part is merged with the parts before it, where user data has several.",
    { example },
  );

export const modules = module(undefined, {
  cloud_init_modules: modulesOf("network", "cloud_init_modules: [write_files, set_hostname, ssh]"),
  cloud_config_modules: modulesOf("config", "cloud_config_modules: [runcmd, timezone]"),
  cloud_final_modules: modulesOf("final", "cloud_final_modules: [scripts_user, final_message]"),
  "launch-index": whole(
    "Uses this part only on the VM with this number among the VMs that were created together.",
    { example: "launch-index: 0" },
  ),
  merge_how: merge("merge_how: list(append)+dict(recurse_array)+str()"),
  merge_type: merge("merge_type: list(append)+dict(no_replace, recurse_list)+str()"),
  system_info: outdated(
    {
      types: ["object"],
      doc: "Facts about the distribution, made for the image's own configuration.",
      example: "system_info:\n  default_user:\n    name: ada\n",
    },
    { since: "24.2", note: "It is not meant to be set by user data." },
  ),
  version: { doc: "Taken and passed over.", example: "version: v1" },
  migrate: {
    doc: "Taken and passed over; an old switch for moving cloud-init's own files.",
    example: "migrate: true",
  },
});
