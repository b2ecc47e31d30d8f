/** How the script is written. */
export interface VmScriptOptions {
  /** A bash script by itself, or as cloud-config user data. */
  readonly format: "bash" | "cloud-config";
  /** The cloud services network's proxy. */
  readonly proxy: string;
  /** Hosts that are not asked through the proxy; always with 169.254.169.254. */
  readonly noProxy: string;
  /** Seconds that may be lost in failed attempts and pauses, all steps together, before the run ends with a report. */
  readonly giveUpAfterSeconds: number;
  /** The Arc machine's `vmId` where it is known already; else the VM makes one, or asks for the workstation's. */
  readonly vmId?: string;
  /** Only when the user asked to have the workstation's key in the text: base64 of PKCS#1 DER. */
  readonly privateKey?: string;
}

/**
 * Proxy and bypass list are those that every Operator Nexus VM has. Eight minutes of waiting leave two for what works meanwhile, so
 * that a run which cannot continue ends within ten.
 */
export const defaultOptions: VmScriptOptions = {
  format: "bash",
  proxy: "http://169.254.0.11:3128",
  noProxy: "localhost,127.0.0.1,::1,169.254.169.254",
  giveUpAfterSeconds: 480,
};
