/** Fields whose text must not be shown: user data holds passwords and keys, also where Azure returns it in clear text. */
const masked = new Set([
  "userdata",
  "userdatacontent",
  "networkdata",
  "networkdatacontent",
  "password",
  "accesskey",
  "serviceconfigurationtoken",
]);

/** A copy of a resource as Azure returned it, with the text of every secret field replaced by its length. */
export function maskSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(maskSecrets);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      masked.has(name.toLowerCase()) ? maskField(field) : maskSecrets(field),
    ]),
  );
}

function maskField(field: unknown): unknown {
  if (field === null || field === undefined || field === "") return field;
  return typeof field === "string" ? `(${field.length} characters, not shown)` : "(not shown)";
}
