import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { parseAddress } from "@/lib/identity/core/address.ts";
import type { InboxId, InstallationId } from "@/lib/identity/core/ids.ts";
import type { ThreadKey } from "@/lib/messaging/core/records.ts";
import { type LocalStack, startLocalStack } from "@/local-stack/index.ts";
import { createHeadlessClient } from "@/local-stack/testing/index.ts";
import { joinWithEngine, newAccount, openWithEngine, signAs } from "@/tests/fakes/node-engine.ts";
import { callSignalsContract } from "./call-signals-contract.ts";
import { consentContract } from "./consent-contract.ts";
import { deviceHistoryContract } from "./device-history-contract.ts";
import { groupsContract } from "./groups-contract.ts";
import { inboxAdminContract } from "./inbox-admin-contract.ts";
import { messageActionsContract } from "./message-actions-contract.ts";
import { messageFilesContract } from "./message-files-contract.ts";
import { readTimesContract } from "./read-times-contract.ts";
import { type XmtpWorld, xmtpClientContract } from "./xmtp-client-contract.ts";

// The engine itself retries for some seconds before it says that the network is away.
describe("XmtpClient on libxmtp and the local node", { timeout: 60_000 }, () => {
  let stack: LocalStack;

  beforeAll(async () => {
    stack = await startLocalStack({
      chain: false,
      ports: { grpcWeb: 0, grpc: 0, history: 0 },
      data: ":memory:",
    });
  });
  afterEach(() => {
    // A fault that met nothing would have proved nothing.
    const inVain = stack.faults.list().faults.filter(({ happened }) => happened === 0);
    stack.faults.clear();
    expect(inVain).toEqual([]);
  });
  afterAll(() => stack.close());

  const network = () => ({ apiUrl: stack.urls.grpcWeb, historyUrl: stack.urls.history });
  const world: XmtpWorld = {
    join: (address) => joinWithEngine(network(), address),
    newAccount,
    signAs,
    makeGroup: async (groupName, members, text) => {
      const maker = await createHeadlessClient({ url: stack.urls.grpcWeb });
      const inboxIds = members.map(({ inboxId }) => inboxId);
      const group = await maker.client
        .conversations()
        .createGroupByInboxIds(inboxIds, { groupName });
      await group.sendText(text);
      const { inboxId, address } = maker;
      maker.close();
      return { inboxId: inboxId as InboxId, address: parseAddress(address) };
    },
    sendInlineFile: async (to, { fileName, mimeType }, content) => {
      const { client, libxmtp, address, inboxId, close } = await createHeadlessClient({
        url: stack.urls.grpcWeb,
      });
      const dm = await client.conversations().createDmByInboxId(to.inboxId);
      const attachment = { mimeType, content, ...(fileName && { filename: fileName }) };
      await dm.send(libxmtp.encodeAttachment(attachment), { shouldPush: true });
      close();
      return { inboxId: inboxId as InboxId, address: parseAddress(address) };
    },
    loseNextAnswer: () => stack.faults.set("cut rpc=SendGroupMessages when=after times=1"),
    goDown: () => stack.unplug(),
    goUp: () => stack.plugIn(),
    elapse: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  };
  xmtpClientContract(world);
  messageActionsContract(world);
  readTimesContract(world);
  callSignalsContract(world);
  consentContract(world);
  messageFilesContract(world);
  groupsContract(world);
  inboxAdminContract({ ...world, refusal: "wallet.wrong-account" });
  deviceHistoryContract(world);

  it("reaches the peer of a DM whose creation was cut short", async () => {
    const [alix, bo] = [await joinWithEngine(network()), await joinWithEngine(network())];
    stack.faults.set("cut rpc=FetchKeyPackages");
    await expect(alix.openDm(bo.inboxId)).rejects.toMatchObject({ code: "xmtp.unreachable" });
    stack.faults.clear();
    const { key } = await alix.openDm(bo.inboxId);
    const id = await alix.prepare(key, { type: "text", text: "arrives" }, "key");
    await alix.publish(id);
    await bo.syncAll();
    const { messages } = await bo.listMessages(`dm:${alix.inboxId}`, { limit: 10 });
    expect(messages).toMatchObject([{ id, content: { text: "arrives" } }]);
  });

  it("shuts a removed device out of the conversations of who removed it, without waiting for a message", async () => {
    const address = newAccount();
    const lost = await joinWithEngine(network(), address);
    const kept = await joinWithEngine(network(), address);
    const bo = await joinWithEngine(network());
    const say = async (client: typeof lost, key: ThreadKey, text: string) =>
      client.publish(await client.prepare(key, { type: "text", text }, text));
    const textsOf = async (client: typeof lost, key: ThreadKey) => {
      await client.syncAll();
      const { messages } = await client.listMessages(key, { limit: 100 });
      return messages.map(({ content }) => ("text" in content ? content.text : ""));
    };
    const { key } = await lost.openDm(bo.inboxId);
    await say(lost, key, "first");
    await kept.syncAll();
    const { id, signer, text } = await kept.beginChange({
      kind: "revoke-installations",
      installationIds: [lost.installationId],
    });
    await kept.applyChange(id, await signAs(signer, text));

    let turn = 0;
    const tryToSay = () =>
      say(lost, key, `still here ${turn++}`).then(
        () => "sent",
        () => "refused",
      );
    await expect.poll(tryToSay, { timeout: 10_000 }).toBe("refused");
    const known = await textsOf(bo, `dm:${kept.inboxId}`);
    await say(bo, `dm:${kept.inboxId}`, "among us");
    expect(await textsOf(kept, key)).toEqual([...known, "among us"]);
    expect(await textsOf(lost, key)).not.toContain("among us");
  });

  it("says that the network refuses when it answers everything but this", async () => {
    const [alix, bo] = [await joinWithEngine(network()), await joinWithEngine(network())];
    const { key } = await alix.openDm(bo.inboxId);
    const id = await alix.prepare(key, { type: "text", text: "refused" }, "key");
    stack.faults.set("cut rpc=SendGroupMessages");
    const firstTry = alix.publish(id);
    await expect(firstTry).rejects.toMatchObject({ code: "xmtp.unreachable" });
    await expect(alix.publish(id)).rejects.toMatchObject({ code: "xmtp.refused" });
    stack.faults.clear();
    await expect(alix.publish(id)).resolves.toMatchObject({ delivery: "published" });
  });

  it("makes room in an inbox with ten installations, without a client of it", async () => {
    const address = newAccount();
    const clients = [];
    for (let i = 0; i < 10; i++) clients.push(await joinWithEngine(network(), address));
    const full = await openWithEngine(network(), address);
    if (full.kind !== "full") throw new Error("An eleventh installation was let in");
    const { installations, updateCount, recovery } = full.use;
    expect(installations).toHaveLength(10);
    expect({ updateCount, recovery }).toEqual({ updateCount: 10, recovery: address });
    expect(installations.every(({ keyPackageAtMs }) => keyPackageAtMs !== undefined)).toBe(true);
    const oldest = installations.at(-1)?.id;
    expect(oldest).toBe(clients[0]?.installationId);

    const change = await full.admin.beginChange({
      kind: "revoke-installations",
      installationIds: [oldest as InstallationId],
    });
    await full.admin.applyChange(change.id, await signAs(change.signer, change.text));
    const joined = await joinWithEngine(network(), address);
    const left = (await joined.readUse()).installations.map(({ id }) => id);
    expect(left).toHaveLength(10);
    expect(left).toContain(joined.installationId);
    expect(left).not.toContain(oldest);
  });

  it("tells at the sign-in what an inbox has used already", async () => {
    const address = newAccount();
    const first = await openWithEngine(network(), address);
    expect(first).toMatchObject({ kind: "needs-signature" });
    expect("use" in first).toBe(false);
    await joinWithEngine(network(), address);
    const second = await openWithEngine(network(), address);
    expect(second).toMatchObject({ kind: "needs-signature", use: { updateCount: 1 } });
  });
});
