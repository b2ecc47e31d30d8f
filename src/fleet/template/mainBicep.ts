import { quoteForBicep } from "../../enrollment/dialects/bicep";
import { phases, type FleetDeployment } from "./deployment";

/** A file to be written beside the fleet file. */
export interface TemplateFile {
  readonly name: string;
  readonly text: string;
}

/** Every deployment as ARM JSON and as Bicep, and one Bicep file for each subscription that deploys them all in their order. */
export function templateFiles(deployments: readonly FleetDeployment[]): readonly TemplateFile[] {
  const bySubscription = new Map<string, FleetDeployment[]>();
  for (const deployment of deployments) {
    const key = deployment.subscriptionId.toLowerCase();
    const list = bySubscription.get(key) ?? [];
    bySubscription.set(key, list);
    list.push(deployment);
  }
  return [
    ...deployments.flatMap(({ name, template, bicep }) => [
      { name: `${name}.json`, text: `${JSON.stringify(template, undefined, 2)}\n` },
      { name: `${name}.bicep`, text: `${bicep}\n` },
    ]),
    ...[...bySubscription].map(([id, list]) => ({ name: `main-${id}.bicep`, text: mainBicep(list) })),
  ];
}

/** Modules wait for those of the phase before. User data comes as one secure object: by deployment, then by VM. */
function mainBicep(deployments: readonly FleetDeployment[]): string {
  const symbols = new Map(deployments.map((deployment, index) => [deployment, `part${index + 1}`]));
  const hasUserData = deployments.some(({ userData }) => Object.keys(userData).length > 0);
  const modules = deployments.map((deployment) => {
    const before = deployments.filter(
      ({ phase }) => phases.indexOf(phase) === phases.indexOf(deployment.phase) - 1,
    );
    const params = [
      ...(Object.keys(deployment.userData).length > 0
        ? [`    userData: userData[${quoteForBicep(deployment.name)}]`]
        : []),
      ...(deployment.registry === undefined
        ? []
        : [
            `    registryPassword: registryPasswords[${quoteForBicep(deployment.registry.passwordVariable)}]`,
          ]),
    ];
    return [
      `module ${symbols.get(deployment) ?? ""} ${quoteForBicep(`${deployment.name}.bicep`)} = {`,
      `  name: ${quoteForBicep(deployment.name)}`,
      `  scope: resourceGroup(${quoteForBicep(deployment.resourceGroup)})`,
      ...(params.length > 0 ? ["  params: {", ...params, "  }"] : []),
      ...(before.length === 0
        ? []
        : ["  dependsOn: [", ...before.map((other) => `    ${symbols.get(other) ?? ""}`), "  ]"]),
      "}",
    ].join("\n");
  });
  const parameters = [
    ...(hasUserData ? ["// User data: by deployment, then by VM.\n@secure()\nparam userData object"] : []),
    ...(deployments.some(({ registry }) => registry !== undefined)
      ? [
          "// Passwords of registries, by the variable that the fleet file names.\n@secure()\nparam registryPasswords object",
        ]
      : []),
  ];
  return `${["targetScope = 'subscription'", ...parameters, ...modules].join("\n\n")}\n`;
}
