/**
 * Runs programs in a network of its own (`unshare --net --mount`): a proxy at 169.254.0.11:3128 and a metadata service at
 * 169.254.169.254 that answer as each trial says, no name server, nothing else. Arguments: a file of trials as JSON, a certificate
 * and a key of an issuer that nobody trusts. Standard output: what each program printed, as a JSON list of texts.
 */
import { execFile, execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createSecureContext, TLSSocket } from "node:tls";
import type { Trial } from "./trials";

const proxyUrl = "http://169.254.0.11:3128";

const [trialsFile = "", certificateFile = "", keyFile = ""] = process.argv.slice(2);
const identity = { cert: readFileSync(certificateFile, "utf8"), key: readFileSync(keyFile, "utf8") };
let trial: Trial | undefined;

const metadata = createServer((_, response) => {
  const { status = 404, body = "" } = trial?.metadata ?? {};
  response.writeHead(status, { "Content-Type": "application/json" }).end(body);
});
const proxy = createServer((_, response) => {
  response.writeHead(typeof trial?.proxy === "number" ? trial.proxy : 404).end("refused\n");
});
proxy.on("connect", (_, socket) => {
  socket.on("error", () => undefined);
  if (trial?.proxy !== "inspects") {
    socket.end(`HTTP/1.1 ${String(trial?.proxy)} ${reasons[Number(trial?.proxy)] ?? "Error"}\r\n\r\n`);
    return;
  }
  socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
  const tls = new TLSSocket(socket, { isServer: true, secureContext: createSecureContext(identity) });
  tls.on("error", () => socket.destroy()).on("close", () => socket.destroy());
});

const reasons: Readonly<Record<number, string>> = {
  403: "Forbidden",
  407: "Proxy Authentication Required",
  502: "Bad Gateway",
  503: "Service Unavailable",
};

/** Opens or closes a port. A tunnel that is still open may keep a server from reporting that it is closed: the port is. */
async function set(server: Server, host: string, port: number, open: boolean): Promise<void> {
  if (open === server.listening) return;
  if (open) {
    await new Promise<void>((resolve) => server.listen(port, host, resolve));
    return;
  }
  server.close();
  server.closeAllConnections();
}

function environmentOf({ direct, proxied }: Trial): Record<string, string | undefined> {
  const base = { PATH: "/usr/sbin:/usr/bin:/sbin:/bin", HOME: process.env["HOME"], LANG: "C.UTF-8" };
  if (direct === true) return base;
  const no = proxied === true ? "localhost" : "localhost,169.254.169.254";
  return { ...base, http_proxy: proxyUrl, https_proxy: proxyUrl, no_proxy: no };
}

/** Standard output and error, in order. */
async function run(next: Trial): Promise<string> {
  const { script, shell = "bash" } = next;
  return new Promise((resolve) => {
    const options = { env: environmentOf(next), timeout: 120_000 };
    execFile("bash", ["-c", 'exec "$0" -c "$1" 2>&1', shell, script], options, (_, output) => {
      resolve(output);
    });
  });
}

for (const command of [
  "link set lo up",
  "address add 169.254.0.11/32 dev lo",
  "address add 169.254.169.254/32 dev lo",
])
  execFileSync("ip", command.split(" "));
execFileSync("mount", ["--bind", "/dev/null", "/etc/resolv.conf"]);
const outputs: string[] = [];
for (const next of JSON.parse(readFileSync(trialsFile, "utf8")) as Trial[]) {
  trial = next;
  await set(proxy, "169.254.0.11", 3128, next.proxy !== undefined);
  await set(metadata, "169.254.169.254", 80, next.metadata !== undefined);
  outputs.push(await run(next));
}
process.stdout.write(JSON.stringify(outputs), () => process.exit());
