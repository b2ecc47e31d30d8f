import type { Cloud } from "../../arm/cloud";
import { cloudOf } from "../../enrollment/target/target";
import { targetOf } from "../../enrollment/run/runner";
import { gatherFacts } from "../../prerequisites/azureFacts";
import { checkPrerequisites, countsOf } from "../../prerequisites/report/report";
import type { PrerequisiteSubject } from "../../prerequisites/subject";
import { ToolInputError, type Tool, type ToolInput, type ToolContext } from "../tool";
import { givenEnrollment } from "./givenEnrollment";

export const checkPrerequisitesTool: Tool = {
  run: async (input, context, signal) => {
    const given = await subjectOf(input, context);
    const client = await context.client();
    const subject = { ...given, cloud: given.cloud ?? client.cloud };
    const report = checkPrerequisites(subject, await gatherFacts(client, subject, () => new Date(), signal));
    const { findings, open, passed, about } = report;
    return { counts: countsOf(report), about: Object.fromEntries(about), findings, open, passed };
  },
};

type Subject = Omit<PrerequisiteSubject, "cloud"> & { readonly cloud?: Cloud };

/** An enrollment, or the place where one is to be. */
async function subjectOf(input: ToolInput, context: ToolContext): Promise<Subject> {
  const subscriptionId = input.text("subscriptionId");
  if (subscriptionId !== undefined) return placeOf(subscriptionId, input);
  const enrollment = await givenEnrollment(input, context);
  const target = targetOf(enrollment);
  const { cloudServicesNetworkId } = enrollment.vm;
  return {
    cloud: cloudOf(target),
    subscriptionId: target.subscriptionId,
    resourceGroup: target.resourceGroup,
    ...(cloudServicesNetworkId !== undefined && { networkId: cloudServicesNetworkId }),
    vmName: target.vmName,
    arcMachineName: target.arcMachineName,
    way: target.creator === "vm" ? "handsFree" : "guided",
    identity: target.identity,
    features: [],
  };
}

/** The shapes are checked before they become part of a path. */
const shapes = {
  subscriptionId: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  resourceGroup: /^[\p{L}\p{N}_().-]{1,90}$/u,
  vmName: /^[a-z0-9_.-]{1,64}$/i,
};

function placeOf(subscriptionId: string, input: ToolInput): Subject {
  const resourceGroup = input.text("resourceGroup");
  const vmName = input.text("vmName");
  for (const [name, value] of Object.entries({ subscriptionId, resourceGroup, vmName })) {
    const shape = shapes[name === "subscriptionId" || name === "vmName" ? name : "resourceGroup"];
    if (value !== undefined && !shape.test(value)) throw new ToolInputError(`“${name}” is not valid.`);
  }
  return {
    subscriptionId,
    ...(resourceGroup !== undefined && { resourceGroup }),
    ...(vmName !== undefined && { vmName }),
    way: "handsFree",
    identity: "user",
    features: [],
  };
}
