import { createPublicClient, createTestClient, http, walletActions } from "viem";
import { generatePrivateKey, mnemonicToAccount, privateKeyToAccount } from "viem/accounts";
import { foundry } from "viem/chains";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LOCAL_ENS } from "@/contracts-abi/local-ens.ts";
import { SAFE_CONTRACTS as PARLEYS_SAFE_CONTRACTS } from "@/contracts-abi/safe.ts";
import { createSafeAccount } from "@/lib/identity/wallet/safe-account.ts";
import { LOCAL_CHAIN_ID, type LocalChain } from "@/local-stack/chain/start-chain.ts";
import { LOCAL_ENS_CONTRACTS, localNames } from "@/local-stack/testing/ens-names.ts";
import { SAFE_CONTRACTS } from "@/local-stack/testing/safes.ts";
import { startTestChain } from "@/tests/fakes/test-chain.ts";

const MESSAGE = "XMTP : Authenticate to inbox";
const universalResolverAddress = "0xeEeEEEeE14D718C2B47D9923Deab1335E144EeEe";
const alice = mnemonicToAccount("test test test test test test test test test test test junk");
const key = () => privateKeyToAccount(generatePrivateKey());

let chain: LocalChain;
let client: ReturnType<typeof clientOf>;

function clientOf(url: string) {
  return createPublicClient({ chain: foundry, transport: http(url) });
}

beforeAll(async () => {
  chain = await startTestChain();
  client = clientOf(chain.url);
});
afterAll(() => chain.close());

describe("a Safe on the local chain", () => {
  const verify = (address: `0x${string}`, signature: `0x${string}`, message = MESSAGE) =>
    client.verifyMessage({ address, message, signature });

  it.each([1, 2])("of %i owners signs before it is deployed, and after", async (count) => {
    const safe = createSafeAccount(Array.from({ length: count }, key), { chainId: LOCAL_CHAIN_ID });
    const undeployed = await safe.signUndeployed({ message: MESSAGE });
    expect(await verify(safe.address, undeployed)).toBe(true);
    expect(await verify(safe.address, undeployed, "another text")).toBe(false);

    const wallet = createTestClient({ chain: foundry, mode: "anvil", transport: http(chain.url) });
    const hash = await wallet
      .extend(walletActions)
      .sendTransaction({ account: alice, ...safe.deployment });
    await client.waitForTransactionReceipt({ hash, pollingInterval: 10 });
    expect((await client.getCode({ address: safe.address }))?.length).toBeGreaterThan(2);
    expect(await verify(safe.address, await safe.signMessage({ message: MESSAGE }))).toBe(true);
    expect(await verify(safe.address, undeployed)).toBe(true);
  });

  it("does not take the signature of who is no owner", async () => {
    const safe = createSafeAccount([key()], { chainId: LOCAL_CHAIN_ID });
    const stranger = createSafeAccount([key()], { chainId: LOCAL_CHAIN_ID });
    const signature = await stranger.signUndeployed({ message: MESSAGE });
    expect(await verify(safe.address, signature)).toBe(false);
  });
});

describe("names on the local chain", () => {
  it("are registered, point, say texts, and are claimed", async () => {
    const owner = key().address;
    const names = localNames(chain.url);
    await names.register({ label: "ana", owner, pointsTo: owner, texts: { avatar: "data:," } });
    expect(await client.getEnsAddress({ name: "ana.eth", universalResolverAddress })).toBe(owner);
    expect(
      await client.getEnsText({ name: "ana.eth", key: "avatar", universalResolverAddress }),
    ).toBe("data:,");
    expect(await client.getEnsName({ address: owner, universalResolverAddress })).toBeNull();
    await names.claim(owner, "ana.eth");
    expect(await client.getEnsName({ address: owner, universalResolverAddress })).toBe("ana.eth");
  });

  it("do not belong to who merely claims them, nor to a second comer", async () => {
    const impostor = key().address;
    const names = localNames(chain.url);
    await names.claim(impostor, "alice.eth");
    expect(await client.getEnsName({ address: impostor, universalResolverAddress })).toBeNull();
    await expect(names.register({ label: "alice", owner: impostor })).rejects.toThrow("reverted");
  });
});

it("has its contracts where the fixtures of the local stack look for them", () => {
  expect(LOCAL_ENS_CONTRACTS).toEqual(LOCAL_ENS);
  expect(SAFE_CONTRACTS).toEqual(PARLEYS_SAFE_CONTRACTS);
});
