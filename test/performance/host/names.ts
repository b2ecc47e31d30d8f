/** What the benchmark of the activation and its part in the extension host agree on. */
export const emptyExtensionId = "nexus-arc-development.empty";
/** Environment variable that says which of the two is activated first. */
export const orderVariable = "NEXUS_ARC_ORDER";
export const oursFirst = "ours first";
