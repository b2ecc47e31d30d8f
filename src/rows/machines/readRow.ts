import { undefinedIfNotFound } from "../../arm/errors/armError";
import type { MachineRow } from "../../session/listing/machine";
import type { MachineSource } from "../../session/listing/source";

/** A row as it is now; `undefined` when nothing of it is left. Throws `ArmError`. */
export async function readRow(
  source: MachineSource,
  row: MachineRow,
  signal: AbortSignal | undefined,
): Promise<MachineRow | undefined> {
  const [vm, arc] = await Promise.all([
    row.kind === "vm" ? undefinedIfNotFound(source.readVm(row.vm.id, signal)) : undefined,
    row.arc === undefined ? undefined : undefinedIfNotFound(source.readArc(row.arc.id, signal)),
  ]);
  if (vm !== undefined) return arc === undefined ? { kind: "vm", vm } : { kind: "vm", vm, arc };
  return arc === undefined ? undefined : { kind: "arc", arc };
}
