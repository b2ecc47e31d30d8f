import { generateKeyPairSync } from "node:crypto";
import http from "node:http";
import https from "node:https";
import type { AddressInfo, Socket } from "node:net";
import forge from "node-forge";
import { customCloud, type Cloud } from "../../../../src/arm/cloud";

export type Handler = (
  request: http.IncomingMessage & { readonly bodyText: string },
  response: http.ServerResponse,
) => void;

/** A server on 127.0.0.1 that remembers its requests and closes every connection with it. */
export interface Loopback {
  readonly port: number;
  readonly origin: string;
  readonly requests: readonly {
    method: string;
    url: string;
    headers: http.IncomingHttpHeaders;
    body: string;
  }[];
  /** Ends when no connection is open any more. */
  whenIdle(): Promise<void>;
  close(): Promise<void>;
}

export async function serve(handler: Handler, certificate?: TestCertificate): Promise<Loopback> {
  const requests: { method: string; url: string; headers: http.IncomingHttpHeaders; body: string }[] = [];
  const listener = (request: http.IncomingMessage, response: http.ServerResponse): void => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const bodyText = Buffer.concat(chunks).toString("utf8");
      requests.push({
        method: request.method ?? "",
        url: request.url ?? "",
        headers: request.headers,
        body: bodyText,
      });
      handler(Object.assign(request, { bodyText }), response);
    });
  };
  const server =
    certificate === undefined
      ? http.createServer(listener)
      : https.createServer({ key: certificate.key, cert: certificate.cert }, listener);
  return listen(server, certificate === undefined ? "http" : "https", requests);
}

export async function listen(
  server: http.Server,
  scheme: string,
  requests: Loopback["requests"] = [],
): Promise<Loopback> {
  const sockets = new Set<Socket>();
  const waiting: (() => void)[] = [];
  server.on("connection", (socket) => {
    sockets.add(socket.unref());
    socket.on("close", () => {
      sockets.delete(socket);
      if (sockets.size === 0) for (const done of waiting.splice(0)) done();
    });
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A failed test that did not come to `close` must not keep the process.
  server.unref();
  const { port } = server.address() as AddressInfo;
  return {
    port,
    origin: `${scheme}://127.0.0.1:${port}`,
    requests,
    whenIdle: () =>
      new Promise((resolve) => {
        if (sockets.size === 0) resolve();
        else waiting.push(resolve);
      }),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  };
}

export interface TestCertificate {
  readonly key: string;
  readonly cert: string;
  /** The authority that signed `cert`. */
  readonly ca: string;
}

/** A certificate for localhost, 127.0.0.1 and `names` by an authority that nobody knows. Made again in each run. */
export function makeCertificate(...names: readonly string[]): TestCertificate {
  const authority = makeKeys();
  const leaf = makeKeys();
  const issuer = [{ name: "commonName", value: "Test authority" }];
  const caCert = newCertificate(authority.publicKey, issuer, issuer, [
    { name: "basicConstraints", cA: true },
    { name: "keyUsage", keyCertSign: true, digitalSignature: true },
  ]);
  caCert.sign(authority.privateKey, forge.md.sha256.create());
  const subject = [{ name: "commonName", value: "localhost" }];
  const altNames = [
    ...["localhost", ...names].map((value) => ({ type: 2, value })),
    { type: 7, ip: "127.0.0.1" },
  ];
  const cert = newCertificate(leaf.publicKey, subject, issuer, [{ name: "subjectAltName", altNames }]);
  cert.sign(authority.privateKey, forge.md.sha256.create());
  return {
    key: leaf.privatePem,
    cert: forge.pki.certificateToPem(cert),
    ca: forge.pki.certificateToPem(caCert),
  };
}

function makeKeys() {
  const { privateKey: privatePem, publicKey: publicPem } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs1", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  return {
    privatePem,
    privateKey: forge.pki.privateKeyFromPem(privatePem),
    publicKey: forge.pki.publicKeyFromPem(publicPem),
  };
}

let serial = 1;

function newCertificate(
  publicKey: forge.pki.rsa.PublicKey,
  subject: forge.pki.CertificateField[],
  issuer: forge.pki.CertificateField[],
  extensions: object[],
): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = publicKey;
  certificate.serialNumber = `0${serial++}`;
  certificate.validity.notBefore = new Date(Date.now() - 86_400_000);
  certificate.validity.notAfter = new Date(Date.now() + 86_400_000);
  certificate.setSubject(subject);
  certificate.setIssuer(issuer);
  certificate.setExtensions(extensions);
  return certificate;
}

/** A custom cloud whose Resource Manager is this server. */
export function cloudAt(origin: string): Cloud {
  return customCloud({ resourceManager: origin, authority: "https://login.example.com" });
}
