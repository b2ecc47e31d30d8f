import { Ajv } from "ajv";
import schema from "../../../media/schemas/nexus-arc.schema.json";
import { isDateTime } from "./dateTime";
import type { Enrollment } from "./record";

/**
 * Compiles the schema of `*.nexus-arc.json`. In the package the build puts the code that ajv makes here in this module's place
 * (`scripts/lib/build/compiledSchema.ts`), so that ajv itself is not in it.
 */
export function compileRecordSchema() {
  const ajv = new Ajv({ strict: true, formats: { "date-time": isDateTime } });
  return ajv.compile<Enrollment>(schema);
}
