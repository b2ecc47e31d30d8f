import { reported } from "../reported";
import type { VmStep } from "./step";

export const configureProxy: VmStep = {
  number: 5,
  title: "Configure the proxy",
  why: "A Nexus VM reaches Azure only through the proxy of its cloud services network, always http://169.254.0.11:3128. The metadata service at 169.254.169.254 must not go through it.",
  runsOn: "vm",
  inputs: [],
  needs: () => [3],
  pitfalls: [
    {
      symptom: "No token: the metadata request ends at the proxy",
      cause: "NO_PROXY and no_proxy do not name 169.254.169.254.",
      fix: "Set both to localhost,127.0.0.1,::1,169.254.169.254.",
    },
    {
      symptom: "Some tools get out and others do not",
      cause: "Only the upper-case or only the lower-case variables are set.",
      fix: "Set HTTPS_PROXY, https_proxy, HTTP_PROXY and http_proxy.",
    },
  ],
  check: (context) => reported(5, context),
};
