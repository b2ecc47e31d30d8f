import type { Command } from "../run/command";

export const leavePractice: Command = {
  intent: "leave the practice cloud",
  run: ({ services }) => services.session.enter("signedOut"),
};
