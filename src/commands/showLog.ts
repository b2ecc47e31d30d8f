import type { Command } from "./command";

export const showLog: Command = {
  intent: "show the log",
  run({ services }) {
    services.log.show();
  },
};
