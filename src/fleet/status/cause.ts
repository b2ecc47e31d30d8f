/** Why VMs do not continue. Equal causes of different VMs have the same key. */
export interface Cause {
  readonly key: string;
  /** One sentence, of the first VM that had it. */
  readonly text: string;
}

/** Azure's code and message as a cause: ids, GUIDs, addresses, names in quotes and numbers do not tell two causes apart. */
export function causeOf(code: string, message: string): Cause {
  const line = message.replace(/\s+/g, " ").trim().slice(0, 400);
  const key = line
    .replace(/'[^']*'|"[^"]*"/g, "…")
    .replace(/\/subscriptions\/\S+/gi, "…")
    .replace(/\b[0-9a-f]{8}-[0-9a-f-]{27}\b/gi, "…")
    .replace(/\d+/g, "#")
    .toLowerCase();
  return { key: `${code}|${key}`, text: line === "" ? code : `${code}: ${line}` };
}
