/** What the practice cloud knows about the inside of one VM. */
export interface Guest {
  /** ARM id of the VM. */
  readonly virtualMachine: string;
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

  all(): readonly Guest[] {
    return [...this.#byVirtualMachine.values()];
  }
}
