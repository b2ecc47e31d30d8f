/** What VS Code's `inspect` tells of a setting, as far as it matters here. */
export interface InspectedSetting {
  readonly defaultValue?: unknown;
  readonly globalValue?: unknown;
  readonly workspaceValue?: unknown;
  readonly workspaceFolderValue?: unknown;
}

/** The value of a setting that had another name before: what is set by the new name, else by the earlier name, else the default. */
export function renamedValue(
  current: InspectedSetting | undefined,
  earlier: InspectedSetting | undefined,
): unknown {
  return valueSet(current) ?? valueSet(earlier) ?? current?.defaultValue;
}

/** What somebody has set, the closest to the folder first; undefined where nobody has. */
function valueSet(setting: InspectedSetting | undefined): unknown {
  return setting?.workspaceFolderValue ?? setting?.workspaceValue ?? setting?.globalValue;
}
