import { readObject } from "../../../src/arm/decode";

/**
 * What is wrong with an ARM template, by the rules of learn.microsoft.com, "Understand the structure and syntax of ARM templates". The
 * published deploymentTemplate schema is not among the test data, so this is a check of our own; resources are held to their schemas.
 */
export function templateProblems(template: unknown): string[] {
  const problems: string[] = [];
  const root = readObject(template);
  const known = new Set([
    ...[
      "$schema",
      "languageVersion",
      "contentVersion",
      "apiProfile",
      "definitions",
      "parameters",
      "variables",
    ],
    ...["functions", "resources", "outputs"],
  ]);
  for (const name of Object.keys(root)) if (!known.has(name)) problems.push(`no such element: ${name}`);
  if (
    !/^https:\/\/schema\.management\.azure\.com\/schemas\/\d{4}-\d\d-\d\d\/deploymentTemplate\.json#$/.test(
      String(root["$schema"]),
    )
  )
    problems.push("$schema");
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(String(root["contentVersion"]))) problems.push("contentVersion");
  const parameters = readObject(root["parameters"]);
  const types = new Set(["string", "securestring", "int", "bool", "object", "secureobject", "array"]);
  for (const [name, parameter] of Object.entries(parameters)) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) problems.push(`parameter name ${name}`);
    if (!types.has(String(readObject(parameter)["type"]).toLowerCase())) problems.push(`type of ${name}`);
  }
  const { resources } = root;
  if (!Array.isArray(resources)) return [...problems, "resources is no array"];
  const ids = new Set<string>();
  for (const item of resources as unknown[]) {
    const { type, apiVersion, name } = readObject(item);
    if (!/^[A-Za-z0-9.]+(\/[A-Za-z0-9]+)+$/.test(String(type))) problems.push(`type ${String(type)}`);
    if (!/^\d{4}-\d\d-\d\d(-preview)?$/.test(String(apiVersion)))
      problems.push(`apiVersion ${String(apiVersion)}`);
    if (typeof name !== "string" || name === "") problems.push(`name of ${String(type)}`);
    const id = `${String(type)}/${String(name)}`.toLowerCase();
    if (ids.has(id)) problems.push(`${id} is declared twice`);
    ids.add(id);
  }
  problems.push(...expressionProblems(resources, Object.keys(parameters)));
  return problems;
}

/** Expressions of ours read a declared parameter and do nothing else. */
function expressionProblems(value: unknown, parameters: readonly string[]): string[] {
  if (typeof value === "string") {
    if (!/^\[(?!\[).*\]$/s.test(value)) return [];
    const name = /^\[parameters\('([A-Za-z0-9_]+)'\)\]$/.exec(value)?.[1];
    return name !== undefined && parameters.includes(name) ? [] : [`expression ${value}`];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((member: unknown) => expressionProblems(member, parameters));
}
