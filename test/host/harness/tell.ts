/** The inner end of the socket on which what runs in the extension host reports. */
import { once } from "node:events";
import { connect } from "node:net";
import { socketVariable, type Report } from "./report";

export type Tell = (report: Report) => void;

export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Runs `work` with a way to report; what it throws is reported too. Settles when all has been sent. */
export async function reporting(work: (tell: Tell) => Promise<void>): Promise<void> {
  const socket = connect(process.env[socketVariable] ?? "");
  await once(socket, "connect");
  const tell: Tell = (report) => void socket.write(`${JSON.stringify(report)}\n`);
  try {
    await work(tell);
  } catch (error) {
    tell({ kind: "broken", error: describeError(error) });
    throw error;
  } finally {
    socket.end();
    await once(socket, "close");
  }
}
