import { Ajv } from "ajv";
import schema from "../../media/schemas/nexus-arc.schema.json";
import type { Enrollment } from "./record";

/**
 * Compiles the schema of `*.nexus-arc.json`. A module of its own, loaded when the first record is read: it brings ajv, and takes
 * some milliseconds. (The bundler gives a CommonJS package that is loaded by `import()` without its names; this one has them.)
 */
export function compileRecordSchema() {
  const isTime = (text: string): boolean => !Number.isNaN(Date.parse(text));
  const ajv = new Ajv({ strict: true, formats: { "date-time": isTime } });
  return ajv.compile<Enrollment>(schema);
}
