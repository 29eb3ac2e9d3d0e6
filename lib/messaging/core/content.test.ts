import { describe, expect, it } from "vitest";
import { type EncodedBody, toMessageContent } from "./content.ts";

const GROUP = `group:${"9a".repeat(16)}` as const;
const DM = `dm:${"0f".repeat(32)}` as const;
const [ANA, BEN] = ["a1".repeat(32), "b2".repeat(32)];

/** A length-delimited protobuf field. */
function field(number: number, body: Uint8Array | string): Uint8Array {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const length =
    bytes.length < 128 ? [bytes.length] : [(bytes.length & 0x7f) | 0x80, bytes.length >> 7];
  return Uint8Array.from([(number << 3) | 2, ...length, ...bytes]);
}

function join(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}

function groupUpdated(bytes: Uint8Array): EncodedBody {
  const type = { authorityId: "xmtp.org", typeId: "group_updated", versionMajor: 1 };
  return {
    type: { ...type, versionMinor: 0 },
    compressed: false,
    bytes,
    readText: () => "",
  };
}

const inbox = (id: string) => field(1, id);
const ANA_JOINED = join(field(1, BEN ?? ""), field(2, inbox(ANA ?? "")));

describe("what a group tells of itself", () => {
  it("is who came, who was removed and who left", () => {
    const bytes = join(ANA_JOINED, field(3, inbox("c3")), field(5, inbox(BEN ?? "")));
    expect(toMessageContent(groupUpdated(bytes), GROUP)).toEqual({
      type: "members-changed",
      added: [ANA],
      removed: ["c3", BEN],
    });
  });

  it("is nothing when only its name changed, whatever its length", () => {
    const renamed = field(4, join(field(1, "group_name"), field(3, "A long name. ".repeat(40))));
    expect(
      toMessageContent(groupUpdated(join(field(1, ANA ?? ""), renamed)), GROUP),
    ).toBeUndefined();
    expect(toMessageContent(groupUpdated(join(renamed, ANA_JOINED)), GROUP)).toMatchObject({
      added: [ANA],
    });
  });

  it("is nothing in a DM, which has the same two members for ever", () => {
    expect(toMessageContent(groupUpdated(ANA_JOINED), DM)).toBeUndefined();
  });

  it.each([
    ["cut short", ANA_JOINED.subarray(0, -1)],
    ["of another form", Uint8Array.of(8, 1)],
    ["a length without end", Uint8Array.of(18, 255, 255, 255, 255, 255)],
  ])("is nothing when its bytes are %s", (_, bytes) => {
    expect(toMessageContent(groupUpdated(bytes), GROUP)).toBeUndefined();
  });
});
