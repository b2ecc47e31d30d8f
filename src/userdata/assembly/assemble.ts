/** What the VM makes of user data: text in, and out what runs, in the order of the run, with the place of each thing. */
import type { UserDataDocument } from "../document";
import { filledText } from "../templates";
import type { YamlDocument } from "../yaml/nodes";
import { readYaml } from "../yaml/readYaml";
import { attachments, type Attachment } from "./attachments";
import { handle, type Handled } from "./handled";
import type { Loss } from "./loss";
import { assembleOneConfig } from "./oneConfig";
import { runsOf, type Run } from "./runs";

export interface Assembly extends Omit<Handled, "losses"> {
  /** The parts of the document in its order; the document itself where it has none. */
  readonly parts: readonly Attachment[];
  /** Whether it has parts, or is gzip. */
  readonly composed: boolean;
  /** What cloud-init drops, and what it takes from elsewhere. */
  readonly losses: readonly Loss[];
  /** Set where cloud-init gives up the whole document: nothing of it runs. */
  readonly failure: Loss | undefined;
  /** In the order of the run. */
  readonly runs: readonly Run[];
}

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
