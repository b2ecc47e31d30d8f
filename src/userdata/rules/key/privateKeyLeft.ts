import { say } from "../../../l10n/sentence";
import { option } from "../../script/options";
import { literal, valueSpan, written } from "../../script/value";
import type { Rule } from "../rule";
import { keyLines, keyScript } from "./examplesOfKeys";

export const privateKeyLeft: Rule = {
  id: "private-key-left",
  severity: "warning",
  title: "Private key file left on the disk",
  why: "The key is for only one connection. In a file, it stays readable in the VM and in every image of the VM.",
  fix: "Remove the file when the script ends, also when it fails: `trap 'rm -f \"$PEM\"' EXIT`.",
  bad: keyScript({ file: 'PEM="$(mktemp)"' }),
  good: keyScript({ file: keyLines.file }),
  *check({ shell, steps }) {
    if (steps.connects.length === 0) return;
    for (const { order, command } of steps.keys) {
      const file = option(command, ["-out"]);
      if (file.kind !== "given") continue;
      const path = written(file.value);
      const removed = shell.commands.slice(order).some((each) => {
        if (each.program !== "rm" && each.program !== "shred" && each.program !== "unlink") return false;
        return each.words.slice(1).some((word) => covers(written(word.value), path));
      });
      if (removed || literal(file.value) === "/dev/stdout") continue;
      yield {
        span: valueSpan(file.value) ?? file.valueSpan,
        message: say`Nothing removes this private key. Remove it when the script ends.`,
      };
    }
  },
};

/** `rm -rf "$dir"` removes `$dir/key.pem` too. */
function covers(removed: string, path: string): boolean {
  return (
    !removed.startsWith("-") &&
    removed !== "" &&
    (path === removed || path.startsWith(`${removed.replace(/\/\*?$/u, "")}/`))
  );
}
