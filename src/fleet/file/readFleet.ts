import { say } from "../../l10n/sentence";
import { createHash } from "node:crypto";
import { readBoolean, readString } from "../../arm/decode";
import { judge } from "../../enrollment/target/target";
import { LineIndex } from "../../userdata/lineIndex";
import { doubledKeys } from "../../userdata/yaml/duplicates";
import { memberOf } from "../../userdata/yaml/members";
import type { YamlItem, YamlNode } from "../../userdata/yaml/nodes";
import { readYaml } from "../../userdata/yaml/readYaml";
import { findConflicts } from "./conflicts";
import { decodeNode, maxValues, NodeLocation } from "./decodeNode";
import { expandEntry, type Common } from "./expand";
import { defaultsShape, entryShape, fleetNamePattern, fleetShape, maxVirtualMachines } from "./fields";
import type { FleetReading, FleetVm } from "../fleet";
import { Findings, startOfFile } from "./sourceLocation";
import { placeOf, type ValidatedValue } from "./validatedValue";
import type { ObjectShape } from "./shape";
import { readTable } from "./table";

/** A larger file is refused before it is read: 100,000 VMs that share their settings take a few lines. */
export const maxFileLength = 16 * 1024 * 1024;

/**
 * The text of a table beside the fleet file; undefined when it cannot be read.
 * The reader only asks for plain names in the same folder.
 */
export type TableReader = (name: string) => string | undefined;

/** Reads a fleet file, YAML or JSON. Never throws; whatever is wrong is a finding with its place and rule. */
export function readFleet(text: string, readTableText: TableReader = () => undefined): FleetReading {
  const findings = new Findings();
  const fleet = read(text, readTableText, findings);
  return { fleet: findings.hasErrors ? undefined : fleet, findings: findings.all() };
}

function read(text: string, readTableText: TableReader, findings: Findings): FleetReading["fleet"] {
  if (text.length > maxFileLength) {
    findings.error(
      "fleet/too-large",
      { range: startOfFile },
      say`The file is larger than ${maxFileLength / 1024 / 1024} MiB.`,
    );
    return undefined;
  }
  const index = new LineIndex(text);
  if (refuseSecrets(text, index, undefined, findings)) return undefined;
  const root = rootOf(text, index, findings);
  if (root === undefined) return undefined;
  const budget = { left: maxValues };
  const decode: Decode = (node, shape) => decodeNode(node, shape, index, findings, budget);
  const file = decode(root, fleetShape);
  const head = headOf(file, root, decode, findings);
  const hash = createHash("sha256").update(text);
  const entries = entriesOf(root, index, decode, findings);
  if (findings.has("fleet/too-large")) return undefined;
  const vms = expandAll(
    entries,
    { ...head, readTableText, hash, remaining: { left: maxFileLength } },
    findings,
  );
  if (vms.length === 0 && !findings.hasErrors)
    findings.error("fleet/missing", placeOf("vms", file), say`The fleet has no VMs.`, "vms");
  const assignRoles = readBoolean(file.value["assignRoles"]) ?? true;
  findConflicts(vms, assignRoles, findings);
  return {
    name: head.name,
    tenantId: head.tenantId,
    relayRole: file.value["relayRole"] === "contributor" ? "contributor" : "custom",
    createIdentities: readBoolean(file.value["createIdentities"]) ?? true,
    assignRoles,
    vms,
    hash: hash.digest("hex"),
  };
}

/** JSON may be indented with tabs, which YAML refuses; blanks in their place move nothing. */
function rootOf(text: string, index: LineIndex, findings: Findings): YamlNode | undefined {
  const isJson = /^\ufeff?\s*\{/.test(text);
  const { root, problem } = readYaml(isJson ? text.replaceAll("\t", " ") : text);
  if (problem !== undefined) {
    findings.error(
      "fleet/yaml",
      { range: index.range(problem.start, problem.end) },
      problem.message,
      problem.path,
    );
    return undefined;
  }
  if (root === undefined) {
    findings.error(
      "fleet/missing",
      { range: startOfFile },
      say`The file is empty. It must start with version: 1.`,
    );
    return undefined;
  }
  for (const { again } of doubledKeys(root)) {
    const { key } = again;
    const name = key.kind === "scalar" ? key.text.slice(0, 60) : "";
    findings.error(
      "fleet/duplicate-key",
      { range: index.range(key.start, key.end) },
      say`The key ${JSON.stringify(name)} is repeated.`,
    );
  }
  return root;
}

/** A fleet file is shared and checked in: it holds no private key and no token. The message never repeats what it found. */
function refuseSecrets(
  text: string,
  index: LineIndex,
  file: string | undefined,
  findings: Findings,
): boolean {
  // A token starts where its run of letters does: else every `-eyJ` in a long run would read the rest of it again.
  const found =
    /-----BEGIN[A-Z ]{0,20} PRIVATE KEY-----|(?<![\w-])eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}/.exec(text);
  if (found === null) return false;
  findings.error(
    "fleet/secret",
    { ...(file !== undefined && { file }), range: index.range(found.index, found.index + 10) },
    say`This is a private key or a token. A fleet file must not contain secrets: remove it, and replace it, because it was stored in a file.`,
  );
  return true;
}

interface Head {
  readonly name: string;
  readonly tenantId: string;
  readonly cloud: string;
  readonly defaults: ValidatedValue;
}

type Decode = (node: YamlNode, shape: ObjectShape) => ValidatedValue;

function partOf(root: YamlNode, name: string): YamlItem | undefined {
  return root.kind === "mapping" ? memberOf(root, name) : undefined;
}

const noDefaults: ValidatedValue = { value: {}, places: new Map(), place: { range: startOfFile } };

/** The entries of `vms`. A node that stands at several places is read once. */
function entriesOf(
  root: YamlNode,
  index: LineIndex,
  decode: Decode,
  findings: Findings,
): readonly ValidatedValue[] {
  const list = partOf(root, "vms")?.node;
  if (list === undefined) return [];
  const place = new NodeLocation(index, list);
  if (list.kind !== "sequence") {
    findings.error("fleet/type", place, say`vms must be a list.`, "vms");
    return [];
  }
  if (list.items.length > maxVirtualMachines) {
    findings.error("fleet/too-large", place, say`A fleet has ${maxVirtualMachines} VMs at most.`, "vms");
    return [];
  }
  const known = new Map<YamlNode, ValidatedValue>();
  return list.items.map(({ node, alias }) => {
    const entry = known.get(node) ?? decode(node, entryShape);
    known.set(node, entry);
    return alias === undefined ? entry : { ...entry, place: new NodeLocation(index, alias) };
  });
}

function headOf(file: ValidatedValue, root: YamlNode, decode: Decode, findings: Findings): Head {
  const name = readString(file.value["fleet"]) ?? "";
  if (name !== "" && !fleetNamePattern.test(name)) {
    findings.error(
      "fleet/value",
      placeOf("fleet", file),
      say`fleet must be 1 to 31 lowercase letters, digits, and '-', and must start and end with a letter or digit.`,
      "fleet",
    );
  }
  const tenantId = readString(file.value["tenantId"]) ?? "";
  const problem = tenantId === "" ? undefined : judge("tenantId", tenantId);
  if (problem !== undefined) findings.error("fleet/value", placeOf("tenantId", file), problem, "tenantId");
  const defaultsNode = partOf(root, "defaults")?.node;
  return {
    name,
    tenantId,
    cloud: readString(file.value["cloud"]) ?? "public",
    defaults: defaultsNode === undefined ? noDefaults : decode(defaultsNode, defaultsShape),
  };
}

interface Sources extends Head {
  readonly readTableText: TableReader;
  readonly hash: { update(text: string): unknown };
  /** How many characters of tables may still be read: one table can be imported a thousand times. */
  readonly remaining: { left: number };
}

/** In the form of a tenant. */
const anyTenant = "00000000-0000-0000-0000-000000000000";

function expandAll(
  entries: readonly ValidatedValue[],
  sources: Sources,
  findings: Findings,
): readonly FleetVm[] {
  // A tenant that is missing or wrong is reported once; the other mistakes of the entries are reported anyway.
  const tenantId = judge("tenantId", sources.tenantId) === undefined ? sources.tenantId : anyTenant;
  const common: Common = { tenantId, cloud: sources.cloud, defaults: sources.defaults };
  const vms: FleetVm[] = [];
  for (const entry of entries) {
    const rows = entry.value["import"] === undefined ? [entry] : importRows(entry, sources, findings);
    for (const row of rows) {
      const remaining = maxVirtualMachines - vms.length;
      if (remaining <= 0) {
        findings.error("fleet/too-large", row.place, say`A fleet has ${maxVirtualMachines} VMs at most.`);
        return vms;
      }
      for (const vm of expandEntry(row, common, remaining, findings)) vms.push(vm);
    }
  }
  return vms;
}

/** Rows of a table; an entry's own values beside `import` hold for all of them. */
function importRows(entry: ValidatedValue, sources: Sources, findings: Findings): readonly ValidatedValue[] {
  const name = readString(entry.value["import"]) ?? "";
  const place = placeOf("import", entry);
  if (!/^[\w][\w. -]{0,120}\.csv$/i.test(name) || name.includes("..")) {
    findings.error(
      "fleet/import",
      place,
      say`import must name a .csv file in the folder of this file, without a path.`,
      "import",
    );
    return [];
  }
  if (entry.value["vmName"] !== undefined) {
    findings.error("fleet/import", place, say`An entry must have vmName or import, not both.`, "import");
    return [];
  }
  const { remaining } = sources;
  if (remaining.left === 0) return [];
  const text = sources.readTableText(name);
  if (text === undefined) {
    findings.error("fleet/import", place, say`${name} cannot be read.`, "import");
    return [];
  }
  remaining.left = Math.max(0, remaining.left - text.length);
  if (remaining.left === 0) {
    const message = say`The tables of a fleet can have ${maxFileLength / 1024 / 1024} MiB at most, with each import counted.`;
    findings.error("fleet/import", place, message, "import");
    return [];
  }
  if (refuseSecrets(text, new LineIndex(text), name, findings)) return [];
  sources.hash.update(text);
  const { import: _, ...shared } = entry.value;
  return readTable(name, text, findings).map((row) => ({
    ...row,
    value: { ...shared, ...row.value },
    places: new Map([...entry.places, ...row.places]),
  }));
}
