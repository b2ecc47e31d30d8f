/**
 * What must be known of each long-running operation to follow it, and to find it again after a crash.
 * None of them can be canceled: NetworkCloud 2025-09-01 has no cancel action, and deleting a VM is another operation,
 * with its own confirmation. Leaving an operation means to stop watching; Azure continues.
 */
export const operationKinds = {
  /** Sent with `If-None-Match: *`, so that Azure itself refuses a second one. */
  createVirtualMachine: { finalState: "resource", evidence: "resource", resend: "safe" },
  updateVirtualMachine: { finalState: "resource", evidence: "activityLog", resend: "never" },
  deleteVirtualMachine: { finalState: "location", evidence: "absence", resend: "never" },
  assignRelay: { finalState: "location", evidence: "activityLog", resend: "never" },
  startVirtualMachine: { finalState: "location", evidence: "activityLog", resend: "never" },
  powerOffVirtualMachine: { finalState: "location", evidence: "activityLog", resend: "never" },
  restartVirtualMachine: { finalState: "location", evidence: "activityLog", resend: "never" },
  reimageVirtualMachine: { finalState: "location", evidence: "activityLog", resend: "never" },
  /** Of an Azure VM or scale set. */
  updateComputeIdentity: { finalState: "resource", evidence: "activityLog", resend: "never" },
  updateCloudServicesNetwork: { finalState: "resource", evidence: "activityLog", resend: "never" },
} as const satisfies Record<string, OperationTraits>;

export type OperationKind = keyof typeof operationKinds;

export interface OperationTraits {
  /** Where the result is, once Azure says Succeeded: a GET of the target, or of the `Location` URL (`finalStateVia` in the operation models). */
  readonly finalState: "resource" | "location";
  /**
   * What shows that Azure took the request, when its answer was lost: the target exists, the target is gone or going,
   * or the activity log has our correlation id.
   */
  readonly evidence: "resource" | "absence" | "activityLog";
  /** May the same request be sent again while it is in doubt whether the first one arrived? */
  readonly resend: "safe" | "never";
}

export function traitsOf(kind: OperationKind): OperationTraits {
  return operationKinds[kind];
}

export function isOperationKind(text: string): text is OperationKind {
  return Object.hasOwn(operationKinds, text);
}
