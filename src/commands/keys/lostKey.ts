import * as vscode from "vscode";
import { notify } from "../../window/notification";

/** What the storage calls a secret, as `EnrollmentKeys` and `KeptKeys` name them. */
const names = [/^enrollment\/(?<enrollment>.+)\/privateKey$/, /^enrollmentKey\/(?<machine>.+)$/];

/**
 * Says that a private key can no longer be opened on this machine.
 * @param secret its name in the storage @param vmNameOf the VM of an enrollment, by the enrollment's id
 */
export async function tellLostKey(
  secret: string,
  vmNameOf: (enrollmentId: string) => string | undefined,
): Promise<void> {
  const groups = names.map((name) => name.exec(secret)?.groups).find((found) => found !== undefined);
  const id = groups?.["enrollment"];
  const owner = id === undefined ? groups?.["machine"] : vmNameOf(id);
  if (owner === undefined) return;
  await notify.warning(
    vscode.l10n.t(
      'The private key for "{0}" is lost: VS Code\'s encrypted storage no longer has the key that decrypts it. If another window of VS Code is still open, copy the private key there. Otherwise delete the Arc machine and generate a new key pair.',
      owner,
    ),
  );
}
