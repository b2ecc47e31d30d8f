import type { ConnectFlag } from "../examples";
import { agentProxy, connect, enrollment } from "../examples";
import { connectsExisting, takesOptionsElsewhere } from "../facts/agent";
import { agentOption } from "../facts/agentOptions";
import { hasSwitch } from "../../script/options";
import type { Rule } from "../rule";
import { addedWords } from "../repairs";

/** A rule that asks for one option of `azcmagent connect existing`. */
export interface MissingFlag {
  readonly flag: ConnectFlag;
  /** What the option's value is. */
  readonly names: string;
  readonly why: string;
  /** A switch that stands in for the option. */
  readonly unless?: string;
  /** What a quick fix puts in; a variable of the script would need quotes, which may not fit around it. */
  readonly sample: string;
}

export function missingFlag({ flag, names, why, unless, sample }: MissingFlag): Rule {
  return {
    id: `connect-without-${flag.slice(2)}`,
    severity: "error",
    title: `\`connect existing\` without \`${flag}\``,
    why,
    fix: `Give \`${flag}\` with ${names}.`,
    bad: enrollment(agentProxy, connect(flag)),
    good: enrollment(agentProxy, connect()),
    *check({ steps }) {
      for (const { command } of steps.connects) {
        if (!connectsExisting(command) || takesOptionsElsewhere(command)) continue;
        if (unless !== undefined && hasSwitch(command, [unless]) === "yes") continue;
        const use = agentOption(command, flag);
        if (use.kind === "flag") {
          yield { span: use.word.span, message: `${flag} has no value. It must be ${names}.` };
        } else if (use.kind === "absent") {
          yield {
            span: command.span,
            message: `connect existing needs ${flag} with ${names}.`,
            repairs: addedWords(command, `${flag} ${sample}`),
          };
        }
      }
    },
  };
}
