/**
 * Stands in the built command line for the Model Context Protocol SDK's own validator (1.32). A server needs it only to check what
 * a client's user answers to an elicitation, which ours never asks for; it would bring ajv with its formats.
 */
export class AjvJsonSchemaValidator {
  getValidator(): never {
    throw new Error("This server elicits nothing.");
  }
}
