import type { ShellCommand } from "../../../script/command";
import { agentVerb } from "../azure/agent";
import { agentNames } from "../azure/agentOptions";
import { azVerb } from "../azure/az";

/** `clientSecret`, `service-principal-secret` and `ADMIN_PASSWORD` in one spelling: capitals with underscores. */
function spelled(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/gu, "$1_$2")
    .replaceAll(/[-.]/gu, "_")
    .toUpperCase();
}

const secretEnd =
  /(?:^|_)(?:PASSWORD|PASSWD|PWD|SECRET|TOKEN|API_?KEY|ACCESS_KEY|ACCOUNT_KEY|SHARED_KEY|WORKSPACE_KEY|CONNECTION_STRING)$/u;

/** Stands in every name of a secret. Most texts have none of it, and need no closer look. */
const secretWord = /pass|pwd|secret|token|key|string/iu;
const speaking =
  /passw(?:or)?d|pwd|secret|token|(?:api|access|account|shared|workspace)[_.-]?key|connection[_.-]?string/iu;

/** Whether a text may hold the name of a secret, in any spelling. */
export function speaksOfSecret(text: string): boolean {
  return secretWord.test(text) && speaking.test(text);
}

/** Whether a variable, an option of a file or a JSON key holds a secret by its name. A path to a secret is none: `TOKEN_FILE`. */
export function namesSecret(name: string): boolean {
  return secretWord.test(name) && secretEnd.test(spelled(name));
}

const keyName = /(?:^|_)PRIVATE_(?:B64|KEY|PEM)/u;

/** What a name ends in that speaks of a secret and does not hold it. */
const aboutSecret =
  /(?:FILE|FILENAME|PATH|DIR|DIRECTORY|FOLDER|NAME|ID|URL|URI|ENDPOINT|LEN|LENGTH|SIZE|BITS|TYPE|FORMAT|STATUS|HASH|SHA\d*|FINGERPRINT|VERSION|LOCATION|DEST|MODE|OWNER|COUNT|AGE|EXPIRY|EXPIRES|EXPIRES_ON|EXPIRATION)$/u;

/** Whether a variable names a file by its name: `PRIVATE_KEY_FILE`. */
export function isPathName(name: string): boolean {
  return /(?:FILE|FILENAME|PATH|DIR|DIRECTORY|FOLDER)$/u.test(spelled(name));
}

/** As `namesSecret`, for variables of a script, whose private key has many names. */
export function holdsSecretByName(name: string): boolean {
  // The working directory, and words that scripts use for any piece of text.
  if (/^(?:PWD|pwd|token|secret)$/u.test(name)) return false;
  return namesSecret(name) || (keyName.test(spelled(name)) && !aboutSecret.test(spelled(name)));
}

/** Whether a text may be a secret: not a placeholder, a path, an address without a password, or a switch. */
export function looksSecret(text: string): boolean {
  if (text.length < 6 || /[<>{}\s]/u.test(text) || isPath(text) || /^https?:\/\/[^:@]*$/u.test(text))
    return false;
  return !placeholder.test(text);
}

const placeholder =
  /^(?:true|false|none|null|(?:change|replace)[-_]?(?:me|this)|\*+|x{3,}|your[-_]?.*|my[-_]?password|placeholder|redacted|example|undefined|disabled|enabled|required|optional|prompt|password|secret)$/iu;

/** Whether a text names a file. */
export function isPath(text: string): boolean {
  return /^(?:[/~.@]|[A-Za-z]:\\|file:)/u.test(text);
}

/** The options of a command whose values are secrets. */
export function secretFlags(command: ShellCommand): readonly string[] {
  switch (command.program) {
    case "az":
      if (azVerb(command) === "login") return ["--password", "-p", ...azureSecrets];
      return azVerb(command) === "" ? none : azureSecrets;
    case "azcmagent":
      return /^(?:dis)?connect/u.test(agentVerb(command)) ? agentSecrets : none;
    case "sshpass":
      return ["-p"];
    case "curl":
      return ["-u", "--user"];
    default:
      return none;
  }
}

const agentSecrets = [...agentNames("--service-principal-secret"), ...agentNames("--access-token")];
const none: readonly string[] = [];
const azureSecrets = ["--admin-password", "--client-secret", "--account-key"] as const;
