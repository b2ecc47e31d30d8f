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
