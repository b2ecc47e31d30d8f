import type { MappedText } from "../script/text/mappedText";
import { memberOf } from "../yaml/members";
import type { YamlDocument } from "../yaml/nodes";
import type { Assembly } from "./assembly";
import { isMime } from "./attachments/attachments";
import { announcedType } from "./attachments/contentTypes";
import { wordKeys } from "./merge/mergers";
import { runsOf } from "./runs";

const type = "text/cloud-config";

/**
 * What `assemble` gives for a document that is one cloud-config without mistakes, as nearly all are: nothing has to be
 * taken apart, unpacked or merged. Nothing where it is anything else.
 */
export function assembleOneConfig(source: MappedText, { root, problem }: YamlDocument): Assembly | undefined {
  const { text } = source;
  if (problem !== undefined || root?.kind !== "mapping") return undefined;
  if (announcedType(text) !== type || isMime(text)) return undefined;
  if (wordKeys.some((name) => memberOf(root, name) !== undefined)) return undefined;
  const config = { root, sourceOf: () => source };
  const part = {
    text: source,
    bytes: undefined,
    harm: undefined,
    type,
    name: "part-001",
    headers: [{ name: "Content-Type", value: type }],
    place: source.span(0, text.length),
    archived: false,
  } as const;
  return {
    config,
    shared: [],
    configTexts: [{ body: source, jinja: false }],
    scripts: [],
    overwritten: [],
    parts: [part],
    composed: false,
    losses: [],
    failure: undefined,
    runs: runsOf({ config, scripts: [] }),
  };
}
