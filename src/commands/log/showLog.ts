import type { Command } from "../run/command";

export const showLog: Command = {
  intent: "show the log",
  run({ services }) {
    services.log.show();
  },
};
