import { say } from "../../l10n/sentence";

/** Where a VM is on its way, the furthest first. */
export const vmStates = [
  "connected",
  "disconnected",
  "connecting",
  "booting",
  "creating",
  "off",
  "stuck",
  "failed",
  "missing",
] as const;
export type VmState = (typeof vmStates)[number];

const words: Readonly<Record<VmState, string>> = {
  connected: say`Connected`,
  disconnected: say`Disconnected`,
  connecting: say`Connecting`,
  booting: say`Booting`,
  creating: say`Creating`,
  off: say`Powered off`,
  stuck: say`Stalled`,
  failed: say`Failed`,
  missing: say`Not in Azure`,
};

/** How a VM stands, in a word. */
export function stateWord(state: VmState): string {
  return words[state];
}
