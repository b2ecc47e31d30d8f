/** Asks a stand-in of the Arc agent's token service for tokens, and prints what each failure was called. */
import { publicCloud } from "../../../../src/arm/cloud";
import { createCredential } from "../../../../src/arm/auth/credential";
import { toArmError } from "../../../../src/arm/errors";
import { serve } from "../network/loopback";

const json = { "Content-Type": "application/json" };

async function main(): Promise<void> {
  const agent = await serve((request, response) => {
    const resource = new URL(request.url ?? "", "http://agent").searchParams.get("resource") ?? "";
    if (resource.includes("unreadable")) {
      // The agent's challenge names a file that only the group himds may read; here it is not there at all.
      const challenge = "Basic realm=/var/opt/azcmagent/tokens/00000000-0000-0000-0000-000000000000.key";
      response.writeHead(401, { ...json, "WWW-Authenticate": challenge }).end("{}");
      return;
    }
    if (resource.includes("failing")) {
      response.writeHead(500, json).end(JSON.stringify({ error: "server_error" }));
      return;
    }
    const token = { access_token: "of-the-machine", expires_on: "4102444800", token_type: "Bearer" };
    response.writeHead(200, json).end(JSON.stringify(token));
  });
  process.env["IDENTITY_ENDPOINT"] = `${agent.origin}/metadata/identity/oauth2/token`;
  process.env["IMDS_ENDPOINT"] = agent.origin;
  const clientId = "72f988bf-0000-0000-0000-2d7cd011db47";
  const codeOf = async (name: string): Promise<string> => {
    const credential = createCredential({ kind: "managedIdentity", identity: { clientId } }, publicCloud);
    try {
      return (await credential.getToken(`https://${name}.example/.default`)).token;
    } catch (error) {
      return toArmError(error).code;
    }
  };
  const unreadable = await codeOf("unreadable");
  const unconfirmed = await codeOf("unconfirmed");
  const failing = await codeOf("failing");
  await agent.close();
  const stopped = await codeOf("stopped");
  process.stdout.write(JSON.stringify({ unreadable, unconfirmed, failing, stopped }));
}

void main();
