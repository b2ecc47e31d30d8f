import { type Command, Notice } from "../../run/command";
import { chosenEnrollment } from "../record/chosen";
import * as vscode from "vscode";
import type { Enrollment } from "../../../enrollment/record/record";
import type { Services } from "../../../services";
import { copyKeyText } from "../../keys/privateClipboard";

/** Puts the private key of a guided enrollment on the clipboard, for the VM's script that asks for it. */
export const copyVmKey: Command = {
  intent: "copy the private key",
  async run({ services }, clicked) {
    const { enrollment } = await chosenEnrollment(services, clicked);
    await copyPrivateKey(services, enrollment);
  },
};

/** What the VM's script asks for: the private key alone, base64 on one line. Asks before it goes onto the clipboard. */
export async function copyPrivateKey({ enrollments }: Services, { id }: Enrollment): Promise<boolean> {
  const key = await enrollments.keys.read(id);
  if (key === undefined)
    throw new Notice(
      vscode.l10n.t(
        "No private key is stored for this enrollment. Step 7 generates it. It is erased once the machine is connected.",
      ),
    );
  return copyKeyText(key, "private");
}
