/** Programs and versions whose real output the samples are, each run against stubs on loopback. */
export const curl = "curl 7.88.1 (Debian 12)";
export const wget = "wget 1.21.3 (Debian 12)";
export const apt = "apt 2.6.1 (Debian 12)";
export const dnf = "dnf 4.14.0 (Debian 12)";
export const az = "azure-cli 2.45.0, requests 2.28.1 (Debian 12)";
export const go = "a client of Go 1.19.8; azcmagent is written in Go";
export const snapd = "snapd 2.57.6 (Debian 12)";
export const cloudInit = "cloud-init 22.4.2 (Debian 12)";
export const bash = "bash 5.2.15 (Debian 12)";
export const dash = "dash 0.5.12-2 (Debian 12)";
export const systemd = "systemd 252 (Debian 12)";
/** What could not be run: texts of Microsoft's documentation, of a program's source, or of public reports. */
export const documented = "documentation";
