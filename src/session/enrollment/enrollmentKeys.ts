import type { KeyVault } from "../../enrollment/run/runner";
import type { SecretStore } from "../storage/sealedSecrets";

/** The private keys of enrollments: kept in encrypted storage until the machine is connected, and nowhere else. */
export class EnrollmentKeys implements KeyVault {
  readonly #secrets: SecretStore;

  constructor(secrets: SecretStore) {
    this.#secrets = secrets;
  }

  readonly keep = async (enrollmentId: string, privateKey: string): Promise<void> => {
    await this.#secrets.store(nameOf(enrollmentId), privateKey);
  };

  readonly has = async (enrollmentId: string): Promise<boolean> =>
    (await this.#secrets.get(nameOf(enrollmentId))) !== undefined;

  readonly erase = async (enrollmentId: string): Promise<void> => {
    await this.#secrets.delete(nameOf(enrollmentId));
  };

  /** base64 of the PKCS#1 DER private key, for the VM; `undefined` when none is kept. Never log it or write it to a file. */
  async read(enrollmentId: string): Promise<string | undefined> {
    return this.#secrets.get(nameOf(enrollmentId));
  }
}

function nameOf(enrollmentId: string): string {
  return `enrollment/${enrollmentId.toLowerCase()}/privateKey`;
}
