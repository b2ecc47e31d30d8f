/** What our model says of a document, in the form in which `assemble.py` tells what cloud-init made of it. */
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { assemble } from "../../../src/userdata/assembly/assemble";
import type { Assembly } from "../../../src/userdata/assembly/assembly";
import { generatedScript } from "../../../src/userdata/assembly/generatedScript";
import type { Script } from "../../../src/userdata/assembly/handled";
import { decodeUserData } from "../../../src/userdata/decode";
import { readDocument } from "../../../src/userdata/document";
import { memberOf, membersOf } from "../../../src/userdata/yaml/members";
import type { YamlMapping, YamlNode } from "../../../src/userdata/yaml/nodes";

export interface Assembled {
  readonly failed: boolean;
  readonly config: unknown;
  readonly boothooks: readonly (readonly [string, string])[];
  readonly bootcmd: string | undefined;
  readonly scripts: readonly (readonly [string, string])[];
  readonly folders: Readonly<Record<string, readonly (readonly [string, string])[]>>;
  readonly files: readonly (readonly [string, string, boolean])[];
}

/** What our model says. `hooks`: whether this version of cloud-init fills in boothooks (25.1 and later). */
export function ours(bytes: Buffer, hooks: boolean): Assembled {
  const assembly = assemble(readDocument(decodeUserData(bytes).text));
  const { config } = assembly;
  return {
    failed: assembly.failure !== undefined,
    config: config === undefined ? {} : value(config.root),
    boothooks: scriptsIn(assembly, "boothook", hooks),
    bootcmd: itemsIn(assembly, "bootcmd"),
    scripts: scriptsIn(assembly, "scripts_user"),
    folders: {
      "per-once": scriptsIn(assembly, "scripts_per_once"),
      "per-boot": scriptsIn(assembly, "scripts_per_boot"),
      "per-instance": scriptsIn(assembly, "scripts_per_instance"),
    },
    files: assembly.runs.flatMap(({ task }) =>
      task.kind === "file"
        ? [[path.posix.resolve("/", task.path), contentOf(task.entry), isTrue(task.entry, "append")] as const]
        : [],
    ),
  };
}

function itemsIn({ runs }: Assembly, key: string): string | undefined {
  for (const { task } of runs)
    if (task.kind === "items" && task.key === key) return generatedScript(task.items, task.config)?.text;
  return undefined;
}

/** Values of templates are the same as in `assemble.py`. */
function rendered(script: Script): string {
  const { text } = script.text;
  return script.jinja ? text.replaceAll("{{ v1.local_hostname }}", "vm1") : text;
}

function scriptsIn({ runs }: Assembly, module: string, templates = true): (readonly [string, string])[] {
  return runs.flatMap(({ module: name, task }) => {
    if (name !== module) return [];
    if (task.kind === "script" && task.script.jinja && !templates) return [];
    if (task.kind === "script") return [[task.script.name, rendered(task.script)] as const];
    if (task.kind !== "items") return [];
    const text = generatedScript(task.items, task.config)?.text;
    return text === undefined ? [] : [[task.key, text] as const];
  });
}

function textUnder(mapping: YamlMapping, key: string): string {
  const node = memberOf(mapping, key)?.node;
  return node?.kind === "scalar" && node.value.type !== "null" ? node.text : "";
}

function isTrue(mapping: YamlMapping, key: string): boolean {
  return textUnder(mapping, key) === "true";
}

function contentOf(entry: YamlMapping): string {
  const text = textUnder(entry, "content");
  const encoding = textUnder(entry, "encoding");
  if (encoding === "b64") return Buffer.from(text, "base64").toString();
  return encoding === "gz+b64" ? gunzipSync(Buffer.from(text, "base64")).toString() : text;
}

/** A tree as the data that it stands for. */
function value(node: YamlNode): unknown {
  switch (node.kind) {
    case "sequence":
      return node.items.map((item) => value(item.node));
    case "mapping":
      return Object.fromEntries(membersOf(node).map((member) => [member.name, value(member.node)]));
    case "scalar": {
      const { value: scalar } = node;
      switch (scalar.type) {
        case "null":
          return null;
        case "boolean":
          return scalar.boolean;
        case "integer":
          return Number(scalar.integer);
        case "float":
          return scalar.float;
        case "string":
          return scalar.string;
        case "other":
          return node.text;
      }
    }
  }
}
