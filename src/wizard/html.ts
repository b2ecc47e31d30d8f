import type { Boot } from "../protocol";

export interface PageParts {
  /** For this page only. */
  readonly nonce: string;
  /** URLs. */
  readonly script: string;
  readonly style: string;
  readonly title: string;
  readonly boot: Boot;
}

/** The page: it may run its own script and style and nothing else, and reaches no network. */
export function pageHtml({ nonce, script, style, title, boot }: PageParts): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="${attribute(boot.locale)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta property="csp-nonce" content="${attribute(nonce)}">
<title>${attribute(title)}</title>
<link rel="stylesheet" nonce="${attribute(nonce)}" href="${attribute(style)}">
</head>
<body>
<div id="app"></div>
<script type="application/json" id="boot">${inertJson(boot)}</script>
<script nonce="${attribute(nonce)}" src="${attribute(script)}"></script>
</body>
</html>
`;
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

function attribute(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
