import type { JsonObject } from "../state/json";

/** What an enrollment script in user data is about: the values of its marker line. */
export interface EnrollmentPlan {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly location: string;
  readonly arcMachineName: string;
  /** The `vmId` that the enrollment chose for its Arc machine; undefined: the VM makes one. */
  readonly arcVmId?: string;
  /** ARM ID of the user-assigned identity to sign in with; undefined: the system-assigned one. */
  readonly userAssignedIdentityId?: string;
  /** Who makes the Arc machine and assigns the relay. */
  readonly creator: "vm" | "workstation";
  readonly flavour: "az" | "curl";
  /** Whether the script sends its traffic through the proxy of the cloud services network. */
  readonly usesProxy: boolean;
}

export const guestSteps = [4, 5, 6, 7, 8, 9, 10] as const;
export type GuestStep = (typeof guestSteps)[number];

export interface StepReport {
  readonly state: "running" | "done" | "failed";
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly note?: string;
  readonly code?: string;
  readonly cause?: string;
  readonly next?: string;
}

/** What the practice cloud knows about the inside of one VM. Plain data, no secret. */
export interface Guest {
  /** ARM ID of the VM. */
  readonly virtualMachine: string;
  /** The `identity` that the VM was created with: the only one that its metadata service knows. */
  readonly createdWith: JsonObject | null;
  /** Absent: the user data enrolls nothing. */
  readonly plan?: EnrollmentPlan;
  /** `waiting`: steps 4 to 9 are done, and the private key must come from outside. */
  readonly stage: GuestStep | "idle" | "waiting" | "connected" | "failed";
  readonly attempts: number;
  readonly startedAt: number;
  readonly reports: Readonly<Partial<Record<GuestStep, StepReport>>>;
  /** The id and the public key that the VM made for its Arc machine. */
  readonly onboarding?: { readonly vmId: string; readonly publicKey: string };
  /** Where the relay's operation is polled. */
  readonly relayOperation?: string;
}

/** The insides of all VMs, by the VM's ARM id whatever its case. */
export class Guests {
  readonly #byVirtualMachine = new Map<string, Guest>();

  get(virtualMachine: string): Guest | undefined {
    return this.#byVirtualMachine.get(virtualMachine.toLowerCase());
  }

  put(guest: Guest): void {
    this.#byVirtualMachine.set(guest.virtualMachine.toLowerCase(), guest);
  }

  remove(virtualMachine: string): void {
    this.#byVirtualMachine.delete(virtualMachine.toLowerCase());
  }

  clear(): void {
    this.#byVirtualMachine.clear();
  }

  all(): readonly Guest[] {
    return [...this.#byVirtualMachine.values()];
  }
}
