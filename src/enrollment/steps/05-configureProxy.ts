import { reported } from "../evidence/reported";
import type { VmStep } from "./step";

export const configureProxy: VmStep = {
  number: 5,
  title: "Configure the proxy",
  why: "A Nexus VM reaches Azure only through the proxy of its cloud services network, always http://169.254.0.11:3128. Requests to the metadata service at 169.254.169.254 must bypass the proxy.",
  runsOn: "vm",
  inputs: [],
  needs: () => [3],
  pitfalls: [
    {
      symptom: "No token: the metadata request ends at the proxy",
      cause: "NO_PROXY and no_proxy do not include 169.254.169.254.",
      fix: "Set both to localhost,127.0.0.1,::1,169.254.169.254.",
    },
    {
      symptom: "Some tools can connect and others cannot",
      cause: "Only the uppercase or only the lowercase variables are set.",
      fix: "Set HTTPS_PROXY, https_proxy, HTTP_PROXY and http_proxy.",
    },
  ],
  check: (context) => reported(5, context),
};
