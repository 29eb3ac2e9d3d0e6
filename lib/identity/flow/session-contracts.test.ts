import { describe, expect, it, vi } from "vitest";
import { FAKE_CHAIN, type FakeContracts } from "@/tests/fakes/fake-contracts.ts";
import { createSessionDevice } from "@/tests/fakes/session-device.ts";
import { explained, OPTION, openTab, reaches } from "@/tests/fakes/session-tabs.ts";
import { createFakeWallets } from "@/tests/fakes/wallets.ts";
import { parseAddress } from "../core/address.ts";

describe("signing in as a contract", () => {
  type Where = { chainId?: number; isStolen?: boolean } & Parameters<FakeContracts["create"]>[0];

  /** A tab of somebody whose wallet has a contract in it, which reads what is to be signed. */
  async function explainedToContract({ chainId = FAKE_CHAIN, isStolen, ...options }: Where = {}) {
    const device = createSessionDevice();
    const { chains } = device;
    const own = chains.create(options);
    const account = isStolen ? chains.stolen(own) : own;
    const person = createFakeWallets([account], { chainId, isContract: chains.isContract });
    const tab = await explained(openTab(device, person));
    return { ...tab, address: parseAddress(account.address) };
  }

  it.each([
    ["deployed", { owners: 2 }],
    ["not deployed", { isDeployed: false }],
  ])("that is %s takes one signature", async (_, options) => {
    const { session, device, person } = await explainedToContract(options);
    session.sign();
    await reaches(session, "ready");
    expect(device.log).toContain(`as a contract on ${FAKE_CHAIN}`);
    expect(person.signatureRequests).toHaveLength(1);
  });

  it("is announced when the wallet says that the account is one", async () => {
    const { session } = await explainedToContract();
    await vi.waitFor(() =>
      expect(session.store.getState()).toMatchObject({
        kind: "explaining",
        contractOn: FAKE_CHAIN,
      }),
    );
  });

  it("is refused to who owns nothing of it, before the network hears of it", async () => {
    const { session, device } = await explainedToContract({ isStolen: true });
    session.sign();
    await reaches(session, "failed");
    expect(session.store.getState()).toMatchObject({ error: { code: "wallet.not-owner" } });
    expect(device.log).toEqual([]);
    expect(device.registered.size).toBe(0);
  });

  it("goes on where the contract is, when the wallet was elsewhere", async () => {
    const { session, person } = await explainedToContract({ chainId: 1 });
    session.sign();
    await reaches(session, "failed");
    expect(session.store.getState()).toMatchObject({
      error: { code: "wallet.wrong-chain", facts: { chainId: FAKE_CHAIN } },
    });
    session.retry();
    await reaches(session, "ready");
    expect(person.signatureRequests).toHaveLength(2);
  });

  it("says on which chain XMTP would confirm what it does not confirm", async () => {
    const { session, device } = await explainedToContract({ chainId: 1, isDeployed: false });
    device.failNext("wallet.not-owner");
    session.sign();
    await reaches(session, "failed");
    expect(session.store.getState()).toMatchObject({
      failed: { step: "signing" },
      error: { code: "wallet.unconfirmed", facts: { fromChainId: 1, chainId: FAKE_CHAIN } },
    });
    session.retry();
    await reaches(session, "ready");
    expect(device.log).toContain(`as a contract on ${FAKE_CHAIN}`);
  });

  it("can be cancelled while owners take their time, also when devices are to go", async () => {
    const { session, device, person, address } = await explainedToContract({ owners: 2 });
    session.dismiss();
    device.fill(address);
    session.connect(OPTION);
    await reaches(session, "full");
    const state = session.store.getState();
    if (state.kind !== "full") throw new Error("not full");
    person.hold();
    session.revoke(state.use.installations.map(({ id }) => id));
    await vi.waitUntil(() => person.signatureRequests.length === 1);
    session.dismiss();
    await vi.waitUntil(() => !device.isLocked);
    session.connect(OPTION);
    person.answer();
    await reaches(session, "full");
    expect(session.store.getState()).toMatchObject({ use: { installations: { length: 10 } } });
  });
});

describe("a key's account that XMTP knows as a contract", () => {
  const bound = { chainId: 8453 };

  it("is registered as that, with the signature that was given", async () => {
    const { session, device, person } = await explained(openTab());
    device.failNext("identity.other-chain", bound);
    session.sign();
    await reaches(session, "ready");
    expect(device.log).toContain("as a contract on 8453");
    expect(person.signatureRequests).toHaveLength(1);
  });

  it("signs again on that chain, when the network refuses the contract's signature too", async () => {
    const { session, device } = await explained(openTab());
    device.failNext("identity.other-chain", bound);
    device.failNext("wallet.not-owner");
    session.sign();
    await reaches(session, "failed");
    expect(session.store.getState()).toMatchObject({
      failed: { step: "signing" },
      error: { code: "identity.other-chain", facts: bound },
    });
    session.retry();
    await reaches(session, "ready");
    expect(device.log).toContain("as a contract on 8453");
  });
});
