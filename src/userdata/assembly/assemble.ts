/** What the VM makes of user data: text in, and out what runs, in the order of the run, with the place of each thing. */
import type { UserDataDocument } from "../document";
import { filledText } from "../template/templates";
import type { YamlDocument } from "../yaml/nodes";
import { readYaml } from "../yaml/readYaml";
import type { Assembly } from "./assembly";
import { attachments } from "./attachments/attachments";
import { handle } from "./handled";
import { assembleOneConfig } from "./oneConfig";
import { runsOf } from "./runs";

/** A template that is YAML as it stands is read so: its places are those of the document. */
function unfilledYaml({ kind, template, text }: UserDataDocument): YamlDocument | undefined {
  if (kind !== "cloud-config" || template !== "jinja") return undefined;
  const yaml = readYaml(text);
  return yaml.problem === undefined ? yaml : undefined;
}

/** `known` is the tree of the document where the caller has read it already. Never throws. */
export function assemble(document: UserDataDocument, known?: YamlDocument): Assembly {
  const source = filledText(document);
  // The tree of another text has other places.
  const yaml = source.text === document.text ? known : undefined;
  const simple = yaml && document.kind === "cloud-config" ? assembleOneConfig(source, yaml) : undefined;
  if (simple !== undefined) return simple;
  const { found, losses, failure, composed } = attachments(source, yaml);
  const parts = failure === undefined ? found : [];
  const handled = handle(parts, composed ? undefined : (yaml ?? unfilledYaml(document)));
  const { config, shared, configTexts, scripts, overwritten } = handled;
  const lost = losses.length === 0 ? handled.losses : [...losses, ...handled.losses];
  const runs = runsOf(handled);
  return { config, shared, configTexts, scripts, overwritten, parts, composed, losses: lost, failure, runs };
}
