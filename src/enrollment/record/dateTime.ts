/**
 * The format `date-time` of a record's schema: any moment that JavaScript reads, as records of earlier versions have them.
 * The check that the build makes of the schema calls it by this name.
 */
export function isDateTime(text: string): boolean {
  return !Number.isNaN(Date.parse(text));
}
