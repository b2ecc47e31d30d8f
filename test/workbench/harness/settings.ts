/** User settings for a quiet, reproducible workbench. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

export type Settings = Readonly<Record<string, unknown>>;

/** Each theme by its label in the picker, and the class that the page then has. */
export const themes = {
  dark: { label: "Dark Modern", kind: "vs-dark" },
  light: { label: "Light Modern", kind: "vs" },
  highContrast: { label: "Dark High Contrast", kind: "hc-black" },
  highContrastLight: { label: "Light High Contrast", kind: "hc-light" },
} as const;
export type Theme = keyof typeof themes;

/** Nothing that asks the network, nothing that covers the page, no trust question. */
export const quietSettings: Settings = {
  "workbench.colorTheme": themes.dark.label,
  "window.autoDetectColorScheme": false,
  "security.workspace.trust.enabled": false,
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.editor.useModal": "off",
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "telemetry.telemetryLevel": "off",
  "git.openRepositoryInParentFolders": "never",
};

/** What makes the workbench ask whether the folder is trusted, as it does for a real user. */
export const askForTrust: Settings = {
  "security.workspace.trust.enabled": true,
  "security.workspace.trust.startupPrompt": "always",
};

/** Writes `quietSettings`, and these on top, as the user's settings into a VS Code user-data folder. */
export async function writeUserSettings(userData: string, settings: Settings): Promise<void> {
  const folder = path.join(userData, "User");
  await mkdir(folder, { recursive: true });
  const text = JSON.stringify({ ...quietSettings, ...settings }, undefined, 2);
  await writeFile(path.join(folder, "settings.json"), text);
}

/** Writes settings of machine scope. */
export async function writeMachineSettings(userData: string, settings: Settings): Promise<void> {
  const folder = path.join(userData, "Machine");
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "settings.json"), JSON.stringify(settings, undefined, 2));
}
