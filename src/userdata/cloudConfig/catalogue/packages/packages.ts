import { flag, list, map, module, of, oneOf, renamed } from "../dsl";
import type { Schema } from "../schema";

const item: Schema = oneOf(
  [
    { types: ["array"], items: of("string"), minItems: 2, maxItems: 2, doc: "Name and version." },
    { ...of("string"), doc: "Name; what follows `=` is the version." },
  ],
  "One package.",
);

const update = flag(
  "Fetches the lists of packages first. Also runs where packages are installed or upgraded.",
  { default: false, example: "package_update: true" },
);
const upgrade = flag("Upgrades what is installed.", { default: false, example: "package_upgrade: true" });
const reboot = flag("Restarts the VM when an upgrade asks for it.", {
  default: false,
  example: "package_reboot_if_required: true",
});

export const packages = module("package_update_upgrade_install", {
  packages: list(
    oneOf(
      [
        map(
          {
            apt: list(item, "Packages for apt alone."),
            snap: list(item, "Packages for snap alone."),
          },
          "Packages for one package manager.",
        ),
        item,
      ],
      "A package, a package with its version, or packages for one package manager.",
    ),
    "Packages to install, with the package manager of the distribution.",
    { minItems: 1, example: "packages:\n  - git\n  - [libpython3.11, 3.11.2-6]\n  - snap: [certbot]\n" },
  ),
  package_update: update,
  package_upgrade: upgrade,
  package_reboot_if_required: reboot,
  apt_update: renamed(update, "22.2", "package_update"),
  apt_upgrade: renamed(upgrade, "22.2", "package_upgrade"),
  apt_reboot_if_required: renamed(reboot, "22.2", "package_reboot_if_required"),
});
