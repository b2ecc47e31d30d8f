import assert from "node:assert/strict";
import { noIdentity } from "../../../src/arm/resources/resourceIdentity";
import { vmDeletionDetail } from "../../../src/commands/vm/vmDeletion";
import { inEnglish } from "../../../src/l10n/translate";

const group = "/subscriptions/s/resourceGroups/g/providers";
const bare = { name: "amf01", identity: noIdentity, volumeAttachments: [] };

describe("the question before a VM is deleted", () => {
  it("says what is deleted with it, and what stays", () => {
    const text = vmDeletionDetail(bare, undefined, inEnglish);
    assert.match(text, /Deleted: the VM, its OS disk with everything on it/);
    assert.match(text, /Not deleted: networks, images, and the enrollment/);
    assert.doesNotMatch(text, /Arc machine|system-assigned|identity|volumes/);
  });

  it("names the Arc machine, the identities and the volumes that stay", () => {
    const identity = {
      ...noIdentity,
      kinds: ["UserAssigned"],
      userAssigned: [
        {
          id: `${group}/Microsoft.ManagedIdentity/userAssignedIdentities/enroll`,
          principalId: undefined,
          clientId: undefined,
        },
      ],
    };
    const volumeAttachments = [`${group}/Microsoft.NetworkCloud/volumes/data1`];
    const text = vmDeletionDetail({ ...bare, identity, volumeAttachments }, { name: "amf01arc" }, inEnglish);
    assert.match(text, /Not deleted: the Arc machine amf01arc/);
    assert.match(text, /Not deleted: the identity enroll and its role assignments/);
    assert.match(text, /Not deleted: the volumes data1/);
  });

  it("says that a system-assigned identity is deleted, and that its role assignments are not", () => {
    const text = vmDeletionDetail(
      { ...bare, identity: { ...noIdentity, kinds: ["SystemAssigned"] } },
      undefined,
      inEnglish,
    );
    assert.match(text, /Deleted: its system-assigned identity\. Role assignments of that identity remain/);
  });
});
