import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CONTENT, privateMessage, publicMessage } from "../../test-support/mls-bytes.ts";
import { parseGroupMessage } from "./group-message.ts";
import { MalformedMlsError } from "./tls-reader.ts";

const groupId = Buffer.from("0f".repeat(16), "hex");

describe("parseGroupMessage", () => {
  it.each([
    ["application", CONTENT.application, false],
    ["proposal", CONTENT.proposal, true],
    ["commit", CONTENT.commit, true],
  ])("reads group and kind of a private %s", (_kind, contentType, isCommit) => {
    const header = parseGroupMessage(privateMessage(groupId, "x", contentType));
    expect(Buffer.from(header.groupId)).toEqual(groupId);
    expect(header.isCommit).toBe(isCommit);
  });

  it("reads a public commit", () => {
    expect(parseGroupMessage(publicMessage(groupId)).isCommit).toBe(true);
  });

  it("reads contents long enough for a two-byte length", () => {
    expect(parseGroupMessage(privateMessage(groupId, "x".repeat(5000))).isCommit).toBe(false);
  });

  it("refuses a message cut at any place", () => {
    const whole = privateMessage(groupId, "hello");
    for (let length = 0; length < whole.length; length++) {
      expect(() => parseGroupMessage(whole.subarray(0, length))).toThrow(MalformedMlsError);
    }
  });

  it.each([
    ["another MLS version", [1, 2]],
    ["a welcome", [3, 3]],
    ["an unknown content type", [4 + 17 + 8, 9]],
    ["no content type", [4 + 17 + 8, 0]],
    ["a forbidden length form", [4, 0xd0]],
  ] as const)("refuses %s", (_what, [at, value]) => {
    const bytes = privateMessage(groupId, "hello");
    bytes[at] = value;
    expect(() => parseGroupMessage(bytes)).toThrow(MalformedMlsError);
  });

  it("refuses trailing bytes, an empty group id and a length that is not minimal", () => {
    const whole = privateMessage(groupId, "hello");
    const trailing = Buffer.concat([whole, Buffer.of(0)]);
    const wide = Buffer.concat([whole.subarray(0, 4), Buffer.of(0x40, 16), whole.subarray(5)]);
    expect(() => parseGroupMessage(trailing)).toThrow("follow the end");
    expect(() => parseGroupMessage(privateMessage(Buffer.of(), "x"))).toThrow("empty");
    expect(() => parseGroupMessage(wide)).toThrow("not minimal");
  });

  it("meets arbitrary bytes with a refusal or a header, never with another error", () => {
    const nearlyValid = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })).map(([at, value]) => {
      const bytes = privateMessage(groupId, "hello");
      bytes[at % bytes.length] = value;
      return new Uint8Array(bytes);
    });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), nearlyValid), (bytes) => {
        try {
          expect(parseGroupMessage(bytes).groupId.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(MalformedMlsError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
