/**
 * The hosts that a cloud services network allow with `enableDefaultEgressEndpoints: "True"`, all on port 443.
 * From a recorded network (registry hosts left out). A leading dot stands for every host below; `^…$` is a regular
 * expression. Mirrors of Linux distributions are not among them.
 */
export const defaultEgress: readonly string[] = [
  ".arc.azure.net",
  ".blob.core.windows.net",
  ".control.monitor.azure.com",
  ".digicert.com",
  ".dp.kubernetesconfiguration.azure.com",
  ".guestconfiguration.azure.com",
  ".guestnotificationservice.azure.com",
  ".his.arc.azure.com",
  ".login.microsoft.com",
  ".management.azure.com",
  ".mcr-msedge.net",
  ".mcr.microsoft.com",
  ".mecdevice.azure.com",
  ".microsoftmetrics.com",
  ".monitor.core.windows.net",
  ".monitoring.core.windows.net",
  ".obo.arc.azure.com",
  ".opinsights.azure.com",
  ".packages.microsoft.com",
  ".servicebus.windows.net",
  "aka.ms",
  "azure.microsoft.com",
  "dc.services.visualstudio.com",
  "graph.microsoft.com",
  "k8sconnectcsp.azureedge.net",
  "k8sconnecthelm.azureedge.net",
  "login.microsoftonline.com",
  "login.windows.net",
  "pas.windows.net",
  "sts.windows.net",
];

/** Whether one rule of a cloud services network allows `host`: the host itself, everything below a leading dot, or `^…$`. */
export function lets(rule: string, host: string): boolean {
  const name = host.toLowerCase();
  if (rule.startsWith("^")) return matchesWhole(rule, name);
  const plain = rule.toLowerCase();
  // A rule `.example.com` also stands for example.com itself, as proxies read it.
  return plain.startsWith(".") ? name.endsWith(plain) || name === plain.slice(1) : name === plain;
}

function matchesWhole(source: string, name: string): boolean {
  try {
    return new RegExp(source, "i").test(name);
  } catch {
    return false;
  }
}
