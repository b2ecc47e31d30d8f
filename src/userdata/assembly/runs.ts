/** What the VM runs, in its order: boothooks, then the modules of each stage with the files and scripts that are theirs. */
import type { Span } from "../script/text/mappedText";
import { unrunnableItems } from "./generatedScript";
import { memberOf, membersOf, type YamlMember } from "../yaml/members";
import type { YamlMapping, YamlNode, YamlSequence } from "../yaml/nodes";
import type { Handled, Script } from "./handled";
import type { MergedConfig } from "./merge/mergedConfig";
import { modules, type Frequency, type Module, type Stage } from "./modules";

export interface Run {
  readonly stage: Stage;
  /** The module of cloud-init that does it, or `boothook`. */
  readonly module: string;
  readonly frequency: Frequency;
  readonly task: Task;
}

export type Task =
  | { readonly kind: "script"; readonly script: Script; readonly interpreter: string | undefined }
  /** The items of `bootcmd` or `runcmd`: one script for sh. */
  | {
      readonly kind: "items";
      readonly key: "bootcmd" | "runcmd";
      readonly items: YamlSequence;
      readonly config: MergedConfig;
    }
  | {
      readonly kind: "file";
      readonly path: string;
      readonly entry: YamlMapping;
      readonly config: MergedConfig;
    }
  /** A setting that a module reads. */
  | { readonly kind: "key"; readonly member: YamlMember; readonly config: MergedConfig }
  /** Items that cannot be made a script: none of them runs. `faults` is what cloud-init fails over. */
  | {
      readonly kind: "failed";
      readonly key: "bootcmd" | "runcmd";
      readonly value: YamlNode;
      readonly faults: readonly Span[];
      readonly config: MergedConfig;
    };

export function runsOf({ config, scripts }: Pick<Handled, "config" | "scripts">): Run[] {
  const runs: Run[] = [];
  for (const script of scripts)
    if (script.folder === "boothooks") runs.push({ ...boothook, task: scriptTask(script) });
  for (const module of modulesFor(config, scripts.length > 0))
    for (const task of tasksOf(module, config, scripts)) runs.push(runOf(module, task));
  return runs;
}

/** The modules that have something to do, in their order: most documents have few keys. */
function modulesFor(config: MergedConfig | undefined, hasScripts: boolean): Iterable<Module> {
  const asked = new Set<Module>(hasScripts ? scriptModules : []);
  for (const { name } of config === undefined ? [] : membersOf(config.root))
    for (const module of modulesOfKey.get(name) ?? []) asked.add(module);
  if (asked.size < 2) return asked;
  return [...asked].sort((a, b) => (orderOf.get(a) ?? 0) - (orderOf.get(b) ?? 0));
}

const boothook = { stage: "network", module: "boothook", frequency: "every boot" } as const;

function runOf({ stage, name, frequency }: Module, task: Task): Run {
  return { stage, module: name, frequency, task };
}

const folderOfModule: Readonly<Record<string, Script["folder"]>> = {
  scripts_per_once: "per-once",
  scripts_per_boot: "per-boot",
  scripts_per_instance: "per-instance",
  scripts_user: "scripts",
};

const scriptModules = modules.filter(({ name }) => Object.hasOwn(folderOfModule, name));
const orderOf = new Map(modules.map((module, order) => [module, order]));
const modulesOfKey = new Map<string, Module[]>();
for (const module of modules)
  for (const key of module.keys) modulesOfKey.set(key, [...(modulesOfKey.get(key) ?? []), module]);
// `runcmd` writes a file among the user's scripts.
modulesOfKey.set("runcmd", [
  ...(modulesOfKey.get("runcmd") ?? []),
  ...modules.filter(({ name }) => name === "scripts_user"),
]);

function tasksOf(module: Module, config: MergedConfig | undefined, scripts: readonly Script[]): Task[] {
  const folder = folderOfModule[module.name];
  if (folder !== undefined) return scriptTasks(folder, config, scripts);
  if (config === undefined) return [];
  switch (module.name) {
    case "bootcmd":
      return itemTasks("bootcmd", config);
    case "runcmd":
      // This module only writes the script; `scripts_user` runs it.
      return [];
    case "write_files":
      return files(config).filter(({ entry }) => !isDeferred(entry));
    case "write_files_deferred":
      return files(config).filter(({ entry }) => isDeferred(entry));
    default:
      return keyTasks(module.keys, config);
  }
}

function keyTasks(keys: readonly string[], config: MergedConfig): Task[] {
  const tasks: Task[] = [];
  for (const key of keys) {
    const member = memberOf(config.root, key);
    if (member !== undefined) tasks.push({ kind: "key", member, config });
  }
  return tasks;
}

/** The scripts of a folder by the names of their files; `runcmd` is a file among those of the user. */
function scriptTasks(
  folder: Script["folder"],
  config: MergedConfig | undefined,
  scripts: readonly Script[],
): Task[] {
  const named = new Map<string, Task[]>();
  for (const script of scripts) if (script.folder === folder) named.set(script.name, [scriptTask(script)]);
  const commands = folder === "scripts" && config !== undefined ? itemTasks("runcmd", config) : [];
  if (commands.some(({ kind }) => kind === "items")) named.set("runcmd", commands);
  else if (commands.length > 0) named.set("runcmd", [...(named.get("runcmd") ?? []), ...commands]);
  // Python sorts by code points, and these names are ASCII.
  return [...named.keys()].sort((a, b) => (a < b ? -1 : 1)).flatMap((name) => named.get(name) ?? []);
}

function scriptTask(script: Script): Task {
  return { kind: "script", script, interpreter: interpreterLine(script.text.text) };
}

/** The interpreter with its argument, as the kernel reads it; nothing where the kernel refuses the file. */
function interpreterLine(text: string): string | undefined {
  if (!text.startsWith("#!")) return undefined;
  const end = text.indexOf("\n");
  const line = text.slice(2, end < 0 ? undefined : end).trim();
  return line === "" ? undefined : line;
}

function itemTasks(key: "bootcmd" | "runcmd", config: MergedConfig): Task[] {
  const node = memberOf(config.root, key)?.node;
  if (node === undefined) return [];
  const faults = node.kind === "sequence" ? unrunnableItems(node) : [node];
  if (node.kind === "sequence" && faults.length === 0) return [{ kind: "items", key, items: node, config }];
  return [
    { kind: "failed", key, value: node, faults: faults.map((fault) => placeOf(config, fault)), config },
  ];
}

export function placeOf(config: MergedConfig, node: YamlNode): Span {
  return config.sourceOf(node).span(node.start, node.end);
}

function files(config: MergedConfig): Extract<Task, { kind: "file" }>[] {
  const list = memberOf(config.root, "write_files")?.node;
  if (list?.kind !== "sequence") return [];
  return list.items.flatMap(({ node }) => {
    if (node.kind !== "mapping") return [];
    const path = memberOf(node, "path")?.node;
    return path?.kind === "scalar" && path.text !== ""
      ? [{ kind: "file", path: path.text, entry: node, config } as const]
      : [];
  });
}

/** As cloud-init reads a switch: also a text such as `"true"` or `"on"`. */
function isDeferred(entry: YamlMapping): boolean {
  const node = memberOf(entry, "defer")?.node;
  if (node?.kind !== "scalar") return false;
  if (node.value.type === "boolean") return node.value.boolean;
  return /^(?:true|1|on|yes)$/iu.test(node.text.trim());
}
