import * as vscode from "vscode";
import type { Cloud } from "../../arm/cloud";
import type { SignIn } from "../../arm/auth/signIn";
import type { NetworkOptions } from "../../arm/network/network";
import type { PipelineArmClient } from "../../arm/http/pipeline";
import type { ProxySettings } from "../../arm/network/proxy";
import type { Log } from "../../window/log";

/** A client of Resource Manager that goes through the network as VS Code is told to. Loads the pipeline. */
export async function azureClient(cloud: Cloud, signIn: SignIn, log: Log): Promise<PipelineArmClient> {
  const [{ createArmClient }, { createCredential }] = await Promise.all([
    import("../../arm/http/pipeline"),
    import("../../arm/auth/credential"),
  ]);
  const network = networkOptions();
  return createArmClient({
    ...network,
    cloud,
    credential: createCredential(signIn, cloud, { network }),
    log: (line) => {
      log.info(line);
    },
  });
}

/** VS Code's own settings for its connections. */
function networkOptions(): NetworkOptions {
  const http = vscode.workspace.getConfiguration("http");
  return { proxy: proxySettings(http), strictSSL: http.get<unknown>("proxyStrictSSL") !== false };
}

function proxySettings(http: vscode.WorkspaceConfiguration): ProxySettings {
  if (http.get<unknown>("proxySupport") === "off") return { kind: "none" };
  const url = http.get<unknown>("proxy");
  if (typeof url !== "string" || url === "") return { kind: "environment" };
  const noProxy = http.get<unknown>("noProxy");
  return {
    kind: "url",
    url,
    ...(Array.isArray(noProxy) && { noProxy: noProxy.filter((host) => typeof host === "string") }),
  };
}
