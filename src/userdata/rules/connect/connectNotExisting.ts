import { say } from "../../../l10n/sentence";
import { agentProxy, connect, enrollment } from "../examples";
import { connectsExisting } from "../facts/azure/agent";
import { hasSwitch } from "../../script/options";
import { literal } from "../../script/value";
import type { Rule } from "../rule";

export const connectNotExisting: Rule = {
  id: "connect-not-existing",
  severity: "error",
  title: "Connection without `existing`",
  why: "Plain `azcmagent connect` creates its own machine resource, and its traffic uses the public relay instead of the Private Relay.",
  fix: "Create the machine resource first, assign the relay, then run `azcmagent connect existing`.",
  bad: enrollment(agentProxy, connect().replace(" existing", "")),
  good: enrollment(agentProxy, connect()),
  *check({ steps }) {
    if (!steps.wantsRelay) return;
    for (const { command } of steps.connects) {
      if (connectsExisting(command) || hasSwitch(command, ["--config"]) === "unclear") continue;
      const verb = command.words.find((word) => literal(word.value) === "connect");
      if (verb === undefined) continue;
      yield {
        span: { start: command.span.start, end: verb.span.end },
        message: say`Without \`existing\`, the machine connects through the public relay.`,
        repairs:
          command.form !== "text"
            ? []
            : [
                {
                  title: say`Add existing`,
                  edits: [{ span: { start: verb.span.end, end: verb.span.end }, text: " existing" }],
                },
              ],
      };
    }
  },
};
