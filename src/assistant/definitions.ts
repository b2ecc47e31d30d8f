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
    "ARM id of the Operator Nexus VM: /subscriptions/…/providers/Microsoft.NetworkCloud/virtualMachines/…",
};
const machineId = {
  type: "string",
  description: "ARM id of the Arc machine: /subscriptions/…/providers/Microsoft.HybridCompute/machines/…",
};

const givenEnrollment = {
  enrollment: { type: "string", description: "Name or id of an enrollment that is kept here." },
  record: { type: "object", description: "The content of a *.nexus-arc.json file." },
};

export const toolDefinitions: Readonly<Record<ToolName, ToolDefinition>> = {
  nexusArc_listMachines: {
    title: "List Nexus VMs and Arc machines",
    description:
      "Lists Azure Operator Nexus VMs and Azure Arc machines with their state, and which belong together. Names what could not be read. Reads only.",
    inputSchema: {
      type: "object",
      properties: {
        filter: {
          type: "string",
          description:
            "Only rows whose name, resource group or status contains this text, whatever its case.",
        },
        limit: {
          type: "integer",
          minimum: 1,
          maximum: 200,
          description: "At most so many rows. Default 50.",
        },
      },
      additionalProperties: false,
    },
    effect: "reads",
  },
  nexusArc_explainEnrollment: {
    title: "Explain an Arc enrollment",
    description:
      "Looks at Azure and says how the ten steps of one enrollment of a Nexus VM in Azure Arc stand: the state of each, its evidence, and the next move. Give the name or id of a kept enrollment, or its record. Reads only.",
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
      "Checks cloud-init user data (cloud-config, shell script or MIME) for mistakes that keep a Nexus VM from being enrolled in Azure Arc. Gives each finding with rule, severity, line and column. Nothing leaves this machine.",
    inputSchema: {
      type: "object",
      properties: {
        text: { type: "string", description: "The user data, not encoded." },
        fileName: {
          type: "string",
          description:
            "The file's name, if it has one: *.tftpl and *.tpl are read as templates of Terraform.",
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
      "Reads the connectivity endpoint of an Arc machine. No API version shows which relay it uses; the answer says so. Reads only.",
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
      "Asks Azure what stands in the way of enrolling a Nexus VM in Azure Arc: resource providers, rights, network egress, names, versions, the operating system. Give an enrollment, or a subscription with resource group and VM name. Reads only.",
    inputSchema: {
      type: "object",
      properties: {
        ...givenEnrollment,
        subscriptionId: {
          type: "string",
          description: "GUID of the subscription, in place of an enrollment.",
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
      "Puts the Arc traffic of a Nexus VM on the Private Relay (Platform) or back on the public one (Public). Changes Azure. A person must confirm it: the request is shown first.",
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
