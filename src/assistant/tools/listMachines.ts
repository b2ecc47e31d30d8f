import type { Inventory } from "../../arm/inventory/inventory";
import type { InventoryFailure } from "../../arm/inventory/inventoryRows";
import { pairMachines } from "../../arm/inventory/pairing";
import type { MachineSummary } from "../../arm/resources/arc/machine";
import type { VirtualMachineSummary } from "../../arm/resources/networkCloud/virtualMachine";
import { problemOf } from "../problem";
import type { Tool, ToolInput, ToolValue } from "../tool";

/** One VM with its Arc machine, or an Arc machine alone. */
interface Row {
  readonly name: string;
  readonly resourceGroup: string;
  readonly vm?: ToolValue;
  readonly arcMachine?: ToolValue;
}

export const listMachines: Tool = {
  run: async (input, context, signal) => {
    const wanted = readWanted(input);
    const inventories = await context.inventory(signal);
    const rows = inventories
      .flatMap(rowsOf)
      .filter((row) => JSON.stringify(row).toLowerCase().includes(wanted.filter));
    return {
      total: rows.length,
      shown: Math.min(rows.length, wanted.limit),
      machines: rows.slice(0, wanted.limit),
      notRead: inventories.flatMap(({ failures }) => failures.map(failureOf)),
    };
  },
};

function readWanted(input: ToolInput): { readonly filter: string; readonly limit: number } {
  return {
    filter: (input.text("filter") ?? "").toLowerCase(),
    limit: input.wholeNumber("limit", 1, 200, 50),
  };
}

function rowsOf({ virtualMachines, machines }: Inventory): Row[] {
  const pairs = pairMachines(virtualMachines, machines);
  const machineOf = new Map(pairs.map(({ virtualMachine, machine }) => [virtualMachine, machine]));
  const paired = new Set(pairs.map(({ machine }) => machine));
  return [
    ...virtualMachines.map((vm): Row => {
      const machine = machineOf.get(vm);
      return {
        name: vm.name,
        resourceGroup: vm.resourceGroup,
        vm: vmOf(vm),
        ...(machine !== undefined && { arcMachine: arcOf(machine) }),
      };
    }),
    ...machines
      .filter((machine) => !paired.has(machine))
      .map((machine): Row => ({
        name: machine.name,
        resourceGroup: machine.resourceGroup,
        arcMachine: arcOf(machine),
      })),
  ];
}

function vmOf({ id, powerState, provisioningState, detailedStatus }: VirtualMachineSummary): ToolValue {
  return { id, powerState, provisioningState, detailedStatus };
}

function arcOf({ id, status, lastStatusChange, agentVersion }: MachineSummary): ToolValue {
  return { id, status, lastStatusChange, agentVersion };
}

function failureOf(failure: InventoryFailure): ToolValue {
  const where =
    failure.scope === "tenant" ? { tenantId: failure.tenantId } : { subscription: failure.subscription.name };
  return { ...where, ...problemOf(failure.error) };
}
