import type { Cloud } from "../../arm/cloud";
import { requestOf, type AzureAction } from "../../enrollment/actions/azureAction";
import { maskSecrets } from "../../arm/resources/mask";

/** The requests that actions will be, as JSON text, in order; every secret is replaced by its length. */
export function previewJson(actions: readonly AzureAction[], cloud: Cloud): string {
  const requests = actions.map((action) => {
    const { method, path, apiVersion = "", body } = requestOf(action);
    return {
      method,
      url: `${cloud.resourceManager}${path}?api-version=${apiVersion}`,
      ...(action.kind === "createVm" && { headers: { "If-None-Match": "*" } }),
      body: maskSecrets(body),
    };
  });
  const [only, ...more] = requests;
  return `${JSON.stringify(more.length === 0 ? only : requests, undefined, 2)}\n`;
}
