import { Code, ConnectError } from "@connectrpc/connect";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalStack } from "../../index.ts";
import { type FakeChain, startFakeChain } from "../../test-support/fake-chain.ts";
import { grpcWebClients, startTestStack } from "../../test-support/stack.ts";
import type { IdentityUpdate } from "../wire/gen/xmtp/associations_pb.ts";
import { loadLibxmtp } from "./load-libxmtp.ts";

const CHAIN_ID = 31_337n;
const CHAIN = `eip155:${CHAIN_ID}`;
const wallet = `0x${"5c".repeat(20)}`;
const signature = Buffer.from("a contract decides what this means");

let chain: FakeChain;
let stack: LocalStack;
let withoutChain: LocalStack;

beforeAll(async () => {
  chain = await startFakeChain(true);
  [stack, withoutChain] = await Promise.all([
    startTestStack({ chainRpcUrls: { [CHAIN]: chain.url } }),
    startTestStack(),
  ]);
});

afterAll(() => Promise.all([stack.close(), withoutChain.close(), chain.close()]));

const asked = { accountId: `${CHAIN}:${wallet}`, signature, hash: Buffer.alloc(32, 7) };

async function refusal(call: Promise<unknown>): Promise<ConnectError | undefined> {
  return call.then(
    () => undefined,
    (reason: unknown) => ConnectError.from(reason),
  );
}

async function verify(on: LocalStack, accountId = asked.accountId) {
  const { identity } = grpcWebClients(on);
  const signatures = [{ ...asked, accountId }];
  const { responses } = await identity.verifySmartContractWalletSignatures({ signatures });
  return responses[0];
}

describe("verifying a contract wallet's signature", () => {
  it("is the chain's answer at the newest block", async () => {
    chain.verdict = true;
    expect(await verify(stack)).toMatchObject({ isValid: true, blockNumber: 16n });
    chain.verdict = false;
    expect(await verify(stack)).toMatchObject({ isValid: false });
  });

  it("is unavailable, with the reason, when the chain is not configured", async () => {
    const refused = await refusal(verify(withoutChain));
    expect(refused?.code).toBe(Code.Unavailable);
    expect(refused?.rawMessage).toContain(CHAIN);
  });

  it("is unavailable when the chain does not answer", async () => {
    const gone = await startFakeChain(true);
    await gone.close();
    const own = await startTestStack({ chainRpcUrls: { [CHAIN]: gone.url } });
    const refused = await refusal(verify(own));
    await own.close();
    expect(refused?.code).toBe(Code.Unavailable);
  });

  it("says what is wrong with the question", async () => {
    expect((await verify(stack, "nonsense"))?.error).toContain("CAIP-10");
  });
});

describe("an inbox of a contract wallet", () => {
  /** Registers the wallet with a real client and reads back its update. */
  async function registeredUpdate(): Promise<IdentityUpdate> {
    const libxmtp = await loadLibxmtp();
    const identifier = { identifier: wallet, identifierKind: libxmtp.IdentifierKind.Ethereum };
    const inboxId = libxmtp.generateInboxId(identifier);
    const { urls } = stack;
    const { Disabled } = libxmtp.DeviceSyncMode;
    const quiet = { level: libxmtp.LogLevel.Off };
    const client = await libxmtp.createClient(
      urls.grpcWeb,
      inboxId,
      identifier,
      null,
      null,
      Disabled,
      null,
      quiet,
    );
    const request = client.createInboxSignatureRequest();
    if (!request) throw new Error("The wallet is registered already.");
    await request.addScwSignature(identifier, signature, CHAIN_ID);
    await client.registerIdentity(request);
    client.free();
    const { identity } = grpcWebClients(stack);
    const { responses } = await identity.getIdentityUpdates({ requests: [{ inboxId }] });
    const update = responses[0]?.updates[0]?.update;
    if (!update) throw new Error("The wallet did not register.");
    return update;
  }

  it("is registered by a real client, and refused where the chain says no or cannot be asked", async () => {
    chain.verdict = true;
    const identityUpdate = await registeredUpdate();

    const unasked = await refusal(
      grpcWebClients(withoutChain).identity.publishIdentityUpdate({ identityUpdate }),
    );
    expect(unasked?.code).toBe(Code.Unavailable);
    expect(unasked?.rawMessage).toContain(CHAIN);

    chain.verdict = false;
    const own = await startTestStack({ chainRpcUrls: { [CHAIN]: chain.url } });
    const denied = await refusal(
      grpcWebClients(own).identity.publishIdentityUpdate({ identityUpdate }),
    );
    expect(denied?.code).toBe(Code.InvalidArgument);
    expect([own, withoutChain].map((each) => each.health().counts.inboxes)).toEqual([0, 0]);
    await own.close();
  });
});
