import { agentFailures } from "./agent";
import { azureFailures } from "./azure";
import { cloudInitFailures } from "./cloudInit";
import type { Failure } from "./failure";
import { packageFailures } from "./packages";
import { proxyFailures } from "./proxy";
import { routeFailures } from "./route";
import { shellFailures } from "./shell";
import { signInFailures } from "./signIn";
import { tlsFailures } from "./tls";

/**
 * Every known failure. Of the rows that match a line the most specific wins: one that knows the lines before, then one that names a
 * cause, then one that only reports a failure; among equals the first in this order.
 */
export const failures: readonly Failure[] = [
  ...signInFailures,
  ...azureFailures,
  ...agentFailures,
  ...cloudInitFailures,
  ...tlsFailures,
  ...proxyFailures,
  ...routeFailures,
  ...packageFailures,
  ...shellFailures,
];
