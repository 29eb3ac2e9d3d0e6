import { expect, it } from "vitest";
import { altered, flipBit, signatureOfAnother } from "../../test-support/identities.ts";
import type { Person } from "../../test-support/signed-elsewhere.ts";
import type { IdentityUpdate } from "../wire/gen/xmtp/associations_pb.ts";
import { isGrowing, type NodeUnderTest, statusOf } from "./node-under-test.ts";

/** A person whose updates the node has not seen. */
export type NewPerson = () => Promise<Person>;

const NOBODY = "ab".repeat(32);

/** Inbox logs, and which inbox an address belongs to. */
export function identities(node: () => NodeUnderTest, newPerson: NewPerson): void {
  const publish = (identityUpdate: IdentityUpdate) =>
    node().identity.publishIdentityUpdate({ identityUpdate });
  const logOf = async (inboxId: string, sequenceId = 0n) => {
    const requests = [{ inboxId, sequenceId }];
    return (await node().identity.getIdentityUpdates({ requests })).responses[0]?.updates ?? [];
  };
  const inboxOf = async (identifier: string) => {
    const { responses } = await node().identity.getInboxIds({ requests: [{ identifier }] });
    return responses[0]?.inboxId;
  };

  it("are taken when they are genuine, once", async () => {
    const { inboxId, address, log } = await newPerson();
    const [registration] = log;
    expect(await logOf(inboxId)).toEqual([]);
    expect(await inboxOf(address)).toBeUndefined();
    await publish(registration);
    const [stored, ...more] = await logOf(inboxId);
    expect(more).toEqual([]);
    expect(stored?.update).toEqual(registration);
    expect(stored?.serverTimestampNs).toBeGreaterThan(0n);
    expect(await inboxOf(address)).toBe(inboxId);
    expect(await statusOf(publish(registration))).toBe("InvalidArgument");
    expect(await logOf(inboxId)).toHaveLength(1);
  });

  it("are refused when anything about them is forged, and leave no trace", async () => {
    const { inboxId, address, log } = await newPerson();
    const [genuine] = log;
    const foreignSignature = await signatureOfAnother();
    const forgeries: Record<string, (copy: IdentityUpdate) => void> = {
      "another wallet's signature": (copy) => {
        if (copy.actions[0]?.kind.case === "createInbox")
          copy.actions[0].kind.value.initialIdentifierSignature = foreignSignature;
      },
      "an installation that did not sign": (copy) => {
        const added = copy.actions[1]?.kind;
        const kind = added?.case === "add" ? added.value.newMemberIdentifier?.kind : undefined;
        if (kind?.case === "installationPublicKey") flipBit(kind.value, 3);
      },
      "another nonce": (copy) => {
        if (copy.actions[0]?.kind.case === "createInbox") copy.actions[0].kind.value.nonce += 1n;
      },
      "another time": (copy) => {
        copy.clientTimestampNs += 1_000_000_000n;
      },
      "another inbox": (copy) => {
        copy.inboxId = NOBODY;
      },
    };
    for (const [what, alter] of Object.entries(forgeries)) {
      const forged = altered(genuine, alter);
      expect.soft(await statusOf(publish(forged)), what).toBe("InvalidArgument");
      expect.soft(await logOf(forged.inboxId), what).toEqual([]);
    }
    expect(await inboxOf(address)).toBeUndefined();
    expect(await logOf(inboxId)).toEqual([]);
  });

  it("are refused without an update", async () => {
    expect(await statusOf(node().identity.publishIdentityUpdate({}))).toBe("Unknown");
  });

  it("grow in order; a log is read from after any of its entries", async () => {
    const { inboxId, log } = await newPerson();
    for (const update of log) await publish(update);
    const stored = await logOf(inboxId);
    expect(stored.map(({ update }) => update)).toEqual(log);
    const ids = stored.map(({ sequenceId }) => sequenceId);
    expect(isGrowing(ids)).toBe(true);
    const later = await logOf(inboxId, ids[0]);
    expect(later.map(({ sequenceId }) => sequenceId)).toEqual(ids.slice(1));
    expect(await logOf(inboxId, ids.at(-1))).toEqual([]);
  });

  it("can't skip an entry", async () => {
    const { inboxId, log } = await newPerson();
    expect(await statusOf(publish(log[1]))).toBe("InvalidArgument");
    expect(await logOf(inboxId)).toEqual([]);
  });

  it("give an address to an inbox, and free it when it is revoked", async () => {
    const { inboxId, address, secondAddress, log } = await newPerson();
    const [registration, addition, revocation] = log;
    await publish(registration);
    expect(await inboxOf(secondAddress)).toBeUndefined();
    await publish(addition);
    expect(await inboxOf(secondAddress)).toBe(inboxId);
    await publish(revocation);
    expect(await inboxOf(secondAddress)).toBeUndefined();
    expect(await inboxOf(address)).toBe(inboxId);
  });

  it("are answered in the order asked, empty for what nobody knows", async () => {
    const { inboxId, address, log } = await newPerson();
    await publish(log[0]);
    const logs = await node().identity.getIdentityUpdates({
      requests: [{ inboxId: NOBODY }, { inboxId }],
    });
    const answered = logs.responses.map((each) => [each.inboxId, each.updates.length]);
    expect(answered).toEqual([
      [NOBODY, 0],
      [inboxId, 1],
    ]);
    const nobody = `0x${"00".repeat(20)}`;
    const { responses } = await node().identity.getInboxIds({
      requests: [nobody, address, nobody].map((identifier) => ({ identifier })),
    });
    expect(responses.map((each) => each.identifier)).toEqual([nobody, address, nobody]);
    expect(responses.map((each) => each.inboxId)).toEqual([undefined, inboxId, undefined]);
    expect((await node().identity.getInboxIds({})).responses).toEqual([]);
    expect((await node().identity.getIdentityUpdates({})).responses).toEqual([]);
  });
}
