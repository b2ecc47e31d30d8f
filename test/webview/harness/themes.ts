import values from "./themes.json";

/** The colors of VS Code's own themes that the page uses, read out of a workbench 1.139; `class` is what VS Code sets on the body. */
export const themes = {
  dark: { class: "vscode-dark", values: values.dark },
  light: { class: "vscode-light", values: values.light },
  highContrast: { class: "vscode-high-contrast", values: values.highContrast },
  highContrastLight: {
    class: "vscode-high-contrast-light vscode-high-contrast",
    values: values.highContrastLight,
  },
} as const;
export type ThemeName = keyof typeof themes;
export const themeNames = [
  "dark",
  "light",
  "highContrast",
  "highContrastLight",
] as const satisfies readonly ThemeName[];

const fonts = {
  "--vscode-font-family": "system-ui, 'DejaVu Sans', sans-serif",
  "--vscode-font-size": "13px",
  "--vscode-font-weight": "normal",
  "--vscode-editor-font-family": "'DejaVu Sans Mono', monospace",
  "--vscode-editor-font-size": "13px",
};

/** The theme as a style sheet. */
export function themeCss(name: ThemeName): string {
  const all = Object.entries({ ...fonts, ...themes[name].values });
  return `html {\n${all.map(([variable, value]) => `  ${variable}: ${value};`).join("\n")}\n}\n`;
}
