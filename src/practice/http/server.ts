import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ConnectionResetError } from "./requestGate";
import type { PracticeCloud } from "../cloud";
import type { PracticeRequest, PracticeResponse } from "./wire";

export interface PracticeServer {
  /** `http://127.0.0.1:port` (`https` with a certificate), without a slash at the end. */
  readonly url: string;
  /** Ends every connection and stops listening. */
  close(): Promise<void>;
}

/** Resource Manager takes no larger request (documented limit: 4 MB). */
const largestBody = 4 * 1024 * 1024;

/** What a server of TLS needs beside the cloud. */
export interface SecureServing {
  /** PEM texts. */
  readonly certificate: { readonly certificate: string; readonly key: string };
  /** Answers what is not for Resource Manager. Called once, with the server's own address. */
  readonly front: (origin: string) => (request: PracticeRequest) => PracticeResponse | undefined;
}

interface Service {
  readonly origin: string;
  readonly port: number;
  answer(request: PracticeRequest, signal: AbortSignal): Promise<PracticeResponse>;
}

/** Serves the cloud on 127.0.0.1 only. Port 0: any free one. Rejects with the system's error, for example `EADDRINUSE`. */
export async function servePractice(
  cloud: PracticeCloud,
  port: number,
  secure?: SecureServing,
): Promise<PracticeServer> {
  const server = await makeServer(secure);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
  const origin = `${secure === undefined ? "http" : "https"}://127.0.0.1:${String(portOf(server))}`;
  const front = secure?.front(origin);
  const service: Service = {
    origin,
    port: portOf(server),
    answer: async (request, signal) => front?.(request) ?? (await cloud.handle(request, signal)),
  };
  server.on("request", (request, response) => {
    void reply(service, request, response);
  });
  return {
    url: origin,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function makeServer(secure: SecureServing | undefined): Promise<Server> {
  // An idle connection that is closed just as a request comes on it would look like a lost answer.
  const options = { keepAliveTimeout: 0 };
  if (secure === undefined) return createServer(options);
  const https = await import("node:https");
  const { certificate, key } = secure.certificate;
  return https.createServer({ ...options, cert: certificate, key });
}

function portOf(server: Server): number {
  const address = server.address();
  return isAddress(address) ? address.port : 0;
}

function isAddress(value: AddressInfo | string | null): value is AddressInfo {
  return typeof value === "object" && value !== null;
}

async function reply(service: Service, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const abort = new AbortController();
  response.on("close", () => {
    abort.abort();
  });
  try {
    if (!isOwnHost(request.headers.host, service.port)) {
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
    const answer = await service.answer(
      {
        method: request.method ?? "GET",
        url: service.origin + (request.url ?? "/"),
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
