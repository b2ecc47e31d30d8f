import type { Cloud } from "../arm/cloud";
import type { SignIn as AnySignIn } from "../arm/auth/signIn";
import type { PipelineArmClient } from "../arm/http/pipeline";
import { oneOf, UsageError } from "./command";

/** Where a command that asks Azure gets its token from. */
export const signIns = ["azureCli", "managedIdentity", "environment"] as const;
export type SignIn = (typeof signIns)[number];

/** Reads `--sign-in`. Throws `UsageError`. */
export function readSignIn(value: string): SignIn {
  return oneOf("--sign-in", signIns, value);
}

/**
 * The way to Azure, or to a practice cloud on this machine where `NEXUS_ARC_PRACTICE_URL` and `NEXUS_ARC_PRACTICE_TOKEN` name one.
 * Throws `UsageError` for an address of another machine.
 */
export async function connectAzure(cloud: Cloud, signIn: SignIn): Promise<PipelineArmClient> {
  const url = process.env["NEXUS_ARC_PRACTICE_URL"];
  const token = process.env["NEXUS_ARC_PRACTICE_TOKEN"];
  if (url === undefined || token === undefined) return connectReal(cloud, { kind: signIn });
  return connectPracticeServer("NEXUS_ARC_PRACTICE_URL", url, token);
}

/** The way to a real cloud. A device-code sign-in may ask at every request; its prompt tells the user how. */
export async function connectReal(cloud: Cloud, signIn: AnySignIn): Promise<PipelineArmClient> {
  const [{ createArmClient }, { createCredential }] = await Promise.all([
    import("../arm/http/pipeline"),
    import("../arm/auth/credential"),
  ]);
  const network = { proxy: { kind: "environment" } } as const;
  const alwaysInteractive = signIn.kind === "deviceCode";
  const credential = createCredential(signIn, cloud, { network, alwaysInteractive });
  return createArmClient({ ...network, cloud, credential });
}

/** The way to what `nexus-arc practice` serves. Throws `UsageError` for an address of another machine; `named` is what gave it. */
export async function connectPracticeServer(
  named: string,
  url: string,
  token: string,
): Promise<PipelineArmClient> {
  if (!/^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+\/?$/.test(url))
    throw new UsageError(`${named} must be an address of this machine, as printed by nexus-arc practice.`);
  const [{ createArmClient }, { customCloud }] = await Promise.all([
    import("../arm/http/pipeline"),
    import("../arm/cloud"),
  ]);
  const practice = customCloud({ resourceManager: url, authority: url });
  const expiresOnTimestamp = Date.now() + 3_600_000;
  return createArmClient({
    cloud: practice,
    credential: { getToken: () => Promise.resolve({ token, expiresOnTimestamp }) },
  });
}

/** A practice cloud in this process. */
export async function connectPractice(seed: string | undefined): Promise<PipelineArmClient> {
  const [{ createArmClient }, { practiceCloud }, { createPracticeCloud }, transport] = await Promise.all([
    import("../arm/http/pipeline"),
    import("../arm/cloud"),
    import("../practice/cloud"),
    import("../practice/http/transport"),
  ]);
  const cloud = createPracticeCloud(seed === undefined ? {} : { seed });
  return createArmClient({
    cloud: practiceCloud,
    credential: transport.practiceCredential(cloud),
    httpClient: transport.practiceHttpClient(cloud),
  });
}
