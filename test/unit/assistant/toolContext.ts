import type { Clock } from "../../../src/arm/clock";
import { loadInventory } from "../../../src/arm/inventory/inventory";
import { createOperations } from "../../../src/arm/operations/operation";
import { memoryOperationStore } from "../../../src/arm/operations/operationStore";
import type { ToolContext } from "../../../src/assistant/tool";
import type { Enrollment } from "../../../src/enrollment/record/record";
import type { Setup } from "../enrollment/setup";

/** Tools over the practice cloud of `room`. */
export function toolContext({ client, clock }: Setup, enrollments: readonly Enrollment[] = []): ToolContext {
  // On a clock that never waits, patience would be over at once: it is never over here.
  const patient: Clock = {
    now: () => clock.now(),
    sleep: (milliseconds, signal) =>
      milliseconds < 60_000 ? clock.sleep(milliseconds, signal) : never(signal),
  };
  const operations = createOperations({ client, store: memoryOperationStore(), clock: patient });
  return {
    client: () => Promise.resolve(client),
    inventory: async (signal) => [await loadInventory(client, { signal, clock })],
    operations: () => Promise.resolve(operations),
    enrollments: () => enrollments,
  };
}

function never(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener("abort", () => {
      reject(new DOMException("Aborted", "AbortError"));
    });
  });
}
