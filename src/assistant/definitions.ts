import type { ToolName } from "./tool";

/** What a model is told about a tool. The manifest of the extension says the same (`test/unit/assistant/manifest.test.ts`). */
export interface ToolDefinition {
  readonly title: string;
  readonly description: string;
  /** JSON Schema of the input. */
  readonly inputSchema: {
    readonly type: "object";
    readonly properties: Readonly<Record<string, object>>;
    readonly required?: readonly string[];
    readonly additionalProperties: false;
  };
  /** Whether Azure is only read, or changed. */
  readonly effect: "reads" | "changes";
}

const vmId = {
  type: "string",
  description:
    "ARM ID of the Operator Nexus VM: /subscriptions/…/providers/Microsoft.NetworkCloud/virtualMachines/…",
};
const machineId = {
  type: "string",
  description: "ARM ID of the Arc machine: /subscriptions/…/providers/Microsoft.HybridCompute/machines/…",
};

const givenEnrollment = {
  enrollment: { type: "string", description: "Name or ID of an enrollment that is stored here." },
  record: { type: "object", description: "Contents of a *.nexus-arc.json file." },
};

export const toolDefinitions: Readonly<Record<ToolName, ToolDefinition>> = {
  nexusArc_listMachines: {
    title: "List Nexus VMs and Arc machines",
    description:
      "Lists Azure Operator Nexus VMs and Azure Arc machines with their state, and shows which belong together. Lists what could not be read. Read-only.",
    inputSchema: {
      type: "object",
      properties: {
        filter: {
          type: "string",
          description:
            "Only rows whose name, resource group, or status contains this text. Case-insensitive.",
        },
        limit: {
          type: "integer",
          minimum: 1,
          maximum: 200,
          description: "Maximum number of rows. Default: 50.",
        },
      },
      additionalProperties: false,
    },
    effect: "reads",
  },
  nexusArc_explainEnrollment: {
    title: "Explain an Arc enrollment",
    description:
      "Checks the ten steps of one enrollment of a Nexus VM in Azure Arc: the state of each step, its evidence, and the next action. Specify the name or ID of a stored enrollment, or its record. Read-only.",
    inputSchema: {
      type: "object",
      properties: givenEnrollment,
      additionalProperties: false,
    },
    effect: "reads",
  },
  nexusArc_lintUserData: {
    title: "Lint user data",
    description:
      "Checks cloud-init user data (cloud-config, shell script, or MIME) for errors that prevent a Nexus VM from being enrolled in Azure Arc. Returns each finding with its rule, severity, line, and column. No data leaves this machine.",
    inputSchema: {
      type: "object",
      properties: {
        text: { type: "string", description: "The user data, not encoded." },
        fileName: {
          type: "string",
          description: "Name of the file, if it has one. *.tftpl and *.tpl are read as Terraform templates.",
        },
      },
      required: ["text"],
      additionalProperties: false,
    },
    effect: "reads",
  },
  nexusArc_inspectEndpoint: {
    title: "Inspect an Arc machine's endpoint",
    description:
      "Reads the connectivity endpoint of an Arc machine. No API version shows which relay it uses, and the result says so. Read-only.",
    inputSchema: {
      type: "object",
      properties: { machineId },
      required: ["machineId"],
      additionalProperties: false,
    },
    effect: "reads",
  },
  nexusArc_checkPrerequisites: {
    title: "Check the prerequisites of an enrollment",
    description:
      "Checks in Azure what blocks the enrollment of a Nexus VM in Azure Arc: resource providers, rights, network egress, names, versions, and the operating system. Specify an enrollment, or a subscription with a resource group and a VM name. Read-only.",
    inputSchema: {
      type: "object",
      properties: {
        ...givenEnrollment,
        subscriptionId: {
          type: "string",
          description: "GUID of the subscription, instead of an enrollment.",
        },
        resourceGroup: { type: "string" },
        vmName: { type: "string" },
      },
      additionalProperties: false,
    },
    effect: "reads",
  },
  nexusArc_assignRelay: {
    title: "Assign a VM's relay",
    description:
      "Puts the Arc traffic of a Nexus VM on the Private Relay (Platform) or back on the public relay (Public). Changes Azure. A person must confirm it: the request is shown first.",
    inputSchema: {
      type: "object",
      properties: {
        vmId,
        machineId,
        relayType: { type: "string", enum: ["Platform", "Public"], description: "Default: Platform." },
      },
      required: ["vmId", "machineId"],
      additionalProperties: false,
    },
    effect: "changes",
  },
};
