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
