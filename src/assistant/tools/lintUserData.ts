import { compareFindings } from "../../userdata/finding";
import { lintUserData } from "../../userdata/lint";
import type { Tool } from "../tool";

/** The text itself is not given back: it may hold what a model must not see twice. */
export const lintUserDataTool: Tool = {
  run: (input) => {
    const fileName = input.text("fileName");
    const { kind, valid, findings } = lintUserData(
      input.requiredText("text"),
      fileName === undefined ? {} : { fileName },
    );
    return Promise.resolve({
      kind,
      acceptedByCloudInit: valid,
      findings: [...findings].sort(compareFindings).map(({ rule, severity, message, range, fixes }) => ({
        rule,
        severity,
        message,
        line: range.start.line + 1,
        column: range.start.character + 1,
        ...(fixes?.[0] !== undefined && { fix: fixes[0].title }),
      })),
    });
  },
};
