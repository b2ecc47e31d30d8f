import { say } from "../../../l10n/sentence";
import type { ConnectFlag } from "../examples";
import { agentProxy, connect, enrollment } from "../examples";
import { connectsExisting, takesOptionsElsewhere } from "../facts/azure/agent";
import { agentOption } from "../facts/azure/agentOptions";
import { hasSwitch } from "../../script/options";
import type { Rule } from "../rule";
import { addedWords } from "../repairs";

/** A rule that asks for one option of `azcmagent connect existing`. */
interface MissingFlag {
  readonly flag: ConnectFlag;
  /** What the option's value is. */
  readonly names: string;
  readonly why: string;
  /** A switch that stands in for the option. */
  readonly unless?: string;
  /** What a quick fix puts in; a variable of the script would need quotes, which may not fit around it. */
  readonly sample: string;
}

function missingFlag({ flag, names, why, unless, sample }: MissingFlag): Rule {
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
          yield { span: use.word.span, message: say`${flag} has no value. It must be ${names}.` };
        } else if (use.kind === "absent") {
          yield {
            span: command.span,
            message: say`connect existing needs ${flag} with ${names}.`,
            repairs: addedWords(command, `${flag} ${sample}`),
          };
        }
      }
    },
  };
}

/** The options that `connect existing` needs. */
const flags: readonly MissingFlag[] = [
  {
    flag: "--location",
    names: say`the region of the machine resource`,
    why: "The agent calls the Arc service of this region.",
    sample: "$LOCATION",
  },
  {
    flag: "--private-key",
    names: say`the private key that belongs to the machine's public key, base64 of PKCS#1 DER`,
    why: "With this key, the agent proves that it is the machine that was created.",
    sample: "$PRIVATE_B64",
    unless: "--use-saved-key",
  },
  {
    flag: "--resource-group",
    names: say`the resource group of the machine resource`,
    why: "The agent finds the machine resource by subscription, resource group and name.",
    sample: "$RESOURCE_GROUP",
  },
  {
    flag: "--resource-name",
    names: say`the name of the machine resource`,
    why: "Without it, the agent uses the VM's host name, and no machine with that name exists.",
    sample: "$ARC_MACHINE_NAME",
  },
  {
    flag: "--subscription-id",
    names: say`the subscription of the machine resource`,
    why: "The agent finds the machine resource by subscription, resource group and name.",
    sample: "$SUBSCRIPTION_ID",
  },
  {
    flag: "--tenant-id",
    names: say`the tenant of the subscription`,
    why: "The agent requests its tokens from this tenant.",
    sample: "$TENANT_ID",
  },
  {
    flag: "--vmid",
    names: say`the vmId that the machine resource was created with`,
    why: "Azure accepts the connection only from the vmId in the machine resource.",
    sample: "$ARC_MACHINE_VMID",
  },
];

/** The rules of these options. */
export const connectWithout: readonly Rule[] = flags.map(missingFlag);
