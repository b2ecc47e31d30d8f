/** User settings for a quiet, reproducible workbench. */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

export type Settings = Readonly<Record<string, unknown>>;

const themes = {
  dark: "Dark Modern",
  light: "Light Modern",
  highContrast: "Default High Contrast",
  highContrastLight: "Default High Contrast Light",
} as const;
export type Theme = keyof typeof themes;

export function themeSettings(theme: Theme): Settings {
  return { "workbench.colorTheme": themes[theme], "window.autoDetectColorScheme": false };
}

/** Nothing that asks the network, nothing that covers the page, no trust question. */
export const quietSettings: Settings = {
  ...themeSettings("dark"),
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
