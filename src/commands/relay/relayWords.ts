import { say } from "../../l10n/sentence";

/** What the two relays are called and what choosing one means, in the words of the product. */
export const relayWords = {
  Platform: {
    label: say`Private Relay`,
    description: "Platform",
    detail: say`The platform's relay instead of the internet. Assign it before the agent connects.`,
    done: say`is assigned to the Private Relay: the operation succeeded. An agent that is already connected may keep its old connection until it reconnects.`,
  },
  Public: {
    label: say`Public relay`,
    description: "Public",
    detail: say`The public relay of Azure Arc, as before any assignment.`,
    done: say`is assigned to the public relay: the operation succeeded.`,
  },
} as const;

/** What of an assignment can be seen afterward, and what cannot. The endpoint's fields are those of HybridConnectivity 2023-03-15 and 2024-12-01. */
export const relayProof = say`The only proof of the assignment is a successful operation. No API version of the endpoint shows which relay it uses: the fields endpointType, status, lastStatusChange, and privateLinkScopeId in the sample output of Microsoft's article appear in none.`;
