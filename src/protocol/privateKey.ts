/**
 * How a private RSA key of 2,048 bits or more starts as DER in base64 (PKCS#1 or PKCS#8, as the article's PRIVATE_B64), and how an
 * OpenSSH one does without its first line. A public key of any usual size starts otherwise.
 */
const base64Key = /(?<![A-Za-z0-9+/_-])(?:MII[E-Z]|b3BlbnNzaC1rZXk)[A-Za-z0-9+/_-]{40,}/;

/** Whether a private key was pasted into a form: it is shown back with what is wrong, and goes nowhere else. */
export function looksPrivate(text: string): boolean {
  return text.includes("PRIVATE KEY") || text.includes("PuTTY-User-Key-File") || base64Key.test(text);
}
