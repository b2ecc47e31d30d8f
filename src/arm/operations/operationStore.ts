import { operationKey, type IntendedOperation, type OperationRecord } from "./operationRecord";

/** Where operations are kept. Every method resolves only when its effect would survive a crash. */
export interface OperationStore {
  /**
   * Adds the record, unless another live one of the same kind and target is there: then that one is returned and
   * nothing is changed. Atomic, also against other processes.
   */
  claim(record: IntendedOperation): Promise<OperationRecord | undefined>;
  /** Replaces the record with the same id. */
  save(record: OperationRecord): Promise<void>;
  remove(id: string): Promise<void>;
  /** Live ones, and those that ended not long ago; newest first. */
  list(): Promise<readonly OperationRecord[]>;
}

/** How many ended operations are kept. */
export const endedKept = 50;

/** For what does not outlive the process. */
export function memoryOperationStore(): OperationStore {
  const records = new Map<string, OperationRecord>();
  return {
    claim(record) {
      const key = operationKey(record);
      const holder = [...records.values()].find(
        (other) => other.phase !== "ended" && operationKey(other) === key,
      );
      if (holder === undefined) records.set(record.id, record);
      return Promise.resolve(holder);
    },
    save(record) {
      records.set(record.id, record);
      for (const { id } of tooOld([...records.values()])) records.delete(id);
      return Promise.resolve();
    },
    remove(id) {
      records.delete(id);
      return Promise.resolve();
    },
    list: () => Promise.resolve(newestFirst([...records.values()])),
  };
}

export function newestFirst(records: readonly OperationRecord[]): readonly OperationRecord[] {
  return records.toSorted((left, right) => right.startedAt.localeCompare(left.startedAt));
}

/** The ended records beyond the number that is kept. */
export function tooOld(records: readonly OperationRecord[]): readonly OperationRecord[] {
  return newestFirst(records.filter(({ phase }) => phase === "ended")).slice(endedKept);
}
