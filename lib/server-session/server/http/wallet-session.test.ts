import { privateKeyToAccount } from "viem/accounts";
import { createSiweMessage } from "viem/siwe";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { parseAddress } from "@/lib/identity/core/address.ts";
import { FAKE_CHAIN } from "@/tests/fakes/fake-contracts.ts";
import { cookieIn, outcomeOf, SessionSite } from "@/tests/fakes/session-site.ts";

const MINUTE_MS = 60_000;
let site = new SessionSite();
beforeEach(() => {
  site = new SessionSite();
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

describe("a session of a wallet (EIP-4361)", () => {
  const key = privateKeyToAccount(`0x${"5a".repeat(32)}`);

  type Change = Partial<Parameters<typeof createSiweMessage>[0]>;

  async function messageOf(address: string, change: Change = {}): Promise<string> {
    const { nonce } = await site.nonce();
    return createSiweMessage({
      domain: "parley.example.org",
      address: parseAddress(address),
      uri: site.origin,
      version: "1",
      chainId: FAKE_CHAIN,
      nonce,
      issuedAt: new Date(site.nowMs),
      ...change,
    });
  }

  const asked = (body: object) => site.ask("proveWallet", { body });
  const signed = async (change: Change = {}) => {
    const message = await messageOf(key.address, change);
    return { message, signature: await key.signMessage({ message }) };
  };

  it("is opened for a key, which no chain is asked about", async () => {
    const ana = site.joinAs(key.address);
    const answer = await asked(await signed({ chainId: 8453 }));
    expect((await answer.json()).session).toMatchObject({
      inboxId: ana.inboxId,
      method: "siwe",
      address: key.address,
    });
    expect(await site.whoIs(cookieIn(answer))).toBe(ana.inboxId);
    expect(site.chains.asked).toEqual([]);
  });

  it.each([
    ["of one owner", {}],
    ["of two", { owners: 2 }],
    ["that is not deployed", { isDeployed: false }],
  ])("is opened for a contract %s, and not for who owns none of it", async (_, options) => {
    const account = site.chains.create(options);
    const thief = site.chains.stolen(account);
    site.joinAs(account.address);
    for (const [signer, outcome] of [
      [account, "201"],
      [thief, "401 session.signature"],
    ] as const) {
      const message = await messageOf(account.address);
      const signature = await signer.signMessage({ message, chainId: FAKE_CHAIN });
      expect(await outcomeOf(asked({ message, signature }))).toBe(outcome);
    }
  });

  it("is refused to a contract on a chain that is not configured, and waits for one that is away", async () => {
    const account = site.chains.create();
    site.joinAs(account.address);
    const bodyOn = async (chainId: number) => {
      const message = await messageOf(account.address, { chainId });
      return { message, signature: await account.signMessage({ message, chainId }) };
    };
    expect(await outcomeOf(asked(await bodyOn(5)))).toBe("401 session.wrong-chain");
    site.chains.goDown();
    expect(await outcomeOf(asked(await bodyOn(FAKE_CHAIN)))).toBe(
      "503 session.chain-unreachable later",
    );
  });

  it("is refused to an address that has no inbox", async () => {
    expect(await outcomeOf(asked(await signed()))).toBe("401 session.not-a-member");
  });

  it("is refused when the node's word is not what the inbox says", async () => {
    const ben = site.join();
    const { findInbox } = site.network;
    site.network.findInbox = (of) => (of === key.address ? ben.inboxId : findInbox(of));
    expect(await outcomeOf(asked(await signed()))).toBe("401 session.not-a-member");
  });

  it("is refused for the same reasons as an installation's", async () => {
    site.joinAs(key.address);
    const minutes = (count: number) => new Date(site.nowMs + count * MINUTE_MS);
    const cases: [Change, string][] = [
      [{ domain: "evil.example" }, "401 session.wrong-domain"],
      [{ uri: "https://evil.example" }, "401 session.wrong-domain"],
      [{ expirationTime: minutes(-1) }, "401 session.expired"],
      [{ notBefore: minutes(1) }, "401 session.expired"],
      [{ issuedAt: minutes(-10) }, "401 session.expired"],
      [{ nonce: "abcdefgh12345678" }, "401 session.nonce"],
    ];
    for (const [change, outcome] of cases) {
      expect(await outcomeOf(asked(await signed(change)))).toBe(outcome);
    }
    const body = await signed();
    expect(await outcomeOf(asked(body))).toBe("201");
    expect(await outcomeOf(asked(body))).toBe("401 session.nonce");
    const forged = await signed();
    const other = privateKeyToAccount(`0x${"6b".repeat(32)}`);
    const signature = await other.signMessage({ message: forged.message });
    expect(await outcomeOf(asked({ ...forged, signature }))).toBe("401 session.signature");
  });

  it("ends at its renewal when the wallet left the inbox", async () => {
    const ana = site.joinAs(key.address);
    const first = cookieIn(await asked(await signed()));
    const answer = await site.ask("refresh", { cookie: first });
    expect(answer.status).toBe(200);
    const inbox = site.network.byId.get(ana.inboxId);
    if (inbox) inbox.wallets = [];
    site.nowMs += MINUTE_MS;
    const cookie = cookieIn(answer);
    expect(await outcomeOf(site.ask("refresh", { cookie }))).toBe("401 session.not-a-member");
    expect(await site.whoIs(cookie)).toBeUndefined();
  });
});
