import { concatHex, createPublicClient, http } from "viem";
import { foundry } from "viem/chains";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { LocalStack } from "../index.ts";
import { startTestStack } from "../test-support/stack.ts";
import {
  createGroup,
  createHeadlessClient,
  createSafe,
  createWalletClient,
  fillInstallations,
  localNames,
  privateKeyOf,
  putCode,
  receiveTexts,
  waitForInstallations,
  waitForRpc,
  waitForStream,
  walletOf,
} from "./index.ts";

vi.setConfig({ testTimeout: 120_000 });

let stack: LocalStack;
let url: string;
let chainUrl: string;

beforeAll(async () => {
  stack = await startTestStack({ chain: true });
  url = stack.urls.grpcWeb;
  chainUrl = stack.urls.chain ?? "";
});
afterAll(() => stack.close());

const person = (name: string) => createWalletClient({ url, wallet: walletOf(name) });

describe("wallets of tests", () => {
  it("are the same for a name each time, and others for other names", () => {
    expect(walletOf("ana").address).toBe(walletOf("ana").address);
    expect(walletOf("ana").address).not.toBe(walletOf("ben").address);
  });

  it.each([
    ["deployed", { isDeployed: true }],
    ["counterfactual", { isDeployed: false }],
    ["of two owners", { owners: [walletOf("first owner"), walletOf("second owner")] }],
  ])("are Safes too: %s", async (_what, options) => {
    const safe = await createSafe(chainUrl, options);
    const treasury = await createWalletClient({ url, wallet: safe });
    const ana = await createHeadlessClient({ url });
    expect(await ana.canMessage(safe.address)).toBe(true);
    await treasury.sendText(ana.address, "from a contract");
    const [text] = await ana.listTexts(safe.address);
    expect(text).toMatchObject({ text: "from a contract", senderInboxId: treasury.inboxId });
    treasury.close();
    ana.close();
  });

  it.each([
    ["deployed", { owners: 2 }],
    ["counterfactual", { isDeployed: false }],
  ])("are no Safe of somebody else, %s, and none for another chain", async (_what, options) => {
    const safe = await createSafe(chainUrl, options);
    await expect(createWalletClient({ url, wallet: safe.stolen })).rejects.toThrow();
    const signMessage = ({ message }: { message: string }) =>
      safe.signMessage({ message, chainId: 1 });
    await expect(createWalletClient({ url, wallet: { ...safe, signMessage } })).rejects.toThrow();
    (await createWalletClient({ url, wallet: safe })).close();
  });

  it("are keys too whose accounts a contract was lent to", async () => {
    const [key, contract] = [
      walletOf("who was lent code"),
      `0x${"c0de".padStart(40, "0")}`,
    ] as const;
    const client = createPublicClient({ chain: foundry, transport: http(chainUrl) });
    const asked = {
      address: key.address,
      message: "hello",
      signature: `0x${"12".repeat(70)}`,
    } as const;
    expect(await client.verifyMessage(asked)).toBe(false);
    // Says the magic word of ERC-1271 to all.
    await putCode(chainUrl, contract, "0x631626ba7e60e01b60005260206000f3");
    await putCode(chainUrl, key.address, concatHex(["0xef0100", contract]));
    expect(await client.verifyMessage(asked)).toBe(true);
  });

  it("have names on the local chain", async () => {
    const owner = walletOf("ana").address;
    const names = localNames(chainUrl);
    await names.register({ label: "fixture", owner, pointsTo: owner, texts: { avatar: "data:," } });
    await names.claim(owner, "fixture.eth");
    const client = createPublicClient({ chain: foundry, transport: http(chainUrl) });
    const universalResolverAddress = "0xeEeEEEeE14D718C2B47D9923Deab1335E144EeEe";
    const asked = { name: "fixture.eth", universalResolverAddress } as const;
    expect(await client.getEnsAddress(asked)).toBe(owner);
    expect(await client.getEnsText({ ...asked, key: "avatar" })).toBe("data:,");
    expect(await client.getEnsName({ address: owner, universalResolverAddress })).toBe(asked.name);
    const stranger = walletOf("stranger").address;
    await expect(names.register({ label: "fixture", owner: stranger })).rejects.toThrow("reverted");
  });
});

describe("a group with a history", () => {
  it("is read by all of its members alike", async () => {
    const [ana, ben, cleo] = [await person("ana"), await person("ben"), await person("cleo")];
    const texts = ["hi", "hello", "hey", "how are you?"];
    const group = await createGroup({ by: ana, with: [ben, cleo], name: "Friends", texts });
    for (const member of [ana, ben, cleo]) {
      const said = await group.read(member);
      expect(said.map(({ text }) => text)).toEqual(texts);
      expect(said.map(({ senderInboxId }) => senderInboxId)).toEqual(
        [ana, ben, cleo, ana].map(({ inboxId }) => inboxId),
      );
    }
    stack.faults.set([{ kind: "error", topic: group.id, rpc: "SendGroupMessages" }]);
    await expect(group.say(ana, "anybody there?")).rejects.toThrow();
    stack.faults.clear();
    for (const member of [ana, ben, cleo]) member.close();
  });
});

describe("an inbox with all the installations it may have", () => {
  it("takes no other device", async () => {
    const privateKey = privateKeyOf("collector of devices");
    await fillInstallations(url, privateKey);
    await expect(createHeadlessClient({ url, privateKey })).rejects.toThrow(/10/);
  });
});

describe("waiting", () => {
  it("ends with what was waited for, whether it is there or comes", async () => {
    const [ana, ben] = [await person("ana"), await person("ben")];
    const streaming = waitForStream(stack);
    const received = await receiveTexts(ben);
    expect(await streaming).toMatchObject({ rpc: "SubscribeGroupMessages", phase: "began" });
    const coming = received.waitFor("second");
    const sent = waitForRpc(stack, { rpc: "SendGroupMessages" });
    await ana.sendText(ben.address, "first");
    expect((await sent).subjects).toHaveLength(1);
    await ana.sendText(ben.address, "second");
    expect((await coming).senderInboxId).toBe(ana.inboxId);
    expect((await received.waitFor(({ text }) => text === "first")).text).toBe("first");
    expect(await received.waitForUnread(2)).toHaveLength(2);
    received.markRead();
    await ben.sendText(ana.address, "mine is not unread");
    await ana.sendText(ben.address, "third");
    expect((await received.waitForUnread(1)).map(({ text }) => text)).toEqual(["third"]);
    received.end();
    ana.close();
    ben.close();
  });

  it("hears Markdown and replies too, as agents answer", async () => {
    const [ana, agent] = [await person("ana"), await person("agent")];
    const received = await receiveTexts(ana);
    const dm = await agent.client.conversations().createDm({
      identifier: ana.address.toLowerCase(),
      identifierKind: agent.libxmtp.IdentifierKind.Ethereum,
    });
    const reference = await dm.sendMarkdown("# Hello");
    const content = agent.libxmtp.encodeMarkdown("1. `/help`");
    await dm.sendReply({ reference, referenceInboxId: agent.inboxId, content });
    const heard = await received.waitForUnread(2);
    expect(heard.map(({ text }) => text)).toEqual(["# Hello", "1. `/help`"]);
    ana.close();
    agent.close();
  });

  it("sees devices come", async () => {
    const privateKey = privateKeyOf("somebody with two devices");
    const first = await createHeadlessClient({ url, privateKey });
    await waitForInstallations(stack, first, 1);
    const both = waitForInstallations(stack, first, 2);
    const second = await createHeadlessClient({ url, privateKey });
    await both;
    first.close();
    second.close();
  });

  it("ends with a sentence when it takes too long", async () => {
    const ana = await person("ana");
    const received = await receiveTexts(ana);
    const late = { timeoutMs: 50 };
    await expect(received.waitFor("never", late)).rejects.toThrow(
      'Within 50 ms there was no message "never".',
    );
    await expect(waitForRpc(stack, { rpc: "GetInboxIds" }, late)).rejects.toThrow(
      "Within 50 ms there was no GetInboxIds that was answered.",
    );
    ana.close();
  });

  it("leaves nothing around RPCs afterwards, and tells of refusals and ends", async () => {
    const events: string[] = [];
    const leave = stack.onRpc(({ rpc, phase, code }) =>
      events.push(`${rpc} ${phase} ${code ?? ""}`),
    );
    stack.faults.set("error code=Internal rpc=GetInboxIds times=1");
    await createHeadlessClient({ url }).catch(() => {});
    expect(events).toContain("GetInboxIds refused 13");
    leave();
    const before = events.length;
    stack.faults.clear();
    (await createHeadlessClient({ url })).close();
    expect(events).toHaveLength(before);
  });
});
