import { describe, expect, it } from "vitest";
import {
  createFakeContracts,
  FAKE_CHAIN,
  type FakeContracts,
} from "@/tests/fakes/fake-contracts.ts";
import type { WalletAccount } from "@/tests/fakes/wallet-account.ts";
import { ALICE_KEY, BOB_KEY, createFakeWallets } from "@/tests/fakes/wallets.ts";
import { type Hex, parseAddress } from "../core/address.ts";
import type { SigningChain } from "../core/signing-chain.ts";
import { signText } from "./sign-text.ts";

const TEXT = "XMTP : Authenticate to inbox";
const BASE = 8453;
const OPTION = "com.example.fake";

type Situation = { chains?: FakeContracts; chainId?: number; isSilent?: boolean };

/** Somebody whose wallet has `account` in it, on the chain where contracts are unless said. */
async function signAs(
  account: WalletAccount,
  { chains = createFakeContracts(), chainId = FAKE_CHAIN, isSilent = false }: Situation = {},
) {
  const person = createFakeWallets([account], {
    chainId,
    isContract: isSilent ? () => undefined : chains.isContract,
  });
  const wallet = await person.wallets.connect(OPTION);
  const sign = (chain?: SigningChain) =>
    signText(
      { address: wallet.address, text: TEXT, ...(chain && { chain }) },
      { wallet, loadContracts: async () => chains.contracts },
    );
  return { person, wallet, sign, chains };
}

const unchanging = (account: WalletAccount, signature: Hex): WalletAccount => ({
  address: account.address,
  signMessage: async () => signature,
});

describe("a signature", () => {
  it("of the account's own key is told by arithmetic: no chain hears of it", async () => {
    const chains = createFakeContracts();
    chains.delegate(ALICE_KEY.address);
    const { sign } = await signAs(ALICE_KEY, { chains });
    expect(await sign()).toMatchObject({
      signer: ALICE_KEY.address,
      signature: { kind: "eoa" },
    });
    expect(chains.asked).toEqual([]);
  });

  it.each([
    ["one owner, in 65 bytes as a key's", { owners: 1 }],
    ["two owners", { owners: 2 }],
    ["a contract that is not deployed yet", { isDeployed: false }],
    ["one that is not deployed yet and has two owners", { isDeployed: false, owners: 2 }],
  ])("of %s is told by its chain", async (_, options) => {
    const chains = createFakeContracts([1, FAKE_CHAIN, BASE]);
    const account = chains.create(options);
    const { sign } = await signAs(account, { chains });
    const signed = await sign();
    expect(chains.asked.map(({ chainId }) => chainId)).toEqual([FAKE_CHAIN]);
    expect(signed).toMatchObject({
      signer: account.address,
      signature: { kind: "contract", chainId: FAKE_CHAIN },
    });
    expect(signed.doubt).toBeUndefined();
  });

  it.each([
    ["deployed", { isDeployed: true }],
    ["not deployed yet", { isDeployed: false }],
  ])("of somebody who owns nothing of a contract, %s, is refused", async (_, options) => {
    const chains = createFakeContracts();
    const { sign } = await signAs(chains.stolen(chains.create(options)), { chains });
    await expect(sign()).rejects.toMatchObject({ code: "wallet.not-owner" });
  });

  it("of another key is told as that key's, also for an account with lent code", async () => {
    const { sign, person, chains } = await signAs(ALICE_KEY);
    person.signNextWith(BOB_KEY);
    expect(await sign()).toMatchObject({ signer: BOB_KEY.address, signature: { kind: "eoa" } });
    chains.delegate(ALICE_KEY.address);
    person.signNextWith(BOB_KEY);
    expect((await sign()).signer).toBe(BOB_KEY.address);
  });

  it("that is none is the wallet's failure", async () => {
    const { sign } = await signAs(unchanging(ALICE_KEY, "0x"));
    await expect(sign()).rejects.toMatchObject({ code: "wallet.failed" });
  });

  it("of a contract that nobody deployed, and that does not say how, is told as such", async () => {
    const { sign } = await signAs(unchanging(ALICE_KEY, `0x${"ab".repeat(200)}`));
    await expect(sign()).rejects.toMatchObject({
      code: "wallet.not-deployed",
      facts: { fromChainId: FAKE_CHAIN },
    });
  });
});

describe("a contract on another chain", () => {
  it("is found, and the wallet changes to its chain when asked", async () => {
    const chains = createFakeContracts([1, BASE]);
    const account = chains.create({ chainId: BASE });
    const { sign, wallet } = await signAs(account, { chains, chainId: 1 });
    const chain = { chainId: BASE };
    await expect(sign()).rejects.toMatchObject({ code: "wallet.wrong-chain", facts: chain });
    expect(await sign(chain)).toMatchObject({ signature: { kind: "contract", chainId: BASE } });
    expect((await wallet.readChain(wallet.address)).chainId).toBe(BASE);
  });

  it("counts where its signature does, when the wallet signs for it though it shows another", async () => {
    const chains = createFakeContracts([1, BASE]);
    const account = chains.create({ chainId: BASE });
    const always = {
      address: account.address,
      signMessage: ({ message }: { message: string }) =>
        account.signMessage({ message, chainId: BASE }),
    };
    const { sign } = await signAs(always, { chains, chainId: 1 });
    expect(await sign()).toMatchObject({ signature: { kind: "contract", chainId: BASE } });
  });

  it("is not gone to when the person says no, or the wallet can't", async () => {
    const chains = createFakeContracts([1, BASE]);
    const { sign, person } = await signAs(chains.create({ chainId: BASE }), { chains, chainId: 1 });
    person.failNext("wallet.rejected");
    const going = sign({ chainId: BASE });
    await expect(going).rejects.toMatchObject({ code: "wallet.rejected" });
    person.pinChain();
    await expect(sign({ chainId: BASE })).rejects.toMatchObject({
      code: "wallet.no-switch",
      facts: { chainId: BASE },
    });
    expect(person.signatureRequests).toEqual([]);
    person.switchChain(BASE);
    expect(await sign({ chainId: BASE })).toMatchObject({ signature: { chainId: BASE } });
  });
});

describe("a chain that can't be asked from here", () => {
  it("leaves the signature to the network, with a doubt", async () => {
    const chains = createFakeContracts([1]);
    const account = chains.create({ chainId: BASE, owners: 2 });
    const { sign } = await signAs(account, { chains, chainId: BASE });
    expect(await sign()).toMatchObject({
      signature: { kind: "contract", chainId: BASE },
      doubt: { fromChainId: BASE },
    });
  });

  it("leaves it to the network too while its server is out of reach", async () => {
    const chains = createFakeContracts();
    const { sign } = await signAs(chains.create(), { chains });
    chains.goDown();
    expect((await sign()).doubt).toEqual({ fromChainId: FAKE_CHAIN });
    chains.goUp();
    expect((await sign()).doubt).toBeUndefined();
  });

  it("tells another key's signature by what the wallet says of its account", async () => {
    const chains = createFakeContracts([]);
    const { sign, person } = await signAs(ALICE_KEY, { chains });
    person.signNextWith(BOB_KEY);
    expect((await sign()).signer).toBe(BOB_KEY.address);
    const silent = await signAs(ALICE_KEY, { chains, isSilent: true });
    silent.person.signNextWith(BOB_KEY);
    expect(await silent.sign()).toMatchObject({
      signature: { kind: "contract" },
      doubt: { fromChainId: FAKE_CHAIN },
    });
  });

  it("is named as the way on when a contract that is not deployed signed for another", async () => {
    const chains = createFakeContracts();
    const account = chains.create({ isDeployed: false });
    const { sign } = await signAs(account, { chains, chainId: 1 });
    expect((await sign()).doubt).toEqual({ fromChainId: 1, chainId: FAKE_CHAIN });
    const again = await sign({ chainId: FAKE_CHAIN });
    expect(again).toMatchObject({ signature: { kind: "contract", chainId: FAKE_CHAIN } });
    expect(again.doubt).toBeUndefined();
  });
});

describe("an account that XMTP knows by its contract on one chain", () => {
  const bound = { chainId: BASE, isBound: true } as const;

  it("signs as that contract, and nowhere else", async () => {
    const chains = createFakeContracts([1, BASE]);
    const account = chains.create({ chainId: BASE });
    const { sign } = await signAs(account, { chains, chainId: 1 });
    expect(await sign(bound)).toMatchObject({ signature: { kind: "contract", chainId: BASE } });
    expect(chains.asked.map(({ chainId }) => chainId)).toEqual([BASE]);
  });

  it("gives its key's signature as the contract's, without going anywhere", async () => {
    const { sign, person } = await signAs(ALICE_KEY, { chainId: 1 });
    person.pinChain();
    expect(await sign(bound)).toMatchObject({
      signer: parseAddress(ALICE_KEY.address),
      signature: { kind: "contract", chainId: BASE },
    });
  });

  it("says that the wallet does not go there, once it signed as a contract elsewhere", async () => {
    const chains = createFakeContracts([1, BASE]);
    const { sign, person } = await signAs(chains.create({ chainId: 1 }), { chains, chainId: 1 });
    person.pinChain();
    await expect(sign(bound)).rejects.toMatchObject({ code: "wallet.no-switch" });
  });
});
