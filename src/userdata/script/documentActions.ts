import type { Assembly } from "../assembly/assembly";
import type { Script } from "../assembly/handled";
import type { MergedConfig } from "../assembly/merge/mergedConfig";
import { runsOf, type Run } from "../assembly/runs";
import type { UserDataDocument } from "../document";
import { filledText } from "../template/templates";
import type { YamlDocument } from "../yaml/nodes";
import { readYaml } from "../yaml/readYaml";
import type { Action } from "./analyse";
import { fileAction, itemsAction, packagesAction } from "./configActions";
import type { MappedText } from "./text/mappedText";
import { interpreterOf } from "./run/nested";

/** What a document does on the VM with the shell, in the order of the run, and the cloud-config that is left of it. */
export interface DocumentActions {
  readonly actions: readonly Action[];
  readonly config: MergedConfig | undefined;
}

/** `yaml` is the document's own tree where the caller has read it already. */
export function documentActions(
  document: UserDataDocument,
  assembly: Assembly,
  yaml?: YamlDocument,
): DocumentActions {
  const { runs, config, composed } = assembly;
  if (runs.length > 0 || config !== undefined || composed) return { actions: actionsOf(runs), config };
  return asMeant(document, yaml);
}

function actionsOf(runs: readonly Run[]): Action[] {
  return runs.flatMap((run) => actionOf(run) ?? []);
}

function actionOf({ frequency, task }: Run): Action | undefined {
  switch (task.kind) {
    case "script":
      return scriptAction(task.script, frequency === "every boot");
    case "items":
      return itemsAction(task.key, task.items, task.config);
    case "failed":
      // The mistake is reported where it stands; the other commands are judged as they are meant.
      return task.value.kind === "sequence" ? itemsAction(task.key, task.value, task.config) : undefined;
    case "file":
      return fileAction(task.path, task.entry, task.config);
    case "key":
      return task.member.name === "packages" ? packagesAction(task.member, task.config) : undefined;
  }
}

/** A script without `#!` fails, which a rule reports; its commands are judged as they are meant. */
function scriptAction({ text, folder }: Script, everyBoot: boolean): Action | undefined {
  const start = text.text.length - text.text.trimStart().length;
  const dialect = interpreterOf(text.text.slice(start));
  if (dialect === undefined) return undefined;
  return { kind: "script", source: text, dialect, place: { kind: "script", folder, everyBoot } };
}

const configKeys = /^(?:runcmd|bootcmd|write_files|packages|users):/mu;
const enrollingCommands = /\b(?:azcmagent|az (?:login|rest|networkcloud))\b/u;

/** A document that cloud-init refuses, which is reported, is judged as what it was meant to be. */
function asMeant(document: UserDataDocument, yaml: YamlDocument | undefined): DocumentActions {
  const source = filledText(document);
  switch (document.kind) {
    case "cloud-config":
      return configAsMeant(source, source.text === document.text ? yaml : undefined);
    case "shell-script":
    case "cloud-boothook":
      return scriptAsMeant(source, document.kind === "cloud-boothook");
    case "unknown":
      if (configKeys.test(source.text)) return configAsMeant(source, yaml);
      return enrollingCommands.test(source.text) ? scriptAsMeant(source, false) : nothing;
    default:
      return nothing;
  }
}

const nothing: DocumentActions = { actions: [], config: undefined };

function scriptAsMeant(text: MappedText, everyBoot: boolean): DocumentActions {
  const script: Script = {
    name: "part-001",
    text,
    folder: everyBoot ? "boothooks" : "scripts",
    jinja: false,
  };
  const action = scriptAction(script, everyBoot);
  return action === undefined ? nothing : { actions: [action], config: undefined };
}

function configAsMeant(source: MappedText, yaml: YamlDocument | undefined): DocumentActions {
  const { root } = yaml ?? readYaml(source.text);
  if (root?.kind !== "mapping") return nothing;
  const config: MergedConfig = { root, sourceOf: () => source };
  return { actions: actionsOf(runsOf({ config, scripts: [] })), config };
}
