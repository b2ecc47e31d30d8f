import type { Tool, ToolName } from "../tool";
import { assignRelay } from "./assignRelay";
import { checkPrerequisitesTool } from "./checkPrerequisites";
import { explainEnrollment } from "./explainEnrollment";
import { inspectEndpoint } from "./inspectEndpoint";
import { lintUserDataTool } from "./lintUserData";
import { listMachines } from "./listMachines";

export const tools: Readonly<Record<ToolName, Tool>> = {
  nexusArc_listMachines: listMachines,
  nexusArc_explainEnrollment: explainEnrollment,
  nexusArc_lintUserData: lintUserDataTool,
  nexusArc_inspectEndpoint: inspectEndpoint,
  nexusArc_checkPrerequisites: checkPrerequisitesTool,
  nexusArc_assignRelay: assignRelay,
};
