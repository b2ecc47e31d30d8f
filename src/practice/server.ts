import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ConnectionResetError } from "./gate";
import type { PracticeCloud } from "./cloud";

export interface PracticeServer {
  /** `http://127.0.0.1:port`, without a slash at the end. */
  readonly url: string;
  /** Ends every connection and stops listening. */
  close(): Promise<void>;
}

/** Resource Manager takes no larger request (documented limit: 4 MB). */
const largestBody = 4 * 1024 * 1024;

/** Serves the cloud on 127.0.0.1 only. Port 0: any free one. Rejects with the system's error, for example `EADDRINUSE`. */
export async function servePractice(cloud: PracticeCloud, port: number): Promise<PracticeServer> {
  // An idle connection that is closed just as a request comes on it would look like a lost answer.
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    void reply(cloud, server, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
  return {
    url: originOf(server),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function originOf(server: Server): string {
  return `http://127.0.0.1:${String(portOf(server))}`;
}

function portOf(server: Server): number {
  const address = server.address();
  return isAddress(address) ? address.port : 0;
}

function isAddress(value: AddressInfo | string | null): value is AddressInfo {
  return typeof value === "object" && value !== null;
}

async function reply(
  cloud: PracticeCloud,
  server: Server,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const abort = new AbortController();
  response.on("close", () => {
    abort.abort();
  });
  try {
    if (!isOwnHost(request.headers.host, portOf(server))) {
      refuse(
        response,
        421,
        "MisdirectedRequest",
        "The Host header names another server. The practice cloud answers to 127.0.0.1 and localhost only.",
      );
      return;
    }
    const body = await readBody(request);
    if (body === undefined) {
      refuse(
        response,
        413,
        "RequestContentTooLarge",
        "The request content size exceeds the maximum size of 4 MB.",
      );
      return;
    }
    const answer = await cloud.handle(
      {
        method: request.method ?? "GET",
        url: originOf(server) + (request.url ?? "/"),
        headers: headersOf(request),
        ...(body !== "" && { body }),
      },
      abort.signal,
    );
    response.writeHead(answer.status, answer.headers);
    response.end(answer.body);
  } catch (error) {
    if (abort.signal.aborted) return;
    if (error instanceof ConnectionResetError) request.socket.resetAndDestroy();
    else
      refuse(response, 500, "InternalServerError", "The practice cloud has a defect: it could not answer.");
  }
}

/** A page in a browser can make a name of its own point here (DNS rebinding); only our own names are answered. */
function isOwnHost(host: string | undefined, port: number): boolean {
  const own = [`127.0.0.1:${String(port)}`, `localhost:${String(port)}`];
  return host !== undefined && own.includes(host.toLowerCase());
}

function headersOf(request: IncomingMessage): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(", ") : value;
  return headers;
}

/** Undefined for a body that is too large. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of request) {
    const buffer = Buffer.isBuffer(piece) ? piece : Buffer.from(String(piece));
    size += buffer.length;
    if (size > largestBody) return undefined;
    pieces.push(buffer);
  }
  return Buffer.concat(pieces).toString("utf8");
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", connection: "close" });
  response.end(JSON.stringify({ error: { code, message } }));
}
