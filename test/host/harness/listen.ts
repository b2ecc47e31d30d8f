/** The outer end of the socket on which the tests in the extension host report. */
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import type { Report } from "./report";

/** Longest silence between two reports, in milliseconds. */
const patience = 300_000;

export interface Listener {
  /** Settles when the last report has come; rejects when none comes for too long. */
  readonly finished: Promise<void>;
  close(): void;
}

/** Listens at `socket` (a path that does not exist yet) and gives every report to `hear`. */
export async function listen(socket: string, hear: (report: Report) => void): Promise<Listener> {
  const server = createServer();
  let giveUp: NodeJS.Timeout | undefined;
  const finished = new Promise<void>((resolve, reject) => {
    giveUp = setTimeout(() => {
      reject(new Error(`The extension host said nothing for ${patience / 1000} s.`));
    }, patience);
    server.on("connection", (connection) => {
      const lines = createInterface({ input: connection });
      lines.on("line", (line) => {
        giveUp?.refresh();
        hear(JSON.parse(line) as Report);
      });
      lines.once("close", () => {
        clearTimeout(giveUp);
        resolve();
      });
    });
  });
  server.listen(socket);
  await once(server, "listening");
  const close = (): void => {
    clearTimeout(giveUp);
    server.close();
  };
  return { finished, close };
}
