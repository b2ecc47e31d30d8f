import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../../../scripts/lib/paths";

export interface Source {
  /** From the project's root. */
  readonly name: string;
  readonly text: string;
}

/** What becomes part of the product: the host's code and the page's. */
export function productSources(): readonly Source[] {
  const list = execFileSync("git", ["-C", root, "ls-files", "-z", "--", "src", "webview"], {
    encoding: "utf8",
  });
  return list
    .split("\0")
    .filter((name) => name.endsWith(".ts"))
    .map((name) => ({ name, text: withoutComments(readFileSync(path.join(root, name), "utf8")) }));
}

/** Comments may name what the code must not do. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[^]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
}
