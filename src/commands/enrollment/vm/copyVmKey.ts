import type { Command } from "../../run/command";
import { chosenEnrollment } from "../record/chosen";
import { copyPrivateKey } from "./privateKey";

/** Puts the private key of a guided enrollment on the clipboard, for the VM's script that asks for it. */
export const copyVmKey: Command = {
  intent: "copy the private key",
  async run({ services }, clicked) {
    const { enrollment } = await chosenEnrollment(services, clicked);
    await copyPrivateKey(services, enrollment);
  },
};
