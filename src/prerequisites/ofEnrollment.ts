import type { Cloud } from "../arm/cloud";
import type { Enrollment } from "../enrollment/record/record";
import type { EnrollmentTarget } from "../enrollment/target/target";
import type { PrerequisiteSubject } from "./subject";

/** What is to be checked before an enrollment. `cloud`: whose hosts its VM must reach. */
export function subjectOfEnrollment(
  { vm: { cloudServicesNetworkId: networkId } }: Enrollment,
  { subscriptionId, resourceGroup, vmName, arcMachineName, creator, identity }: EnrollmentTarget,
  cloud: Cloud,
): PrerequisiteSubject {
  return {
    cloud,
    subscriptionId,
    resourceGroup,
    ...(networkId !== undefined && networkId !== "" && { networkId }),
    vmName,
    arcMachineName,
    way: creator === "vm" ? "handsFree" : "guided",
    identity,
    features: [],
  };
}
