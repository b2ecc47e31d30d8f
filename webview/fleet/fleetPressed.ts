import { fleetActions, groupKinds, type FleetDoing, type FleetModel } from "../../src/protocol/fleet";

/** What a click on an element asks for, of the host or of the page (`whole`): its button says so in `data-do`. */
export function pressed(
  target: Element,
  model: FleetModel,
): FleetDoing | { readonly whole: string } | undefined {
  const button = target.closest("button[data-do]");
  if (!(button instanceof HTMLButtonElement)) return undefined;
  const { do: name = "", at = "" } = button.dataset;
  switch (name) {
    case "act": {
      const act = fleetActions.find((each) => each === at);
      return act === undefined ? undefined : { act };
    }
    case "whole":
      return { whole: at };
    case "openVm":
      return { openVm: at };
    case "explainVm":
      return { explainVm: at };
    case "explain":
    case "retry":
      return onGroup(name, model.groups[Number(at)]);
    default:
      return undefined;
  }
}

function onGroup(
  name: "explain" | "retry",
  group: FleetModel["groups"][number] | undefined,
): FleetDoing | undefined {
  if (group === undefined) return undefined;
  const by = groupKinds.find((kind) => kind === group.by) ?? "state";
  if (name === "retry") return { retry: { by, name: group.name } };
  return by === "cause" ? { explain: { by, name: group.name } } : undefined;
}
