/** What Azure allows for custom data, in bytes before base64. Operator Nexus documents no limit of its own. */
export const usualLimit = 65_535;
