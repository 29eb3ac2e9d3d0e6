import { Code, ConnectError } from "@connectrpc/connect";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalStack } from "../../index.ts";
import {
  altered,
  flipBit,
  type Registration,
  register,
  signatureOfAnother,
} from "../../test-support/identities.ts";
import { grpcWebClients, type RawClients, startTestStack } from "../../test-support/stack.ts";
import { createHeadlessClient } from "../../testing/index.ts";
import { IdentifierKind, type IdentityUpdate } from "../wire/gen/xmtp/associations_pb.ts";

/** Where real clients register, so that there are genuine updates to take elsewhere. */
let origin: LocalStack;
/** Where those updates, genuine and altered, are published. */
let target: LocalStack;
let alice: Registration;
let bob: Registration;
let raw: RawClients;

beforeAll(async () => {
  [origin, target] = await Promise.all([startTestStack(), startTestStack()]);
  raw = grpcWebClients(target);
  alice = await register(origin);
  bob = await register(origin);
});

afterAll(async () => {
  alice.client.close();
  bob.client.close();
  await Promise.all([origin.close(), target.close()]);
});

async function refusal(call: Promise<unknown>): Promise<ConnectError | undefined> {
  return call.then(
    () => undefined,
    (reason: unknown) => ConnectError.from(reason),
  );
}

const publish = (identityUpdate: IdentityUpdate) =>
  raw.identity.publishIdentityUpdate({ identityUpdate });

async function inboxIdOf(identifier: string): Promise<string | undefined> {
  const { responses } = await raw.identity.getInboxIds({ requests: [{ identifier }] });
  return responses[0]?.inboxId;
}

async function logLength(inboxId: string): Promise<number> {
  const { responses } = await raw.identity.getIdentityUpdates({ requests: [{ inboxId }] });
  return responses[0]?.updates.length ?? 0;
}

/** The two actions of a registration: the inbox is created, the installation added. */
function actionsOf(update: IdentityUpdate) {
  const [first, second] = update.actions.map(({ kind }) => kind);
  if (first?.case !== "createInbox" || second?.case !== "add")
    throw new Error("Not a registration.");
  return { create: first.value, add: second.value };
}

describe("a registration", () => {
  const forgeries: [string, (copy: IdentityUpdate) => void | Promise<void>][] = [
    [
      "whose wallet signature is another wallet's",
      async (copy) => {
        actionsOf(copy).create.initialIdentifierSignature = await signatureOfAnother();
      },
    ],
    [
      "whose wallet signature has one bit changed",
      (copy) => {
        const { signature } = actionsOf(copy).create.initialIdentifierSignature ?? {};
        if (signature?.case === "erc191") flipBit(signature.value.bytes, 10);
      },
    ],
    [
      "whose installation signature has one bit changed",
      (copy) => {
        const { signature } = actionsOf(copy).add.newMemberSignature ?? {};
        if (signature?.case === "installationKey") flipBit(signature.value.bytes, 10);
      },
    ],
    [
      "that adds another installation than the one that signed",
      (copy) => {
        const { kind } = actionsOf(copy).add.newMemberIdentifier ?? {};
        if (kind?.case === "installationPublicKey") flipBit(kind.value, 3);
      },
    ],
    [
      "whose inbox id does not derive from address and nonce",
      (copy) => {
        copy.inboxId = "ab".repeat(32);
      },
    ],
    [
      "whose nonce was changed",
      (copy) => {
        actionsOf(copy).create.nonce += 1n;
      },
    ],
    [
      "for another address",
      (copy) => {
        actionsOf(copy).create.initialIdentifier = bob.client.address.toLowerCase();
      },
    ],
    [
      "without signatures",
      (copy) => {
        delete actionsOf(copy).create.initialIdentifierSignature;
      },
    ],
    [
      "without actions",
      (copy) => {
        copy.actions = [];
      },
    ],
    [
      "whose time was changed after signing",
      (copy) => {
        copy.clientTimestampNs += 1_000_000_000n;
      },
    ],
  ];

  it.each(forgeries)("%s is refused and leaves no trace", async (_what, alter) => {
    const forged = altered(alice.update, () => {});
    await alter(forged);
    const refused = await refusal(publish(forged));
    expect(refused?.code).toBe(Code.InvalidArgument);
    expect(refused?.rawMessage).not.toBe("");
    expect(await logLength(forged.inboxId)).toBe(0);
    expect(await inboxIdOf(alice.client.address)).toBeUndefined();
  });

  it("is refused with an inbox id that is no inbox id, or without an update", async () => {
    const named = altered(alice.update, (copy) => {
      copy.inboxId = "../etc";
    });
    expect((await refusal(publish(named)))?.code).toBe(Code.InvalidArgument);
    const nothing = await refusal(raw.identity.publishIdentityUpdate({}));
    expect(nothing?.code, "as the official node has it").toBe(Code.Unknown);
  });

  it("that is genuine is accepted once; a replay is refused", async () => {
    await publish(alice.update);
    expect(await inboxIdOf(alice.client.address.toLowerCase())).toBe(alice.client.inboxId);
    expect(await inboxIdOf(alice.client.address)).toBe(alice.client.inboxId);
    expect((await refusal(publish(alice.update)))?.code).toBe(Code.InvalidArgument);
    expect(await logLength(alice.client.inboxId)).toBe(1);
  });

  it("cannot be appended to another's inbox", async () => {
    await publish(bob.update);
    const foreign = altered(alice.update, (copy) => {
      copy.inboxId = bob.client.inboxId;
      copy.actions = copy.actions.slice(1);
    });
    expect((await refusal(publish(foreign)))?.code).toBe(Code.InvalidArgument);
    expect(await logLength(bob.client.inboxId)).toBe(1);
  });
});

describe("a key package", () => {
  const upload = (keyPackageTlsSerialized: Uint8Array) =>
    raw.mls.uploadKeyPackage({ keyPackage: { keyPackageTlsSerialized } });

  it("with one bit changed anywhere is refused", async () => {
    const { keyPackage } = alice;
    const places = Array.from({ length: 24 }, (_, i) => Math.floor((i * keyPackage.length) / 24));
    for (const at of [...places, keyPackage.length - 1]) {
      const forged = keyPackage.slice();
      flipBit(forged, at);
      const refused = await refusal(upload(forged));
      expect
        .soft(refused?.code, `bit flipped in byte ${at} of ${keyPackage.length}`)
        .toBe(Code.InvalidArgument);
    }
    expect(target.health().counts.installations).toBe(0);
  });

  it("that is cut short or goes on too long is refused", async () => {
    const { keyPackage } = alice;
    for (const bytes of [keyPackage.slice(0, -1), Buffer.concat([keyPackage, Buffer.of(0)])]) {
      expect((await refusal(upload(bytes)))?.code).toBe(Code.InvalidArgument);
    }
  });

  it("that is genuine is accepted and handed out in the order asked", async () => {
    await upload(alice.keyPackage);
    await upload(bob.keyPackage);
    const { keyPackages } = await raw.mls.fetchKeyPackages({
      installationKeys: [bob, alice].map(({ client }) => client.client.installationIdBytes),
    });
    const received = keyPackages.map((each) => Buffer.from(each.keyPackageTlsSerialized));
    expect(received).toEqual([Buffer.from(bob.keyPackage), Buffer.from(alice.keyPackage)]);
  });
});

describe("an identifier", () => {
  it("goes from inbox to inbox as wallets are added and revoked", async () => {
    const carol = await createHeadlessClient({ url: target.urls.grpcWeb });
    const second = privateKeyToAccount(generatePrivateKey());
    const identifier = { identifier: second.address.toLowerCase(), identifierKind: 0 };
    const sign = async (message: string, key = carol.privateKey) => {
      const hex = await privateKeyToAccount(key).signMessage({ message });
      return Buffer.from(hex.slice(2), "hex");
    };

    const adding = await carol.client.addWalletSignatureRequest(identifier);
    const consent = await second.signMessage({ message: await adding.signatureText() });
    await adding.addEcdsaSignature(Buffer.from(consent.slice(2), "hex"));
    await carol.client.applySignatureRequest(adding);
    expect(await inboxIdOf(second.address)).toBe(carol.inboxId);

    const revoking = await carol.client.revokeWalletSignatureRequest(identifier);
    await revoking.addEcdsaSignature(await sign(await revoking.signatureText()));
    await carol.client.applySignatureRequest(revoking);
    expect(await inboxIdOf(second.address)).toBeUndefined();
    expect(await inboxIdOf(carol.address)).toBe(carol.inboxId);

    const requests = [{ inboxId: carol.inboxId }];
    const { responses } = await raw.identity.getIdentityUpdates({ requests });
    const log = responses[0]?.updates.map(({ update }) => update) ?? [];
    expect(log).toHaveLength(3);
    for (const update of log) {
      expect((await refusal(publish(update as IdentityUpdate)))?.code).toBe(Code.InvalidArgument);
    }
    carol.close();
  });

  it("of another kind is looked up as such", async () => {
    const { responses } = await raw.identity.getInboxIds({
      requests: [
        { identifier: alice.client.address, identifierKind: IdentifierKind.ETHEREUM },
        { identifier: alice.client.address, identifierKind: IdentifierKind.PASSKEY },
      ],
    });
    expect(responses.map(({ inboxId }) => inboxId)).toEqual([alice.client.inboxId, undefined]);
    expect(responses[0]?.identifier).toBe(alice.client.address);
  });
});
