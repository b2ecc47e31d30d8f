/** Every name that `package.json` and the code must agree on. `test/unit/manifest.test.ts` ties them together both ways. */
export const extensionId = "nexus-arc.nexus-arc";

export const viewIds = { resources: "nexusArc.resources" } as const;

export const commandIds = {
  showLog: "nexusArc.showLog",
} as const;
export type CommandId = (typeof commandIds)[keyof typeof commandIds];
