import assert from "node:assert/strict";
import { renamedValue, type InspectedSetting } from "../../../src/window/renamedSetting";

describe("a setting that was renamed", () => {
  const cases: readonly [
    what: string,
    current: InspectedSetting,
    earlier: InspectedSetting,
    value: unknown,
  ][] = [
    ["has its default where nobody has set it", { defaultValue: 5 }, { defaultValue: 0 }, 5],
    ["has the value of the earlier name", { defaultValue: 5 }, { globalValue: 7 }, 7],
    [
      "prefers the new name to the earlier one",
      { defaultValue: 5, globalValue: 0 },
      { workspaceValue: 7 },
      0,
    ],
    ["prefers a workspace to the user", { defaultValue: 5 }, { globalValue: 7, workspaceValue: 8 }, 8],
    ["prefers a folder to its workspace", { workspaceValue: 8, workspaceFolderValue: 9 }, {}, 9],
  ];
  for (const [what, current, earlier, value] of cases) {
    it(what, () => {
      assert.equal(renamedValue(current, earlier), value);
    });
  }

  it("has no value where VS Code knows neither name", () => {
    assert.equal(renamedValue(undefined, undefined), undefined);
  });
});
