/** What `az account get-access-token` answers when it gives no token, told apart. */
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import path from "node:path";
import { say } from "../../l10n/sentence";
import { isAborted, type ArmError, type ArmErrorKind } from "../errors/armError";
import { armError } from "../errors/errorAdvice";
import { toArmError } from "../errors/errorFromUnknown";

interface CliFault {
  readonly pattern: RegExp;
  readonly kind: ArmErrorKind;
  readonly code: string;
  readonly causeText: string;
  readonly nextMove: string;
}

/** The texts are those of Azure CLI 2.45 on Debian 12 (its Python traceback included), most exact first. */
const faults: readonly CliFault[] = [
  {
    pattern: /CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError/,
    kind: "certificate",
    code: "AzureCliCertificate",
    causeText: say`Azure CLI does not trust the certificate of the sign-in service: something on the network inspects TLS.`,
    nextMove: say`Set REQUESTS_CA_BUNDLE to a file that contains your network's certificate authority, then run az account get-access-token in a terminal.`,
  },
  {
    pattern: /ProxyError\(|Cannot connect to proxy|Tunnel connection failed/,
    kind: "proxy",
    code: "AzureCliProxy",
    causeText: say`Azure CLI could not reach the sign-in service through the proxy.`,
    nextMove: say`Check HTTPS_PROXY and NO_PROXY in the environment of VS Code, and that the proxy allows login.microsoftonline.com.`,
  },
  {
    pattern: /NewConnectionError|Max retries exceeded|ConnectTimeoutError|ReadTimeoutError|gaierror/,
    kind: "offline",
    code: "AzureCliOffline",
    causeText: say`Azure CLI could not reach the sign-in service.`,
    nextMove: say`Check the network connection; where a proxy is required, start VS Code with HTTPS_PROXY set.`,
  },
  {
    pattern: /PermissionError|Permission denied/,
    kind: "signIn",
    code: "AzureCliFilesUnreadable",
    causeText: say`Azure CLI cannot read its own files.`,
    nextMove: say`Make yourself the owner of the folder .azure in your home folder (or of AZURE_CONFIG_DIR) again: sudo chown -R "$USER" ~/.azure`,
  },
  {
    pattern: /Expecting (?:value|property name)|JSONDecodeError|PersistenceError|Decryption failed/,
    kind: "signIn",
    code: "AzureCliFilesDamaged",
    causeText: say`The files in which Azure CLI stores its sign-in are damaged.`,
    nextMove: say`Run az account clear, then az login.`,
  },
];

/** Whether az refuses a tenant because its account is a managed identity, or the one of Cloud Shell. */
export function refusesTenant(error: unknown): boolean {
  return error instanceof Error && /Tenant shouldn't be specified for/i.test(error.message);
}

/** One call of az that gave no token. */
export interface CliCall {
  readonly tenantId: string | undefined;
  /** Milliseconds after which az was stopped. */
  readonly limitMs: number;
  /** Milliseconds that it ran. */
  readonly elapsedMs: number;
  /** Its `PATH` is where az was looked for. */
  readonly env: NodeJS.ProcessEnv;
}

/** The error for what `AzureCliCredential` threw, with az's own words among the details. */
export async function azureCliError(error: unknown, call: CliCall): Promise<ArmError> {
  const { tenantId, limitMs, elapsedMs, env } = call;
  const context = tenantId === undefined ? {} : { tenantId };
  if (isAborted(error)) return toArmError(error);
  const words = error instanceof Error ? error.message : "";
  const fault = faults.find(({ pattern }) => pattern.test(words));
  if (fault !== undefined) return withWords(fault, words, tenantId);
  const known = toArmError(error, context);
  if (isExact(known)) return known;
  if (elapsedMs >= limitMs) return timedOut(limitMs);
  // The shell says in the user's language that there is no az.
  if (!(await isOnPath(env))) return toArmError(new NotFound(), context);
  return withWords(
    {
      kind: "signIn",
      code: "AzureCliFailed",
      causeText: say`Azure CLI returned no token.`,
      nextMove: say`Run az account get-access-token in a terminal and fix what it reports.`,
    },
    words,
    tenantId,
  );
}

/** Is it about the Azure CLI or an Entra error code? The other sign-in errors read words that az says of something else. */
function isExact({ code }: ArmError): boolean {
  return /^AADSTS|^AzureCli|^InteractionRequired$|^SignInExpired$|^TenantRefused$/.test(code);
}

class NotFound extends Error {
  override readonly name = "CredentialUnavailableError";
  constructor() {
    super("Azure CLI could not be found.");
  }
}

function timedOut(limitMs: number): ArmError {
  const seconds = limitMs / 1000;
  return armError(
    "timeout",
    "AzureCliTimeout",
    {},
    {
      causeText: say`Azure CLI did not respond within ${seconds} seconds.`,
      nextMove: say`Retry. If the error persists, run az account get-access-token in a terminal to see what it waits for.`,
    },
  );
}

function withWords(
  { kind, code, causeText, nextMove }: Omit<CliFault, "pattern">,
  words: string,
  tenantId: string | undefined,
): ArmError {
  const said = lastErrorLine(words);
  return armError(
    kind,
    code,
    {},
    {
      causeText,
      nextMove,
      ...(kind === "signIn" && { remedy: { kind, ...(tenantId !== undefined && { tenantId }) } }),
      ...(said !== undefined && { details: [{ code: "az", message: said }] }),
    },
  );
}

const introduction = "The command failed with an unexpected error. Here is the traceback:";
const maxCharacters = 400;

/** az prints `ERROR: …`, before a Python traceback or without one; a failure at its start is a traceback alone. */
function lastErrorLine(words: string): string | undefined {
  const lines = words.split(/\r?\n/).map((line) => line.trim());
  const errors = lines
    .filter((line) => line.startsWith("ERROR: "))
    .map((line) => line.slice("ERROR: ".length))
    .filter((line) => line !== introduction);
  const line = errors.at(-1) ?? lines.findLast((text) => /^\w+Error: /.test(text));
  return line?.slice(0, maxCharacters);
}

async function isOnPath(env: NodeJS.ProcessEnv): Promise<boolean> {
  const names = process.platform === "win32" ? ["az.cmd", "az.exe", "az.bat"] : ["az"];
  const folders = (env["PATH"] ?? "").split(path.delimiter).filter((folder) => folder !== "");
  const files = folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
  const found = await Promise.all(
    files.map((file) =>
      access(file, constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true);
}
