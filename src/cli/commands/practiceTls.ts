import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { quoteForShell } from "../../enrollment/dialects/quote";
import type { PracticeCloud } from "../../practice/cloud";
import { addApplication, type PracticeApplication } from "../../practice/front/application";
import { makeLoopbackCertificate } from "../../practice/front/certificate";
import { practiceCloudName } from "../../practice/front/cloudMetadata";
import { openFront } from "../../practice/front/front";
import { servePractice } from "../../practice/http/server";

/** A practice cloud that is being served, and what is printed about it. */
export interface Served {
  readonly announcement: string;
  close(): Promise<void>;
}

/**
 * Serves a practice cloud to real tools: https with a certificate made for this run, and a sign-in service. The private key stays in
 * memory. The authority's certificate, which is no secret, is written to a folder of its own that `close` removes.
 */
export async function serveWithTls(cloud: PracticeCloud, port: number): Promise<Served> {
  const certificate = await makeLoopbackCertificate(Date.now());
  const application = addApplication(cloud);
  const server = await servePractice(cloud, port, {
    certificate,
    front: (origin) => openFront(cloud, application, origin),
  });
  const folder = await mkdtemp(path.join(os.tmpdir(), "nexus-arc-practice-"));
  const file = path.join(folder, "authority.pem");
  await writeFile(file, certificate.authority);
  return {
    announcement: [
      JSON.stringify({
        url: server.url,
        token: cloud.token().token,
        certificate: file,
        tenantId: application.identity.tenantId,
        clientId: application.clientId,
        clientSecret: application.secret,
      }),
      ...azLines(server.url, file, application),
      "",
    ].join("\n"),
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What registers the cloud with az and signs in, for a shell. The folder of az's own is another one, so that its sign-in stays as it is. */
function azLines(url: string, certificate: string, application: PracticeApplication): readonly string[] {
  // Microsoft Graph has no option of its own; the endpoints that are left out come from the cloud's metadata.
  const endpoints = { resourceManager: url, microsoftGraphResourceId: `${url}/graph` };
  const quote = quoteForShell;
  return [
    "# In another shell (bash, zsh or sh):",
    'export AZURE_CONFIG_DIR="$(mktemp -d)"',
    `export REQUESTS_CA_BUNDLE=${quote(certificate)}`,
    `az cloud register --name ${practiceCloudName} --cloud-config ${quote(JSON.stringify({ endpoints }))}`,
    `az cloud set --name ${practiceCloudName}`,
    `az login --service-principal --username ${application.clientId} --password ${quote(application.secret)} --tenant ${application.identity.tenantId}`,
  ];
}
