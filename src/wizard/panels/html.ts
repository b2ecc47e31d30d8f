import type { Boot, Model } from "../../protocol";

interface ShellParts {
  /** For this page only. */
  readonly nonce: string;
  /** URLs. */
  readonly script: string;
  readonly style: string;
  readonly title: string;
}

export interface PageParts extends ShellParts {
  readonly boot: Boot;
}

/** The wizard's page. */
export function pageHtml(parts: PageParts): string {
  return shellHtml({ ...parts, initialMarkup: initialMarkup(parts.boot.model) });
}

interface AnyPageParts extends ShellParts {
  readonly boot: { readonly locale: string };
  /** Markup that stands in the page until its script has run. */
  readonly initialMarkup: string;
}

/** A page: it may run its own script and style and nothing else, and reaches no network. */
export function shellHtml({ nonce, script, style, title, boot, initialMarkup: sight }: AnyPageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="${escaped(boot.locale)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="csp-nonce" content="${escaped(nonce)}">
<title>${escaped(title)}</title>
<link rel="stylesheet" nonce="${escaped(nonce)}" href="${escaped(style)}">
</head>
<body>
<div id="app">${sight}</div>
<script type="application/json" id="boot">${inertJson(boot)}</script>
<script nonce="${escaped(nonce)}" src="${escaped(script)}"></script>
</body>
</html>
`;
}

/** What the wizard shows until its script has run: the name and the step, where the script draws them too. */
function initialMarkup({ name, place, way, page }: Model): string {
  const number = page.number === 0 ? "" : `<span class="page-number">${page.number}</span>`;
  const title = `<h1><bdi>${escaped(name)}</bdi></h1><p class="where"><bdi>${escaped(place)}</bdi> · ${escaped(way)}</p>`;
  const step = `<h2>${number}${escaped(page.title)}</h2><p class="why">${escaped(page.why)}</p>`;
  return `<header><div class="title">${title}</div></header><div class="body"><div></div><main>${step}</main></div>`;
}

/** JSON that ends no script element and opens no comment, whatever a name in it says. */
function inertJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll("<", "\\u003c")
    .replaceAll(">", "\\u003e")
    .replaceAll("&", "\\u0026")
    .replaceAll("\u2028", "\\u2028")
    .replaceAll("\u2029", "\\u2029");
}

/** Text as markup that says it. */
export function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

/** A page without script that says one sentence: what it waits for. */
export function waitingHtml(sentence: string): string {
  const text = sentence.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<title>Nexus Arc</title>
</head>
<body><main><p>${text}</p></main></body>
</html>
`;
}
