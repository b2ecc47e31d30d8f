import { checkCloudConfig } from "../../../src/userdata/cloudConfig/check";
import { readDocument } from "../../../src/userdata/document";
import { finish } from "../../../src/userdata/slices";

/** What yaml-language-server does, no more: cloud-init's schema. Its first answer is for `first.mjs`. */
export function lintFirst(text: string): unknown {
  const { lines, template } = readDocument(text);
  return finish(checkCloudConfig(lines, template));
}
