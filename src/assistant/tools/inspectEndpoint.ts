import { getEndpoint } from "../../arm/resources/arc/hybridConnectivity";
import { undefinedIfNotFound } from "../../arm/errors/armError";
import type { Tool } from "../tool";
import { readId } from "./readId";

const machineType = "Microsoft.HybridCompute/machines";
const noApiShows =
  "No published API version shows which relay an endpoint uses. The only proof of the Private Relay is a successful assign operation.";

export const inspectEndpoint: Tool = {
  run: async (input, context, signal) => {
    const machineId = readId(input, "machineId", machineType);
    const endpoint = await undefinedIfNotFound(getEndpoint(await context.client(), machineId, signal));
    if (endpoint === undefined) {
      return {
        exists: false,
        note: "The machine has no endpoint, or the machine does not exist. Azure creates the endpoint when the relay is assigned or first used.",
      };
    }
    const { id, endpointType, provisioningState } = endpoint;
    return { exists: true, id, type: endpointType, provisioningState, note: noApiShows };
  },
};
