import { lossText, unknownHere } from "../../../assembly/loss";
import { script } from "../../examples";
import type { Rule } from "../../rule";

export const partNotRead: Rule = {
  id: "part-not-read",
  severity: "information",
  needs: "losses",
  title: "Part that is available only on the VM",
  why: "What an `#include` downloads, what a `#part-handler` does with later parts, and how a JSON patch changes the merged cloud-config is known only on the VM. Errors in it are not found here, and the order of the other parts may differ.",
  fix: "Lint the included content as a separate file. If the document is complete as it is, turn off this rule.",
  bad: script("#include", "https://files.contoso.example/user-data"),
  good: script("#cloud-config", "package_update: true"),
  *check({ assembly }) {
    for (const loss of assembly.losses)
      if (unknownHere.has(loss.why)) yield { span: loss.place, message: lossText(loss) };
  },
};
