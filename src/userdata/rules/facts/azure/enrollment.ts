import type { ShellCommand } from "../../../script/command";
import { filled, literal, written } from "../../../script/value";
import { asksAzure, azVerb, isIdentityLogin, isLogin, requestOf } from "./az";
import type { Request } from "./az";
import {
  agentProxyOf,
  connects,
  connectsExisting,
  downloadedFile,
  fetchesInstaller,
  installsAgent,
  mayEnroll,
  removesAgent,
} from "./agent";
import { noSteps, type EnrollmentSteps, type Step } from "../steps";

export function enrollmentSteps(commands: readonly ShellCommand[]): EnrollmentSteps {
  const downloads = installerFiles(commands);
  const steps: Candidate[] = [];
  let order = 0;
  for (const command of commands) {
    if (mayEnroll(command, downloads)) steps.push({ order, command, request: requestOf(command) });
    order += 1;
  }
  const setsProxy = commands.some(setsCsnProxy);
  if (steps.length === 0) return { ...noSteps, wantsRelay: setsProxy, touchesAzure: setsProxy };
  const pick = (test: (command: ShellCommand, request: Request | undefined) => boolean): Step[] =>
    steps.filter(({ command, request }) => test(command, request));
  const found = {
    logins: pick(isLogin),
    identityLogins: pick(isIdentityLogin),
    tokens: pick((command) => isLogin(command) || asksAzure(command)),
    machines: pick((_, request) => makesMachine(request)),
    relays: pick(assignsRelay),
    installs: pick((command) => installsAgent(command, downloads)),
    removals: pick(removesAgent),
    connects: pick(connects),
    keys: pick(makesKey),
  };
  const wantsRelay =
    found.relays.length > 0 || found.machines.length > 0 || pick(connectsExisting).length > 0 || setsProxy;
  const enrolls =
    found.connects.length + found.relays.length + found.machines.length + found.installs.length > 0;
  const touchesAzure =
    enrolls ||
    wantsRelay ||
    steps.some(({ command: { program } }) => program !== undefined && azure.has(program));
  return { ...found, wantsRelay, enrolls, touchesAzure };
}

/** The sign-in that a command at this place of the order speaks for: the last one before it, or the command itself. */
export function signInAt({ logins }: EnrollmentSteps, order: number): Step | undefined {
  return logins.findLast((login) => login.order <= order);
}

/** Whether a command at this place speaks for the VM's managed identity, as far as the sign-ins tell. */
export function speaksForIdentity(steps: EnrollmentSteps, order: number): boolean {
  const signIn = signInAt(steps, order);
  return signIn === undefined || isIdentityLogin(signIn.command);
}

/** A command that may be a step, with what it asks of Resource Manager. */
interface Candidate extends Step {
  readonly request: Request | undefined;
}

/** Programs that speak to Azure or make the key for it. */
const azure = new Set(["az", "azcmagent", "openssl"]);

/** The address of the proxy that a Cloud Services Network gives every VM; it is the same everywhere. */
export const CSN_PROXY = "http://169.254.0.11:3128";

function setsCsnProxy(command: ShellCommand): boolean {
  if (literal(agentProxyOf(command)?.value ?? [])?.includes("169.254.0.11") === true) return true;
  return command.assignments.some((each) => literal(each.value)?.includes("169.254.0.11") === true);
}

function installerFiles(commands: readonly ShellCommand[]): ReadonlySet<string> {
  return new Set(
    commands.filter(fetchesInstaller).flatMap((command) => {
      const name = downloadedFile(command);
      return name === undefined ? [] : [name];
    }),
  );
}

/** Whether a command creates the Arc machine resource: a PUT of Microsoft.HybridCompute/machines. */
function makesMachine(request: Request | undefined): boolean {
  if (request?.url.kind !== "given") return false;
  const sends = request.body.kind !== "absent";
  const url = written(request.url.value);
  if (/HybridConnectivity|assignRelay|\/extensions\//iu.test(url)) return false;
  const body = request.body.kind === "given" ? filled(request.body.value, "") : "";
  if (body.includes("clientPublicKey")) return true;
  return sends && request.method === "PUT" && /Microsoft\.HybridCompute\/machines/iu.test(url);
}

function assignsRelay(command: ShellCommand, request: Request | undefined): boolean {
  if (azVerb(command) === "networkcloud virtualmachine assign-relay") return true;
  return request?.url.kind === "given" && /\/assignRelay\b/iu.test(written(request.url.value));
}

function makesKey(command: ShellCommand): boolean {
  const { program } = command;
  if (program !== "azcmagent" && program !== "openssl") return false;
  const verb = literal(command.words[1]?.value ?? []);
  return program === "azcmagent" ? verb === "genkey" : verb === "genpkey" || verb === "genrsa";
}
