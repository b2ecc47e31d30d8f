/**
 * The keys of cloud-config, as cloud-init 26.2 has them (with `apt.generate_mirrorlists`, which Debian adds). Facts:
 * cloud-init's modules and their schema; the words are our own. `test/contract/userData/schema.test.ts` holds the two together.
 */
import { ansible } from "./ansible";
import { apt } from "./packages/apt";
import { certificates } from "./users/certificates";
import { commands } from "./commands";
import { configurationManagement } from "./configurationManagement";
import { disks } from "./machine/disks";
import { files } from "./files";
import { hostname } from "./machine/hostname";
import { locale } from "./machine/locale";
import { lxd } from "./lxd";
import { modules } from "./modules";
import { network } from "./machine/network";
import { packages } from "./packages/packages";
import { power } from "./machine/power";
import { redhat } from "./packages/redhat";
import { reporting } from "./reporting";
import { repositories } from "./packages/repositories";
import type { Family, Schema } from "./schema";
import { ssh } from "./users/ssh";
import { ubuntu } from "./packages/ubuntu";
import { passwords, users } from "./users/users";

/** The version of cloud-init that the catalogue describes. */
export const cloudInitVersion = "26.2";

/** Every top-level key, by name. */
export const topLevelKeys: Family = {
  ...commands,
  ...files,
  ...users,
  ...passwords,
  ...ssh,
  ...packages,
  ...apt,
  ...repositories,
  ...hostname,
  ...network,
  ...locale,
  ...disks,
  ...power,
  ...certificates,
  ...ubuntu,
  ...redhat,
  ...lxd,
  ...ansible,
  ...configurationManagement,
  ...reporting,
  ...modules,
};

/** A whole cloud-config document. */
export const cloudConfigSchema: Schema = {
  types: ["object"],
  properties: Object.fromEntries(Object.entries(topLevelKeys).map(([key, { schema }]) => [key, schema])),
  others: false,
};

/** The page of cloud-init's documentation about a top-level key. */
export function docsOf(key: string): string | undefined {
  const name = Object.hasOwn(topLevelKeys, key) ? topLevelKeys[key]?.module : undefined;
  if (name === undefined) return undefined;
  return `https://docs.cloud-init.io/en/latest/reference/modules.html#mod-cc-${name.replaceAll("_", "-")}`;
}
