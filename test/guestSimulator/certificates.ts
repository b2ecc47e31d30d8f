import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** PEM texts: an authority that the simulated VM trusts, and one certificate of it for every host of the simulator's web. */
export interface Certificates {
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

/** Makes them with the openssl command; good for one day. */
export function makeCertificates(hosts: readonly string[]): Certificates {
  const folder = mkdtempSync(path.join(tmpdir(), "guest-ca-"));
  const openssl = (...words: readonly string[]): void => {
    execFileSync("openssl", words, { cwd: folder, stdio: "ignore" });
  };
  try {
    const curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    openssl(
      "req",
      "-x509",
      ...curve,
      "-days",
      "1",
      "-subj",
      "/CN=Simulated authority",
      "-keyout",
      "ca.key",
      "-out",
      "ca.pem",
    );
    openssl("req", ...curve, "-subj", "/CN=Simulated web", "-keyout", "web.key", "-out", "web.csr");
    writeFileSync(
      path.join(folder, "names"),
      `subjectAltName=${hosts.map((host) => `DNS:${host}`).join(",")}\n`,
    );
    openssl(
      "x509",
      "-req",
      "-in",
      "web.csr",
      "-CA",
      "ca.pem",
      "-CAkey",
      "ca.key",
      "-days",
      "1",
      "-extfile",
      "names",
      "-out",
      "web.pem",
    );
    const read = (name: string): string => readFileSync(path.join(folder, name), "utf8");
    return { authority: read("ca.pem"), certificate: read("web.pem"), key: read("web.key") };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
