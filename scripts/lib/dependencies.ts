/** What a lock file (version 3) says of one package. */
export interface Locked {
  readonly version?: string;
  readonly license?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
}

export interface Lockfile {
  readonly packages: Readonly<Record<string, Locked>>;
}

/** Licenses that ask for no more than their text in the package (SPDX names). */
const permissive = new Set([
  "MIT",
  "ISC",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "0BSD",
  "BlueOak-1.0.0",
  "CC0-1.0",
  "Python-2.0",
  "Unlicense",
]);

/** Besides those, for what only builds and tests the product and is no part of it. */
const forDevelopment = new Set([...permissive, "MPL-2.0", "Artistic-2.0", "CC-BY-3.0", "CC-BY-4.0", "WTFPL"]);

/** Microsoft's own license of the signing tool behind `vsce`, by its packages: it signs nothing here. */
const known = /^node_modules\/@vscode\/vsce-sign(?:-|$)/;

export interface Row {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
}

/** The packages of the product, not those of its development. */
export function productPackages({ packages }: Lockfile): readonly Row[] {
  return Object.entries(packages)
    .filter(([place, { dev, link }]) => place !== "" && dev !== true && link !== true)
    .map(([place, { version = "?", license = "none" }]) => ({
      name: nameOf(place),
      version,
      licence: license,
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** What is wrong with the lock file: licenses that are not on the list, packages without a SHA-512. */
export function problemsIn({ packages }: Lockfile): readonly string[] {
  return Object.entries(packages)
    .filter(([place, { link }]) => place !== "" && link !== true)
    .flatMap(([place, { license = "none", integrity = "", dev = false }]) => [
      ...(known.test(place) && dev
        ? []
        : allows(license, dev ? forDevelopment : permissive)
          ? []
          : [`${nameOf(place)}: license ${license}`]),
      ...(/^sha512-[A-Za-z0-9+/]{86}==$/.test(integrity) ? [] : [`${nameOf(place)}: no SHA-512`]),
    ]);
}

/** SPDX: with OR one of them must be on the list, with AND all. */
function allows(expression: string, list: ReadonlySet<string>): boolean {
  const bare = expression.replaceAll(/[()]/g, "");
  return bare.split(" OR ").some((choice) => choice.split(" AND ").every((one) => list.has(one.trim())));
}

function nameOf(place: string): string {
  return place.slice(place.lastIndexOf("node_modules/") + "node_modules/".length);
}

/** What `npm audit --json` answered. `unreachable`: this registry has no advisory service, or it does not answer. */
export type Audit =
  | { readonly kind: "unreachable"; readonly why: string }
  | { readonly kind: "answered"; readonly weaknesses: readonly string[] };

export function readAudit(output: string): Audit {
  let value: {
    readonly error?: { readonly summary?: string };
    readonly message?: string;
    readonly vulnerabilities?: object;
  };
  try {
    value = JSON.parse(output) as typeof value;
  } catch {
    return { kind: "unreachable", why: "npm audit answered no JSON" };
  }
  if (value.vulnerabilities === undefined)
    return { kind: "unreachable", why: whyNot([value.message, value.error?.summary]) };
  return { kind: "answered", weaknesses: Object.keys(value.vulnerabilities) };
}

/** The first words of what npm said: the rest names the registry. */
function whyNot(said: readonly (string | undefined)[]): string {
  const [words = "npm audit gave no list"] = said
    .flatMap((text) => (text ?? "").split(" - ", 1))
    .filter((text) => text !== "");
  return words;
}
