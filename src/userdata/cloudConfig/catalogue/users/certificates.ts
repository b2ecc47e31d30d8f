import { flag, map, module, renamed, texts } from "../dsl";
import type { Schema } from "../schema";

const removeDefaults = flag("Trusts only these certificates.", false);

const caCerts: Schema = map(
  {
    remove_defaults: removeDefaults,
    "remove-defaults": renamed(removeDefaults, "22.3", "remove_defaults"),
    trusted: texts("Certificates to trust, each as PEM text.", { minItems: 1 }),
  },
  "Certificate authorities that the VM trusts.",
  {
    minProperties: 1,
    example:
      "ca_certs:\n  trusted:\n    - |\n      -----BEGIN CERTIFICATE-----\n      MIIB…\n      -----END CERTIFICATE-----\n",
  },
);

export const certificates = module("ca_certs", {
  ca_certs: caCerts,
  "ca-certs": renamed(caCerts, "22.3", "ca_certs"),
});
