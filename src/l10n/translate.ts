/** Gives a sentence in the user's language; `{0}` and so on stand for the arguments. `vscode.l10n.t` is one. */
export type Translate = (text: string, ...values: (string | number)[]) => string;

/** English, as it is written in the code. */
export const inEnglish: Translate = (text, ...values) =>
  text.replaceAll(/\{(\d)\}/g, (whole, place: string) => String(values[Number(place)] ?? whole));
