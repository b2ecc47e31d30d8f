import {
  anyName,
  flag,
  list,
  literal,
  map,
  module,
  named,
  of,
  oneOf,
  outdated,
  text,
  texts,
  word,
} from "../dsl";

const size = "^([0-9]+)?\\.?[0-9]+[BKMGT]$";

export const disks = {
  ...module("disk_setup", {
    device_aliases: named(
      { label: "alias", pattern: anyName, schema: text("The device, such as `/dev/sdb`.") },
      "Names of your own for devices, for `disk_setup` and `fs_setup`.",
      {
        example: "device_aliases:\n  data: /dev/sdb\n",
      },
    ),
    disk_setup: named(
      {
        label: "device or alias",
        pattern: anyName,
        schema: map(
          {
            table_type: word(["mbr", "gpt"], "The kind of partition table.", { default: "mbr" }),
            layout: oneOf(
              [
                { ...literal(["remove"]), ...of("string"), doc: "Removes the partition table." },
                { ...of("boolean"), doc: "true: one partition over the whole disk; false: none." },
                {
                  types: ["array"],
                  items: oneOf(
                    [
                      { ...of("integer"), doc: "A share of the disk, in percent." },
                      {
                        types: ["array"],
                        items: { anyOf: [of("integer"), of("string")] },
                        minItems: 2,
                        maxItems: 2,
                        doc: "A share in percent, and the partition's type.",
                      },
                    ],
                    "One partition.",
                  ),
                },
              ],
              "The partitions.",
              { default: false },
            ),
            overwrite: flag(
              "Continues even where the disk holds partitions or a file system. Data is lost.",
              false,
            ),
          },
          "One disk.",
        ),
      },
      "Partitions to create on disks.",
      { example: "disk_setup:\n  /dev/sdb:\n    table_type: gpt\n    layout: [50, [50, 82]]\n" },
    ),
    fs_setup: list(
      map(
        {
          label: text("The file system's label."),
          filesystem: text("Its kind, such as `ext4`."),
          device: text("The device or alias."),
          partition: {
            types: ["string", "integer"],
            oneOf: [{ types: ["string"], values: ["auto", "any", "none"] }],
            doc: "Which partition: `auto` finds one that fits, `any` takes one that fits or the whole disk, `none` takes the whole disk.",
          },
          overwrite: flag("Continues even where a file system is found. Data is lost."),
          replace_fs: text("The kind of file system that may be replaced."),
          extra_opts: { types: ["array", "string"], items: of("string"), doc: "More options for `mkfs`." },
          cmd: {
            types: ["array", "string"],
            items: of("string"),
            doc: "A command instead of `mkfs`. `%(label)s`, `%(filesystem)s` and `%(device)s` are filled in.",
          },
        },
        "One file system.",
      ),
      "File systems to create.",
      { example: "fs_setup:\n  - label: data\n    filesystem: ext4\n    device: /dev/sdb1\n" },
    ),
  }),
  ...module("mounts", {
    mounts: list(
      list(of("string"), "One line of `fstab`: device, folder, kind, options, dump, pass.", {
        minItems: 1,
        maxItems: 6,
      }),
      "File systems to mount, now and at each boot.",
      { minItems: 1, example: 'mounts:\n  - [/dev/sdb1, /data, ext4, "defaults,nofail", "0", "2"]\n' },
    ),
    mount_default_fields: list(
      oneOf([of("string"), of("null")], "A field."),
      "Defaults for fields that a line of `mounts` omits.",
      {
        default: [null, null, "auto", "defaults,nofail,x-systemd.after=cloud-init-network.service", "0", "2"],
        minItems: 6,
        maxItems: 6,
        example: "mount_default_fields: [null, null, auto, defaults, '0', '2']",
      },
    ),
    swap: map(
      {
        filename: text("The file.", { example: "filename: /swap.img" }),
        size: oneOf(
          [literal(["auto"]), of("integer"), { types: ["string"], pattern: size }],
          "How large: bytes, a number with B, K, M, G or T, or `auto` by the memory.",
        ),
        maxsize: oneOf([of("integer"), { types: ["string"], pattern: size }], "How large `auto` may become."),
      },
      "A file to swap to.",
      { example: "swap:\n  filename: /swap.img\n  size: 2G\n" },
    ),
  }),
  ...module("growpart", {
    growpart: map(
      {
        mode: oneOf(
          [
            literal(["auto", "growpart", "gpart", "off"]),
            outdated(literal([false]), { since: "22.3", value: "'off'" }),
          ],
          "The tool to use; `off` in quotes does nothing.",
          { default: "auto" },
        ),
        devices: texts("Partitions to grow, by device or by folder.", { default: ["/"] }),
        ignore_growroot_disabled: flag("Continues even where `/etc/growroot-disabled` exists.", false),
      },
      "Makes partitions as large as their disk allows.",
      { example: "growpart:\n  mode: auto\n  devices: [/]\n" },
    ),
  }),
  ...module("resizefs", {
    resize_rootfs: literal(
      [true, false, "noblock"],
      "Makes the root file system fill its partition; `noblock` does so in the background.",
      {
        default: true,
        example: "resize_rootfs: noblock",
      },
    ),
  }),
  ...module("grub_dpkg", {
    grub_dpkg: map(
      {
        enabled: flag("Whether anything is set.", false),
        "grub-pc/install_devices": text("The device that grub is installed on."),
        "grub-pc/install_devices_empty": oneOf(
          [
            of("boolean"),
            outdated(of("string"), { since: "22.3", note: "Write true or false without quotes." }),
          ],
          "Continues when no such device is found.",
        ),
        "grub-efi/install_devices": text("The partition that grub is installed on for EFI."),
      },
      "Tells debconf where grub lives, so that an upgrade of grub does not ask.",
      { example: "grub_dpkg:\n  enabled: true\n  grub-pc/install_devices: /dev/sda\n" },
    ),
    "grub-dpkg": {
      types: ["object"],
      doc: "The old name of `grub_dpkg`.",
      deprecated: { since: "22.2", key: "grub_dpkg" },
      example: "grub-dpkg:\n  enabled: true\n",
    },
  }),
  ...module("seed_random", {
    random_seed: map(
      {
        file: text("The device or file that is written to.", { default: "/dev/urandom" }),
        data: text("The data to write."),
        encoding: word(["raw", "base64", "b64", "gzip", "gz"], "How `data` is packed.", { default: "raw" }),
        command: texts(
          "A program and its arguments that adds more; it finds the file's name in `RANDOM_SEED_FILE`.",
        ),
        command_required: flag("Fails where that command is missing.", false),
      },
      "Feeds the random number generator.",
      { example: "random_seed:\n  command: [pollinate, -r, -s, https://entropy.example.org]\n" },
    ),
  }),
};
