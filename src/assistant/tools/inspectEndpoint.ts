import { ArmError } from "../../arm/errors";
import { getEndpoint } from "../../arm/hybridConnectivity";
import type { Tool } from "../tool";
import { readId } from "./readId";

const machineType = "Microsoft.HybridCompute/machines";
const noApiShows =
  "No published API version shows which relay an endpoint uses: what proves the Private Relay is that the assign operation succeeded.";

export const inspectEndpoint: Tool = {
  run: async (input, place, signal) => {
    const machineId = readId(input, "machineId", machineType);
    try {
      const endpoint = await getEndpoint(await place.client(), machineId, signal);
      const { id, endpointType, provisioningState } = endpoint;
      return { exists: true, id, type: endpointType, provisioningState, note: noApiShows };
    } catch (error) {
      if (!(error instanceof ArmError) || error.kind !== "notFound") throw error;
      return {
        exists: false,
        note: "The machine has no endpoint, or there is no such machine. Azure makes the endpoint when the relay is assigned or first used.",
      };
    }
  },
};
