import assert from "node:assert/strict";
import fc from "fast-check";
import {
  childId,
  isOfType,
  parseResourceId,
  resourceGroupId,
  resourceId,
  ResourceIdError,
  resourceKey,
  subscriptionId,
  tryParseResourceId,
  urlPath,
  type ResourceId,
} from "../../../../src/arm/resources/resourceId";

const subscription = "00000000-1111-2222-3333-444444444444";
const machine = `/subscriptions/${subscription}/resourceGroups/rg-1/providers/Microsoft.HybridCompute/machines/vm1`;

const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9 ._~-]{0,20}[A-Za-z0-9]$/);
const typePart = fc
  .stringMatching(/^[a-z][A-Za-z0-9]{1,12}$/)
  .filter((part) => part.toLowerCase() !== "providers");
const provider = fc.stringMatching(/^[A-Z][a-z]{1,8}\.[A-Z][a-z]{1,10}$/);
const scope = fc.oneof(
  fc.constant<ResourceId>(parseResourceId("/")),
  fc.uuid().map(subscriptionId),
  fc
    .tuple(fc.uuid(), fc.stringMatching(/^[A-Za-z0-9_.()-]{0,20}[A-Za-z0-9]$/))
    .map(([id, group]) => resourceGroupId(id, group)),
);
const resource = fc
  .tuple(scope, provider, fc.array(fc.tuple(typePart, name), { minLength: 1, maxLength: 3 }))
  .map(([under, namespace, pairs]) =>
    resourceId(under, [namespace, ...pairs.map(([type]) => type)].join("/"), ...pairs.map(([, own]) => own)),
  );
const anyId = fc.oneof(
  scope,
  resource,
  fc
    .tuple(resource, provider, typePart, name)
    .map(([under, namespace, type, own]) => resourceId(under, `${namespace}/${type}`, own)),
);

describe("resource ids", () => {
  it("take a machine's id apart", () => {
    const id = parseResourceId(machine);
    assert.ok(isOfType(id, "microsoft.hybridcompute/MACHINES"));
    assert.equal(id.provider, "Microsoft.HybridCompute");
    assert.equal(id.name, "vm1");
    assert.equal(id.subscriptionId, subscription);
    assert.equal(id.resourceGroup, "rg-1");
  });

  it("accept the spellings that Azure returns", () => {
    const odd = machine
      .replace("resourceGroups", "resourcegroups")
      .replace("Microsoft.HybridCompute", "microsoft.hybridcompute");
    assert.equal(resourceKey(parseResourceId(odd)), resourceKey(machine));
    assert.equal(resourceKey(`${machine}/`), resourceKey(machine.toUpperCase()));
    assert.equal(parseResourceId(`${machine}/`).text, machine);
  });

  it("build children and extension resources", () => {
    const id = parseResourceId(machine);
    assert.ok(id.kind === "resource");
    assert.equal(childId(id, "extensions", "mde").text, `${machine}/extensions/mde`);
    const endpoint = resourceId(machine, "Microsoft.HybridConnectivity/endpoints", "default");
    assert.equal(endpoint.text, `${machine}/providers/Microsoft.HybridConnectivity/endpoints/default`);
    assert.equal(endpoint.resourceGroup, "rg-1");
    const read = parseResourceId(endpoint.text);
    assert.equal(read.kind === "resource" ? read.scope.text : "", machine);
    assert.equal(urlPath(resourceId("/", "A.B/c", "a b")), "/providers/A.B/c/a%20b");
  });

  it("come back from their text as they were", () => {
    fc.assert(
      fc.property(anyId, (id) => {
        assert.deepEqual(parseResourceId(id.text), id);
        assert.equal(resourceKey(id), resourceKey(id.text.toUpperCase()));
      }),
    );
  });

  it("are refused with the place and the reason, never with another error", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          anyId.chain((id) => cut(id.text)),
        ),
        (text) => {
          try {
            assert.equal(resourceKey(parseResourceId(text).text), resourceKey(text === "" ? "" : text));
          } catch (error) {
            assert.ok(error instanceof ResourceIdError, String(error));
            assert.ok(error.position >= 0 && error.position <= text.length, `${error.position} in ${text}`);
            assert.equal(tryParseResourceId(text), undefined);
          }
        },
      ),
    );
  });

  for (const [text, position, reason] of [
    ["machines/vm1", 0, /start with a slash/],
    ["/subscriptions/abc", 15, /subscription GUID/],
    [`/subscriptions/${subscription}/resourceGroups/`, 67, /resourceGroups/],
    [`/subscriptions/${subscription}/resourceGroups/ends.`, 67, /does not end with/],
    [`/subscriptions/${subscription}/machines/vm1`, 52, /expected "providers"/],
    [`${machine}/extensions`, machine.length + 11, /name of the extensions/],
    [machine.replace("vm1", ".."), machine.length - 3, /missing or not allowed/],
    [machine.replace("vm1", "a?b"), machine.length - 3, /missing or not allowed/],
  ] as const) {
    it(`refuse ${text}`, () => {
      assert.throws(
        () => parseResourceId(text),
        (error: unknown) =>
          error instanceof ResourceIdError && error.position === position && reason.test(error.message),
      );
    });
  }

  it("refuse to be built from what would change another path", () => {
    for (const evil of ["", ".", "..", "a/b", "a?b", "a#b", "a\\b", "a%2fb", "a\nb"]) {
      assert.throws(
        () => resourceId(machine, "Microsoft.HybridConnectivity/endpoints", evil),
        ResourceIdError,
      );
      assert.throws(() => resourceGroupId(subscription, evil), ResourceIdError);
      assert.throws(() => subscriptionId(evil), ResourceIdError);
    }
    assert.throws(() => resourceId("/", "Microsoft.X/things"), ResourceIdError);
  });
});

function cut(text: string): fc.Arbitrary<string> {
  return fc.nat({ max: text.length }).map((end) => text.slice(0, end));
}
