/** `2026-03-02 09:00:12 UTC` from Azure's ISO 8601; a text that is no time comes back as it is. */
export function readableTime(iso: string | undefined): string | undefined {
  if (iso === undefined) return undefined;
  const time = Date.parse(iso);
  if (Number.isNaN(time)) return iso;
  return `${new Date(time).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
