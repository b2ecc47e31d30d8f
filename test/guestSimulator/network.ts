import http, { type IncomingMessage, type ServerResponse } from "node:http";
import type { Server as NetServer, Socket } from "node:net";
import tls from "node:tls";
import type { PracticeRequest, PracticeResponse } from "../../src/practice/http/wire";
import type { GuestAzure } from "./azure";
import type { Certificates } from "./certificates";

/** The metadata service and the proxy of one simulated VM, on two sockets. */
export interface GuestNetwork {
  close(): Promise<void>;
}

/**
 * `egress` are the rules of a cloud services network: a host, `.suffix`, or `^regular expression$`.
 * Behind the proxy every TLS connection ends in this process.
 */
export async function openNetwork(
  azure: GuestAzure,
  certificates: Certificates,
  egress: readonly string[],
  sockets: { readonly imds: string; readonly proxy: string },
): Promise<GuestNetwork> {
  const open = new Set<Socket>();
  const imds = http.createServer((incoming, outgoing) => {
    void answer(incoming, outgoing, "http://169.254.169.254", (request) => azure.imds(request));
  });
  const web = http.createServer((incoming, outgoing) => {
    void answer(incoming, outgoing, `https://${incoming.headers.host ?? ""}`, (request) =>
      azure.web(request),
    );
  });
  const proxy = http.createServer((_incoming, outgoing) => {
    outgoing.writeHead(400).end();
  });
  const context = tls.createSecureContext({ cert: certificates.certificate, key: certificates.key });
  proxy.on("connect", (incoming, socket: Socket) => {
    const [host = ""] = (incoming.url ?? "").split(":");
    socket.on("error", () => socket.destroy());
    if (!egress.some((rule) => lets(rule, host))) {
      socket.end("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
      return;
    }
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    const secure = new tls.TLSSocket(socket, { isServer: true, secureContext: context });
    secure.on("error", () => secure.destroy());
    web.emit("connection", secure);
  });
  for (const server of [imds, proxy]) {
    server.on("connection", (socket: Socket) => {
      open.add(socket);
      socket.on("close", () => open.delete(socket));
    });
  }
  await Promise.all([listen(imds, sockets.imds), listen(proxy, sockets.proxy)]);
  return {
    close: async () => {
      for (const socket of open) socket.destroy();
      await Promise.all([close(imds), close(proxy)]);
    },
  };
}

function lets(rule: string, host: string): boolean {
  if (rule.startsWith("^")) return new RegExp(rule).test(host);
  return rule.startsWith(".") ? host.endsWith(rule) || host === rule.slice(1) : host === rule;
}

async function answer(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  origin: string,
  handle: (request: PracticeRequest) => Promise<PracticeResponse> | PracticeResponse | undefined,
): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
  const body = Buffer.concat(parts).toString("utf8");
  const response = await handle({
    method: incoming.method ?? "GET",
    url: `${origin}${incoming.url ?? "/"}`,
    headers,
    ...(body === "" ? {} : { body }),
  });
  if (response === undefined) {
    incoming.socket.destroy();
    return;
  }
  outgoing.writeHead(response.status, response.headers);
  outgoing.end(response.body);
}

function listen(server: NetServer, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
  });
}

function close(server: NetServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
  });
}
