/**
 * Why a managed identity gives no token. MSAL keeps one sentence for all of it, so the HTTP exchange below it is watched.
 * Statuses of the metadata service:
 * https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/how-to-use-vm-token#error-handling
 */
import { accessSync, constants } from "node:fs";
import type { HttpClient } from "@azure/core-rest-pipeline";
import { say } from "../../l10n/sentence";
import type { ArmError, Remedy } from "../errors/armError";
import { armError } from "../errors/errorAdvice";
import { toArmError } from "../errors/errorFromUnknown";

/** Where MSAL 5.6 looks for the Arc agent, whose service then gives the tokens instead of the metadata service. */
const agentServiceFile =
  process.platform === "win32"
    ? `${process.env["ProgramFiles"] ?? ""}\\AzureConnectedMachineAgent\\himds.exe`
    : "/opt/azcmagent/bin/himds";

const remedy: Remedy = { kind: "signIn" };

/** What the last request below MSAL met. */
type Exchange =
  | { readonly url: URL; readonly fault: ArmError }
  | { readonly url: URL; readonly status: number; readonly text: string };

/** Watches the exchanges of one credential, and explains its failures by them. */
export class ManagedIdentityFaults {
  readonly #hasAgent: () => boolean;
  #last: Exchange | undefined;

  constructor(hasAgent: () => boolean = agentIsInstalled) {
    this.#hasAgent = hasAgent;
  }

  /** `client`, watched. */
  watch(client: HttpClient): HttpClient {
    return {
      sendRequest: async (request) => {
        const url = new URL(request.url);
        try {
          const response = await client.sendRequest(request);
          this.#last = { url, status: response.status, text: response.bodyAsText ?? "" };
          return response;
        } catch (error) {
          this.#last = { url, fault: toArmError(error, { path: request.url }) };
          throw error;
        }
      },
    };
  }

  /** Runs `call`; throws an `ArmError` that says what failed. */
  async explain<T>(call: () => Promise<T>): Promise<T> {
    this.#last = undefined;
    try {
      return await call();
    } catch (error) {
      throw this.#explained(error);
    }
  }

  #explained(error: unknown): ArmError {
    const known = toArmError(error);
    if (known.kind === "aborted") return known;
    const byCode = byMsalCode(msalCode(error));
    if (byCode !== undefined) return byCode;
    const last = this.#last;
    if (last === undefined) return noIdentity();
    const found = "fault" in last ? unreachable(last) : refused(last);
    return this.#isOutdatedSource(last.url) ? withReload(found) : found;
  }

  /** MSAL picks the source once for a process: an agent that was installed since is not asked. */
  #isOutdatedSource(url: URL): boolean {
    return isMetadataService(url) && this.#hasAgent();
  }
}

function agentIsInstalled(): boolean {
  try {
    accessSync(agentServiceFile, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

const isMetadataService = (url: URL): boolean => url.hostname === "169.254.169.254";
/** Whether the Arc agent is asked: where `IDENTITY_ENDPOINT` says, or at its own address. */
function isAgent(url: URL): boolean {
  const endpoint =
    process.env["IDENTITY_ENDPOINT"] ?? "http://127.0.0.1:40342/metadata/identity/oauth2/token";
  // MSAL asks 127.0.0.1 where the environment says localhost.
  return URL.canParse(endpoint) && new URL(endpoint.replace("localhost", "127.0.0.1")).host === url.host;
}

/** `errorCode` of MSAL's errors, which @azure/identity wraps. */
function msalCode(error: unknown): string | undefined {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth++) {
    if ("errorCode" in at && typeof at.errorCode === "string") return at.errorCode;
  }
  return undefined;
}

function byMsalCode(code: string | undefined): ArmError | undefined {
  switch (code) {
    case "unable_to_read_secret_file":
      return armError(
        "signIn",
        "ArcTokenFileUnreadable",
        {},
        {
          remedy,
          causeText: say`The Arc agent's token file cannot be read: this user is not in the group himds.`,
          nextMove: say`Run sudo usermod -aG himds "$USER", sign out of the machine and sign in again, and restart VS Code.`,
        },
      );
    case "user_assigned_managed_identity_not_confirmed":
      return armError(
        "signIn",
        "ArcIdentityNotConfirmed",
        {},
        {
          remedy,
          causeText: say`The Arc agent returned a token of the machine's own identity instead of the requested user-assigned identity.`,
          nextMove: say`Use the machine's own identity, or upgrade the agent to a version that supports user-assigned identities.`,
        },
      );
    default:
      return undefined;
  }
}

function unreachable({ url, fault }: Extract<Exchange, { fault: ArmError }>): ArmError {
  if (fault.kind === "proxy") return fault;
  if (isAgent(url)) {
    return armError(
      "signIn",
      "ArcAgentStopped",
      {},
      {
        remedy,
        causeText: say`The Arc agent is installed, but its identity service does not respond.`,
        nextMove: say`Run sudo systemctl restart himdsd on the machine, then retry.`,
        retryable: true,
      },
    );
  }
  return armError(
    "signIn",
    "NoMetadataService",
    {},
    {
      remedy,
      causeText: say`This machine has no metadata service that issues tokens for a managed identity.`,
      nextMove: say`Use a managed identity only on an Azure or Arc-enabled machine. Elsewhere choose another sign-in method.`,
    },
  );
}

function refused({ status, text, url }: Extract<Exchange, { status: number }>): ArmError {
  const body = errorBody(text);
  const details = body === undefined ? {} : { details: [body] };
  if (/^\s*</.test(text)) return pageInstead(status);
  if (status === 404 || status === 410) {
    return armError(
      "server",
      "MetadataServiceUpdating",
      {},
      {
        causeText: say`The metadata service is being updated (HTTP ${status}).`,
        nextMove: say`Retry in a minute: an update takes at most 70 seconds.`,
        httpStatus: status,
        retryAfterSeconds: 70,
      },
    );
  }
  if (status === 429) {
    return armError(
      "throttled",
      "MetadataServiceBusy",
      {},
      {
        causeText: say`The metadata service limits how often tokens can be requested (HTTP 429).`,
        nextMove: say`Retry in a minute, and check for a program on the machine that requests tokens in a loop.`,
        httpStatus: status,
      },
    );
  }
  if (status >= 500) {
    return armError(
      "server",
      "MetadataServiceFailed",
      {},
      {
        causeText: say`The service that issues tokens on this machine failed (HTTP ${status}).`,
        httpStatus: status,
        ...details,
        nextMove: isAgent(url)
          ? say`Retry. If the error persists, run sudo azcmagent show on the machine: a machine that is not Connected has no token.`
          : say`Retry in a few minutes.`,
      },
    );
  }
  if (body !== undefined && /multiple user assigned identit/i.test(body.message)) {
    return armError(
      "signIn",
      "SeveralIdentities",
      {},
      {
        remedy,
        causeText: say`Several user-assigned identities are attached to this machine, and the request named none.`,
        nextMove: say`Name one by its client ID or resource ID.`,
        httpStatus: status,
        ...details,
      },
    );
  }
  return noIdentity(status, details);
}

function pageInstead(status: number): ArmError {
  return armError(
    "malformed",
    "MetadataServicePage",
    {},
    {
      causeText: say`A web page was returned instead of a token: a proxy or a network sign-in page answered for the metadata service.`,
      nextMove: say`Add 169.254.169.254 to NO_PROXY, and check that nothing on the network answers for that address.`,
      httpStatus: status,
    },
  );
}

function noIdentity(
  httpStatus?: number,
  details: { readonly details?: readonly { code: string; message: string }[] } = {},
): ArmError {
  return armError(
    "signIn",
    "NoManagedIdentity",
    {},
    {
      remedy,
      causeText: say`This machine returned no token for a managed identity.`,
      nextMove: say`Check that an identity is attached and, for a user-assigned identity, its ID. On any other machine, choose another sign-in method.`,
      ...(httpStatus !== undefined && { httpStatus }),
      ...details,
    },
  );
}

/** The sign-in's own next move would not help before the reload. */
function withReload(found: ArmError): ArmError {
  return armError(
    found.kind,
    found.code,
    {},
    {
      causeText: say`${found.causeText} The Arc agent was installed after this window had chosen its token service.`,
      nextMove: say`Reload the window so that it requests tokens from the Arc agent.`,
      retryable: found.retryable,
      ...(found.remedy !== undefined && { remedy: found.remedy }),
      ...(found.httpStatus !== undefined && { httpStatus: found.httpStatus }),
    },
  );
}

/** Both forms that are in use: `{error, error_description}` (OAuth) and `{error: {code, message}}`. */
function errorBody(text: string): { code: string; message: string } | undefined {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof body !== "object" || body === null || !("error" in body)) return undefined;
  const { error } = body;
  const description = "error_description" in body ? body.error_description : undefined;
  if (typeof error === "string")
    return { code: error, message: typeof description === "string" ? description.slice(0, 400) : error };
  if (typeof error !== "object" || error === null) return undefined;
  const code = "code" in error && typeof error.code === "string" ? error.code : "error";
  const message = "message" in error && typeof error.message === "string" ? error.message : code;
  return { code, message: message.slice(0, 400) };
}
