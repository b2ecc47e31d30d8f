import { say } from "../../l10n/sentence";
import type { RoleDefinition } from "../../arm/resources/authorization/authorization";
import { compareNames } from "../../rows/machines/layout";

/** A role in a list to choose from. */
export interface RoleChoice {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
  readonly section?: string;
  readonly value: RoleDefinition;
}

/** Custom roles first, then Azure's own, each by name. */
export function roleChoices(roles: readonly RoleDefinition[]): RoleChoice[] {
  const isCustom = ({ roleType }: RoleDefinition): boolean => roleType === "CustomRole";
  const sorted = [...roles].sort((a, b) => compareNames(a.roleName, b.roleName));
  return [
    ...section(say`Custom roles`, sorted.filter(isCustom)),
    ...section(
      say`Built-in roles`,
      sorted.filter((role) => !isCustom(role)),
    ),
  ];
}

function section(title: string, roles: readonly RoleDefinition[]): RoleChoice[] {
  return roles.map((value, index) => ({
    label: value.roleName,
    description: value.roleType === "CustomRole" ? "custom" : "",
    detail: value.description ?? actionsText(value),
    ...(index === 0 && { section: title }),
    value,
  }));
}

function actionsText({ permissions }: RoleDefinition): string {
  return permissions.flatMap(({ actions }) => actions).join(", ");
}
