import { lossText, unknownHere } from "../../assembly/loss";
import { script } from "../examples";
import type { Rule } from "../rule";

export const partNotRead: Rule = {
  id: "part-not-read",
  severity: "information",
  title: "Part that only the VM can read",
  why: "What an `#include` downloads, what a `#part-handler` does with later parts and what a JSON patch makes of the merged cloud-config is known on the VM only. Mistakes in it are not found here, and the order of the other parts may be another.",
  fix: "Lint what is included as a file of its own. Where the document is complete as it stands, silence this rule.",
  bad: script("#include", "https://files.contoso.example/user-data"),
  good: script("#cloud-config", "package_update: true"),
  *check({ assembly }) {
    for (const loss of assembly.losses)
      if (unknownHere.has(loss.why)) yield { span: loss.place, message: lossText(loss) };
  },
};
