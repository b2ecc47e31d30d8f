import type { EnrollmentKeyPair } from "../../keys/pair";
import type { SecretStore } from "../../session/storage/sealedSecrets";

/** Key pairs that wait for an enrollment, in VS Code's encrypted storage, by the name of the Arc machine. */
export class KeptKeys {
  readonly #secrets: SecretStore;

  constructor(secrets: SecretStore) {
    this.#secrets = secrets;
  }

  async keep(machineName: string, pair: EnrollmentKeyPair): Promise<void> {
    await this.#secrets.store(nameOf(machineName), JSON.stringify(pair));
  }

  /** `undefined` when none is kept under that name. */
  async read(machineName: string): Promise<EnrollmentKeyPair | undefined> {
    const saved = await this.#secrets.get(nameOf(machineName));
    return saved === undefined ? undefined : readPair(JSON.parse(saved));
  }

  async erase(machineName: string): Promise<void> {
    await this.#secrets.delete(nameOf(machineName));
  }
}

/** Arc compares machine names without case. */
function nameOf(machineName: string): string {
  return `enrollmentKey/${machineName.toLowerCase()}`;
}

function readPair(value: unknown): EnrollmentKeyPair | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  if (!("privateKey" in value) || typeof value.privateKey !== "string") return undefined;
  if (!("publicKey" in value) || typeof value.publicKey !== "string") return undefined;
  return { privateKey: value.privateKey, publicKey: value.publicKey };
}
