import { flag, map, module, text, whole, word } from "./dsl";

export const lxd = module("lxd", {
  lxd: map(
    {
      init: map(
        {
          network_address: text("The address that LXD listens on."),
          network_port: whole("The port that LXD listens on."),
          storage_backend: word(["zfs", "dir", "lvm", "btrfs"], "The kind of storage.", { default: "dir" }),
          storage_create_device: text("The device for the storage."),
          storage_create_loop: whole("The size of the file for the storage, in GiB."),
          storage_pool: text("The storage's name."),
          trust_password: text("The password for new clients."),
        },
        "What `lxd init` would ask.",
      ),
      bridge: map(
        {
          mode: word(
            ["none", "existing", "new"],
            "Whether containers get a bridge, an existing one, or a new one.",
          ),
          name: text("The bridge.", { default: "lxdbr0" }),
          mtu: whole("The largest packet; -1 for the default.", { default: -1, minimum: -1 }),
          ipv4_address: text("The bridge's IPv4 address."),
          ipv4_netmask: whole("The length of its IPv4 prefix."),
          ipv4_dhcp_first: text("The first address that containers get."),
          ipv4_dhcp_last: text("The last address that containers get."),
          ipv4_dhcp_leases: whole("How many addresses are given out."),
          ipv4_nat: flag("Translates IPv4 addresses on the way out.", false),
          ipv6_address: text("The bridge's IPv6 address."),
          ipv6_netmask: whole("The length of its IPv6 prefix."),
          ipv6_nat: flag("Translates IPv6 addresses on the way out.", false),
          domain: text("The domain that containers get."),
        },
        "The containers' network.",
        { required: ["mode"] },
      ),
      preseed: text(
        "The whole configuration as YAML, as `lxd init --preseed` reads it. It cannot be combined with `init` or `bridge`.",
      ),
    },
    "Sets up LXD.",
    { minProperties: 1, example: "lxd:\n  init:\n    storage_backend: dir\n" },
  ),
});
