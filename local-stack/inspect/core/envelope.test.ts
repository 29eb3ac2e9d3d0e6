import { create } from "@bufbuild/protobuf";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalStack } from "../../index.ts";
import { type Registration, register } from "../../test-support/identities.ts";
import { CONTENT, privateMessage, publicMessage } from "../../test-support/mls-bytes.ts";
import { startTestStack } from "../../test-support/stack.ts";
import {
  GroupMessageInputSchema,
  GroupMessageSchema,
  WelcomeMessageInput_V1Schema,
  WelcomeMessageInputSchema,
} from "../../xmtp/wire/gen/xmtp/mls_api_pb.ts";
import { groupEnvelope, welcomeEnvelope } from "./envelope.ts";
import { identityEnvelope } from "./identity-history.ts";
import { keyPackageEnvelope } from "./key-package.ts";

const groupId = new Uint8Array(16).fill(7);

function input(data: Uint8Array, rest: { senderHmac?: Uint8Array; shouldPush?: boolean } = {}) {
  return groupEnvelope(
    create(GroupMessageInputSchema, { version: { case: "v1", value: { data, ...rest } } }),
  );
}

describe("what is in the clear of a group message", () => {
  it("is its group, epoch, kind and size, and what push servers see", () => {
    const data = privateMessage(groupId, "ciphertext");
    data.writeBigUInt64BE(258n, 4 + 1 + groupId.length);
    expect(input(data, { senderHmac: new Uint8Array(32), shouldPush: true })).toEqual({
      kind: "group message",
      groupId: "07".repeat(16),
      epoch: "258",
      content: "application",
      wireFormat: "private",
      sizeBytes: data.length,
      senderHmac: true,
      shouldPush: true,
    });
  });

  it("tells commits and proposals, private or public", () => {
    expect(input(privateMessage(groupId, "x", CONTENT.commit))).toMatchObject({
      content: "commit",
      senderHmac: false,
    });
    expect(input(publicMessage(groupId, CONTENT.proposal))).toMatchObject({
      content: "proposal",
      wireFormat: "public",
    });
  });

  it("has the network's id and time once it is stored, and no content where none was asked for", () => {
    const value = { id: 3n, createdNs: 1_700_000_000_123_000_000n, groupId };
    const stored = (data: Uint8Array) =>
      groupEnvelope(
        create(GroupMessageSchema, { version: { case: "v1", value: { ...value, data } } }),
      );
    const created = "2023-11-14T22:13:20.123Z";
    expect(stored(privateMessage(groupId, "x"))).toMatchObject({ id: "3", created });
    expect(stored(new Uint8Array())).toEqual({
      kind: "metadata",
      groupId: "07".repeat(16),
      isCommit: false,
      id: "3",
      created,
    });
  });

  it("says why it is malformed", () => {
    expect(input(Buffer.from("no MLS"))).toEqual({
      kind: "malformed",
      reason: "Only MLS 1.0 is known.",
      sizeBytes: 6,
    });
    expect(groupEnvelope(create(GroupMessageInputSchema))).toMatchObject({ kind: "malformed" });
  });
});

describe("a welcome", () => {
  it("names installation, wrapper and key", () => {
    const value = create(WelcomeMessageInput_V1Schema, {
      installationKey: new Uint8Array(32).fill(1),
      data: new Uint8Array(900),
      hpkePublicKey: new Uint8Array(1216).fill(2),
      wrapperAlgorithm: 2,
      welcomeMetadata: new Uint8Array(5),
    });
    const envelope = welcomeEnvelope(
      create(WelcomeMessageInputSchema, { version: { case: "v1", value } }),
    );
    expect(envelope).toEqual({
      kind: "welcome",
      installationKey: "01".repeat(32),
      wrapperAlgorithm: "X-Wing (ML-KEM-768, draft 6)",
      hpkePublicKey: `${"02".repeat(64)}… (1216 bytes)`,
      sizeBytes: 900,
      metadataBytes: 5,
    });
  });
});

describe("what a real client publishes when it registers", () => {
  let stack: LocalStack;
  let alice: Registration;
  beforeAll(async () => {
    stack = await startTestStack();
    alice = await register(stack);
  });
  afterAll(async () => {
    alice.client.close();
    await stack.close();
  });

  it("is a key package with its installation, its inbox and how long it holds", () => {
    const envelope = keyPackageEnvelope(alice.keyPackage);
    if (envelope.kind !== "key package") throw new Error(envelope.reason);
    expect(envelope.installationKey).toBe(alice.client.installationId);
    expect(envelope.inboxId).toBe(alice.client.inboxId);
    expect(Date.parse(envelope.notBefore)).toBeLessThanOrEqual(Date.now());
    expect(Date.parse(envelope.notAfter)).toBeGreaterThan(Date.now());
    expect(envelope.lastResort).toBe(true);
  });

  it("is a history that one can read", () => {
    const { actions, inboxId } = identityEnvelope(alice.update);
    const wallet = alice.client.address.toLowerCase();
    expect(inboxId).toBe(alice.client.inboxId);
    expect(actions).toEqual([
      expect.stringMatching(`^Inbox created by wallet ${wallet}, nonce \\d+, signed by a wallet$`),
      `Installation ${alice.client.installationId} added, signed by a wallet`,
    ]);
  });

  it("may come with any bytes changed or missing: nothing is thrown", () => {
    const broken = fc.record({
      end: fc.nat({ max: alice.keyPackage.length }),
      at: fc.nat({ max: alice.keyPackage.length }),
      byte: fc.nat({ max: 255 }),
    });
    fc.assert(
      fc.property(broken, ({ end, at, byte }) => {
        const bytes = alice.keyPackage.slice(0, end);
        if (at < bytes.length) bytes[at] = byte;
        expect(["key package", "malformed"]).toContain(keyPackageEnvelope(bytes).kind);
      }),
      { numRuns: 500 },
    );
  });
});

it("takes any bytes for a group message or a key package, and says something short", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(JSON.stringify([input(bytes), keyPackageEnvelope(bytes)]).length).toBeLessThan(3_000);
    }),
    { numRuns: 1_000 },
  );
});
