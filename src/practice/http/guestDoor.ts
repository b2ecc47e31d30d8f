import { connectExisting, type ConnectInput, type ConnectOutcome } from "../guest/connect";
import type { Guest } from "../guest/guests";
import { imdsIdentity, type ImdsRequest } from "../guest/imds";
import { reportOf } from "../guest/report";
import type { JsonObject } from "../state/json";
import type { TokenIssuer } from "../authorization/token";
import type { World } from "../state/world";

/** What the metadata service answers: 200 with a token, or 400 with its reason. */
export interface ImdsAnswer {
  readonly status: number;
  readonly body: JsonObject;
}

/** The inside of VMs. */
export interface PracticeGuest {
  /** How far the VM's own part of an enrollment is; undefined for a VM that was not made with a PUT. */
  look(virtualMachineId: string): Guest | undefined;
  /** The report file of the enrollment's script on the VM; undefined while there is none. */
  report(virtualMachineId: string): string | undefined;
  /** Plays `azcmagent connect existing` on the VM: step 10 of a guided enrollment. */
  connect(input: ConnectInput): ConnectOutcome;
  /** Answers a token request as the VM's metadata service does. */
  token(request: ImdsRequest): ImdsAnswer;
}

/** The way into VMs, for whoever plays the terminal or the metadata service. */
export function guestDoor(world: World, issuer: TokenIssuer, settle: () => void): PracticeGuest {
  return {
    look: (virtualMachineId) => {
      settle();
      return world.guests.get(virtualMachineId);
    },
    report: (virtualMachineId) => {
      settle();
      const guest = world.guests.get(virtualMachineId);
      return guest === undefined ? undefined : reportOf(guest);
    },
    connect: (input) => {
      settle();
      return connectExisting(world, input);
    },
    token: (request) => {
      settle();
      const found = imdsIdentity(world, request);
      if (!found.ok) return { status: found.status, body: found.body };
      const now = world.clock.now();
      const { token, expiresOn } = issuer.issue(found.principal, now, audienceOf(request.resource));
      return {
        status: 200,
        body: {
          access_token: token,
          client_id: found.principal.clientId ?? "",
          expires_in: String(Math.floor((expiresOn - now) / 1000)),
          expires_on: String(Math.floor(expiresOn / 1000)),
          not_before: String(Math.floor(now / 1000)),
          resource: request.resource,
          token_type: "Bearer",
        },
      };
    },
  };
}

/** Resource Manager of every cloud is played by the practice cloud; any other audience gets a token that it does not take. */
function audienceOf(resource: string): { readonly audience?: string } {
  return /^https:\/\/management\.[a-z.]+\/?$/.test(resource) ? {} : { audience: resource };
}
