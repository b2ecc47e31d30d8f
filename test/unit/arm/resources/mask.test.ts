import assert from "node:assert/strict";
import { maskSecrets } from "../../../../src/arm/resources/mask";

describe("View as JSON", () => {
  it("shows the length of user data, network data and passwords, and not their text", () => {
    const shown = maskSecrets({
      name: "vm1",
      properties: {
        userData: "c2VjcmV0",
        NetworkDataContent: "c2VjcmV0",
        cpuCores: 4,
        vmImageRepositoryCredentials: { username: "me", password: "hunter22" },
        networkAttachments: [{ password: "hunter22" }],
      },
    });
    assert.deepEqual(shown, {
      name: "vm1",
      properties: {
        userData: "(8 characters, not shown)",
        NetworkDataContent: "(8 characters, not shown)",
        cpuCores: 4,
        vmImageRepositoryCredentials: { username: "me", password: "(8 characters, not shown)" },
        networkAttachments: [{ password: "(8 characters, not shown)" }],
      },
    });
  });

  it("leaves empty fields as they are, so that it can be seen that they are empty", () => {
    const empty = { userData: "", networkData: null };
    assert.deepEqual(maskSecrets(empty), empty);
  });
});
