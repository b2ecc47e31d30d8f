/**
 * Marks a sentence that people read: say`The VM ${name} is gone.` It is English wherever it is made, kept, compared, logged or
 * sent; a window translates it where it shows it (`l10n/sentences.ts`). `npm run l10n` collects what is marked.
 */
export function say(words: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return String.raw({ raw: words }, ...values);
}
