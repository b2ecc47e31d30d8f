import { say } from "../../l10n/sentence";
import { agentCodes, code, support, type AgentCode } from "./agentCodes";

/**
 * Words that older agents write behind a number which has another meaning today.
 * Facts: Arc documentation of July 2021 (AZCM0013 to 0017, 0068, 0102, 0104), and a report of agent 1.7.
 */
export const olderWords: readonly (readonly [RegExp, AgentCode])[] = [
  [
    /os information|system information/i,
    code(
      10,
      "The agent could not read the operating system's data, such as the full host name.",
      'Run it as root, make hostname -f work (a line "127.0.1.1 NAME.DOMAIN NAME" in /etc/hosts), and update the agent.',
    ),
  ],
  [
    /\btags?\b/i,
    code(10, "The tags are not valid.", "Specify them as --tags \"Name=value,Other='two words'\"."),
  ],
  [
    /\bcloud\b/i,
    code(10, "The cloud is not known.", "Specify --cloud AzureCloud, AzureUSGovernment, or AzureChinaCloud."),
  ],
  [
    /correlation/i,
    code(10, "The correlation ID is not a GUID.", "Specify a GUID for --correlation-id, or omit it."),
  ],
  [
    /disconnect/i,
    code(
      10,
      "Disconnecting failed.",
      "azcmagent disconnect --force-local-only, then delete the machine in Azure.",
    ),
  ],
  [
    /host ?name/i,
    code(
      10,
      "The agent could not read the host name.",
      "Check hostname and hostname -f, or specify --resource-name.",
    ),
  ],
];

/**
 * The meaning of a code together with the words behind it: where they contradict the number, the words are right, for older agents
 * number differently. `words` may be empty.
 */
export function agentFailure(number: number, words: string): AgentCode | undefined {
  const known = agentCodes.get(number);
  if (words === "" || (known !== undefined && (known.words === undefined || known.words.test(words))))
    return known;
  const older = olderWords.find(([pattern]) => pattern.test(words))?.[1];
  if (older !== undefined) return older;
  const named = [...agentCodes.values()].filter((each) => each.words?.test(words) === true);
  if (named.length === 1) return named[0];
  return {
    step: 10,
    cause: say`The agent reports: ${words}.`,
    fix: [
      say`Rely on this text: earlier agents use different numbers. Check the lines around this one, update azcmagent, and retry.`,
      support,
    ].join(" "),
  };
}
