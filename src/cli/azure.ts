import type { ArmClient } from "../arm/client";
import type { Cloud } from "../arm/cloud";
import { UsageError } from "./command";

/** Where a command that asks Azure gets its token from. */
export const signIns = ["azureCli", "managedIdentity", "environment"] as const;
export type SignIn = (typeof signIns)[number];

/** Reads `--sign-in`. Throws `UsageError`. */
export function readSignIn(value: string): SignIn {
  const signIn = signIns.find((kind) => kind === value);
  if (signIn === undefined) throw new UsageError(`--sign-in takes ${signIns.join(", ")}, not "${value}".`);
  return signIn;
}

/**
 * The way to Azure, or to a practice cloud on this machine where `NEXUS_ARC_PRACTICE_URL` and `NEXUS_ARC_PRACTICE_TOKEN` name one.
 * Throws `UsageError` for an address of another machine.
 */
export async function connectAzure(cloud: Cloud, signIn: SignIn): Promise<ArmClient & { close(): void }> {
  const [{ createArmClient }, { createCredential }, { customCloud }] = await Promise.all([
    import("../arm/pipeline"),
    import("../arm/credential"),
    import("../arm/cloud"),
  ]);
  const url = process.env["NEXUS_ARC_PRACTICE_URL"];
  const token = process.env["NEXUS_ARC_PRACTICE_TOKEN"];
  const network = { proxy: { kind: "environment" } } as const;
  if (url === undefined || token === undefined) {
    return createArmClient({
      ...network,
      cloud,
      credential: createCredential({ kind: signIn }, cloud, { network }),
    });
  }
  if (!/^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\]):\d+\/?$/.test(url)) {
    throw new UsageError(
      "NEXUS_ARC_PRACTICE_URL must be an address of this machine, as nexus-arc practice prints it.",
    );
  }
  const practice = customCloud({ resourceManager: url, authority: url });
  const expiresOnTimestamp = Date.now() + 3_600_000;
  return createArmClient({
    cloud: practice,
    credential: { getToken: () => Promise.resolve({ token, expiresOnTimestamp }) },
  });
}
