import * as vscode from "vscode";
import { earlierSettingIds, groupings, settingIds, type Grouping, type SettingId } from "../ids";
import { usualLimit } from "../userdata/limit";
import { renamedValue } from "./renamedSetting";
import { isLevel, type RuleLevel, type RuleLevels } from "../userdata/rules/level";

/** Sign-in and endpoints. Every one has machine scope: a workspace cannot set them, so it cannot redirect a token. */
export interface AzureSettings {
  readonly signIn: SignInKind;
  readonly cloud: CloudChoice;
  readonly customCloud: CustomCloudSetting;
}

export const signInKinds = ["vscode", "azureCli", "managedIdentity", "deviceCode", "environment"] as const;
export type SignInKind = (typeof signInKinds)[number];

export const cloudChoices = ["public", "usGovernment", "china", "custom"] as const;
export type CloudChoice = (typeof cloudChoices)[number];

/** As the user wrote it; `arm/cloud.ts` checks it. */
export interface CustomCloudSetting {
  readonly resourceManager?: string;
  readonly authority?: string;
  readonly audience?: string;
  readonly portal?: string;
}

/** What the practice cloud is seeded with. */
export interface PracticeSettings {
  readonly openAtStart: boolean;
  readonly seed: string;
  readonly subscriptions: number;
  /** `undefined`: the dozen of the small practice cloud, one in every state. */
  readonly virtualMachines: number | undefined;
  /** Milliseconds added to each answer. */
  readonly latency: number;
  /** A fault script, as `nexus-arc practice --fault` takes it; empty for none. */
  readonly faults: string;
}

function read(id: SettingId): unknown {
  const configuration = vscode.workspace.getConfiguration();
  const earlier = earlierSettingIds[id];
  if (earlier === undefined) return configuration.get<unknown>(id);
  return renamedValue(configuration.inspect(id), configuration.inspect(earlier));
}

function oneOf<T extends string>(id: SettingId, values: readonly T[], fallback: T): T {
  const value = read(id);
  return values.find((known) => known === value) ?? fallback;
}

function text(id: SettingId): string {
  const value = read(id);
  return typeof value === "string" ? value : "";
}

function wholeNumber(id: SettingId, fallback: number): number {
  const value = read(id);
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : fallback;
}

export function azureSettings(): AzureSettings {
  return {
    signIn: oneOf(settingIds.signIn, signInKinds, "vscode"),
    cloud: oneOf(settingIds.cloud, cloudChoices, "public"),
    customCloud: customCloud(read(settingIds.customCloud)),
  };
}

function customCloud(value: unknown): CustomCloudSetting {
  if (typeof value !== "object" || value === null) return {};
  const text = new Map(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );
  return Object.fromEntries(
    ["resourceManager", "authority", "audience", "portal"].flatMap((name) => {
      const given = text.get(name)?.trim();
      return given === undefined || given === "" ? [] : [[name, given]];
    }),
  );
}

export function practiceSettings(): PracticeSettings {
  return {
    openAtStart: read(settingIds.practiceOpenAtStart) === true,
    seed: text(settingIds.practiceSeed) || "nexus",
    subscriptions: wholeNumber(settingIds.practiceSubscriptions, 3),
    virtualMachines: wholeNumber(settingIds.practiceVirtualMachines, 0) || undefined,
    latency: wholeNumber(settingIds.practiceLatencyMs, 0),
    faults: text(settingIds.practiceFaults),
  };
}

export function treeGrouping(): Grouping {
  return oneOf(settingIds.treeGrouping, groupings, "subscription");
}

/** Remembers the grouping for all windows of this user. */
export async function saveTreeGrouping(grouping: Grouping): Promise<void> {
  await vscode.workspace
    .getConfiguration()
    .update(settingIds.treeGrouping, grouping, vscode.ConfigurationTarget.Global);
}

/** Calls `listener` when one of these settings changes. */
export function onSettingsChange(ids: readonly SettingId[], listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((change) => {
    const names = ids.flatMap((id) => [id, earlierSettingIds[id] ?? []].flat());
    if (names.some((name) => change.affectsConfiguration(name))) listener();
  });
}

/** Levels of the user-data rules by their id; anything that is no level is left out. */
export function ruleLevels(): RuleLevels {
  const value = read(settingIds.userDataRules);
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, RuleLevel] => isLevel(entry[1])),
  );
}

/** The decoded bytes of user data above which a warning is shown. */
export function userDataLimit(): number {
  return wholeNumber(settingIds.userDataMaxBytes, usualLimit);
}
