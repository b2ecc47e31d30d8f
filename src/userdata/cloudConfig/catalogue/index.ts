/**
 * The keys of cloud-config, as cloud-init 26.2 has them (with `apt.generate_mirrorlists`, which Debian adds). Facts:
 * cloud-init's modules and their schema; the words are our own. `test/contract/schema.test.ts` holds the two together.
 */
import { ansible } from "./ansible";
import { apt } from "./apt";
import { certificates } from "./certificates";
import { commands } from "./commands";
import { configurationManagement } from "./configurationManagement";
import { disks } from "./disks";
import { files } from "./files";
import { hostname } from "./hostname";
import { locale } from "./locale";
import { lxd } from "./lxd";
import { modules } from "./modules";
import { network } from "./network";
import { packages } from "./packages";
import { power } from "./power";
import { redhat } from "./redhat";
import { reporting } from "./reporting";
import { repositories } from "./repositories";
import type { Family, Schema } from "./schema";
import { ssh } from "./ssh";
import { ubuntu } from "./ubuntu";
import { passwords, users } from "./users";

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
