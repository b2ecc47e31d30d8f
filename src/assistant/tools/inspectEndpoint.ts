import { getEndpoint } from "../../arm/hybridConnectivity";
import { unlessGone } from "../../arm/unlessGone";
import type { Tool } from "../tool";
import { readId } from "./readId";

const machineType = "Microsoft.HybridCompute/machines";
const noApiShows =
  "No published API version shows which relay an endpoint uses: what proves the Private Relay is that the assign operation succeeded.";

export const inspectEndpoint: Tool = {
  run: async (input, place, signal) => {
    const machineId = readId(input, "machineId", machineType);
    const endpoint = await unlessGone(getEndpoint(await place.client(), machineId, signal));
    if (endpoint === undefined) {
      return {
        exists: false,
        note: "The machine has no endpoint, or there is no such machine. Azure makes the endpoint when the relay is assigned or first used.",
      };
    }
    const { id, endpointType, provisioningState } = endpoint;
    return { exists: true, id, type: endpointType, provisioningState, note: noApiShows };
  },
};
