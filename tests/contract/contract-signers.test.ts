import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Address, type Hex, parseAddress } from "@/lib/identity/core/address.ts";
import type { WalletSignature } from "@/lib/identity/core/wallet-signature.ts";
import { createSafeAccount } from "@/lib/identity/wallet/safe-account.ts";
import type { XmtpClient } from "@/lib/messaging/ports/xmtp-client.ts";
import { LOCAL_CHAIN_ID } from "@/local-stack/chain/start-chain.ts";
import { type LocalStack, startLocalStack } from "@/local-stack/index.ts";
import { createSafe, type SafeOptions } from "@/local-stack/testing/index.ts";
import { addAccount, joinWithEngine, openWithEngine, signAs } from "@/tests/fakes/node-engine.ts";
import type { WalletAccount } from "@/tests/fakes/wallet-account.ts";
import { inboxAdminContract } from "./inbox-admin-contract.ts";

/** A chain whose server is never there, and one that the node was not told of. */
const DEAD_CHAIN = 5;
const UNKNOWN_CHAIN = 1;

const newKey = () => privateKeyToAccount(generatePrivateKey());

// The engine itself retries for some seconds before it says that the network is away.
describe("contracts as signers, on libxmtp and the local node", { timeout: 60_000 }, () => {
  let stack: LocalStack;

  beforeAll(async () => {
    stack = await startLocalStack({
      ports: { grpcWeb: 0, grpc: 0, history: 0, chain: 0 },
      data: ":memory:",
      chainRpcUrls: { [`eip155:${DEAD_CHAIN}`]: "http://127.0.0.1:9" },
    });
  });
  afterAll(() => stack.close());

  const safe = (options?: SafeOptions) => createSafe(stack.urls.chain ?? "", options);
  const network = () => ({ apiUrl: stack.urls.grpcWeb, historyUrl: stack.urls.history });

  /** Registers as an account that signs like that; what it signs is said to be of a contract. */
  async function register(
    { address, signMessage }: WalletAccount,
    { kind = "contract", chainId = LOCAL_CHAIN_ID }: { kind?: string; chainId?: number } = {},
  ): Promise<XmtpClient> {
    const opened = await openWithEngine(network(), parseAddress(address));
    if (opened.kind !== "needs-signature") throw new Error(`It is ${opened.kind}`);
    const message = opened.signatureText;
    const signature = await signMessage({ message, chainId: LOCAL_CHAIN_ID });
    return opened.register(
      kind === "eoa" ? { kind, signature } : { kind: "contract", signature, chainId },
    );
  }

  async function isOnNetwork(address: Hex): Promise<boolean> {
    const somebody = await joinWithEngine(network());
    return (await somebody.findInbox(parseAddress(address))) !== undefined;
  }

  it.each([
    ["with one owner", { owners: 1 }],
    ["with two", { owners: 2 }],
    ["that is not deployed", { isDeployed: false }],
  ])("a Safe %s registers, and is found by its address", async (_, options) => {
    const account = await safe(options);
    const client = await register(account);
    expect(client.address).toBe(account.address);
    expect(await isOnNetwork(account.address)).toBe(true);
  });

  it("a Safe that was not deployed when it registered adds a device after it is", async () => {
    const account = await safe({ isDeployed: false });
    await register(account);
    await account.deploy();
    const second = await register(account);
    expect((await second.readUse()).installations).toHaveLength(2);
  });

  it.each([
    ["deployed", {}],
    ["not deployed", { isDeployed: false }],
  ])("who owns nothing of a Safe, %s, registers nothing", async (_, options) => {
    const { stolen } = await safe(options);
    await expect(register(stolen)).rejects.toMatchObject({ code: "wallet.not-owner" });
    expect(await isOnNetwork(stolen.address)).toBe(false);
  });

  it("says on which chain the network can't verify, and when that is for now", async () => {
    const account = await safe();
    await expect(register(account, { chainId: UNKNOWN_CHAIN })).rejects.toMatchObject({
      code: "wallet.unconfirmed",
      facts: { fromChainId: UNKNOWN_CHAIN },
    });
    await expect(register(account, { chainId: DEAD_CHAIN })).rejects.toMatchObject({
      code: "chain.unreachable",
      facts: { chainId: DEAD_CHAIN },
    });
    expect(await isOnNetwork(account.address)).toBe(false);
  });

  it("says how an account has to sign that signed otherwise before", async () => {
    const [asContract, asKey] = [newKey(), newKey()];
    await register(asContract);
    await expect(register(asContract, { kind: "eoa" })).rejects.toMatchObject({
      code: "identity.other-chain",
      facts: { chainId: LOCAL_CHAIN_ID },
    });
    expect((await register(asContract)).address).toBe(asContract.address);

    await register(asKey, { kind: "eoa" });
    await expect(register(asKey)).rejects.toMatchObject({ code: "identity.bound-to-key" });
  });

  describe("in an inbox of Safes", () => {
    inboxAdminContract({
      join: (address) => joinWithEngine(network(), address ?? newSafe()),
      newAccount: newSafe,
      signAs,
      goDown: () => stack.unplug(),
      goUp: () => stack.plugIn(),
      refusal: "wallet.not-owner",
    });
  });
});

/** Every second one has two owners; none is deployed. */
let made = 0;
function newSafe(): Address {
  made += 1;
  const owners = made % 2 ? [newKey()] : [newKey(), newKey()];
  const safe = createSafeAccount(owners, { chainId: LOCAL_CHAIN_ID });
  const sign = async (message: string): Promise<WalletSignature> => ({
    kind: "contract",
    signature: await safe.signUndeployed({ message }),
    chainId: LOCAL_CHAIN_ID,
  });
  return addAccount(parseAddress(safe.address), sign);
}
