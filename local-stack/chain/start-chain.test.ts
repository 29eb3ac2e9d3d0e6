import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createTestClient, http, publicActions, walletActions } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { foundry } from "viem/chains";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PortInUseError } from "../errors.ts";
import { findAnvil } from "./anvil-program.ts";
import { type ChainOptions, type LocalChain, startChain } from "./start-chain.ts";

const program = findAnvil() ?? "anvil is not installed";
const alice = mnemonicToAccount(
  "test test test test test test test test test test test junk",
).address;
const somebody = "0x00000000000000000000000000000000000000bb";

let folder: string;
let chains: LocalChain[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "local-chain-"));
  chains = [];
});
afterEach(async () => {
  await Promise.all(chains.map((chain) => chain.close()));
  rmSync(folder, { recursive: true });
});

async function start(options: Partial<ChainOptions> = {}) {
  const chain = await startChain({ program, host: "127.0.0.1", port: 0, ...options });
  chains.push(chain);
  return { ...chain, client: clientOf(chain.url) };
}

function clientOf(url: string) {
  return createTestClient({ chain: foundry, mode: "anvil", transport: http(url) })
    .extend(publicActions)
    .extend(walletActions);
}

async function pay(client: ReturnType<typeof clientOf>): Promise<void> {
  const hash = await client.sendTransaction({ account: alice, to: somebody, value: 1n });
  await client.waitForTransactionReceipt({ hash, pollingInterval: 10 });
}

describe("the local chain", () => {
  it("begins with our contracts, funded accounts and nothing sent", async () => {
    const { client } = await start();
    expect(await client.getChainId()).toBe(31_337);
    expect(await client.getBlockNumber()).toBe(0n);
    expect(await client.getTransactionCount({ address: alice })).toBe(0);
    expect(await client.getBalance({ address: alice })).toBe(10_000n * 10n ** 18n);
    expect(await client.getEnsAddress({ name: "alice.eth", ...onLocalChain })).toBe(alice);
    expect(await client.getEnsName({ address: alice, ...onLocalChain })).toBe("alice.eth");
    expect(
      await client.getEnsText({ name: "alice.eth", key: "avatar", ...onLocalChain }),
    ).toBeNull();
    expect(await client.getEnsAddress({ name: "nobody.eth", ...onLocalChain })).toBeNull();
    expect(await client.getEnsName({ address: somebody, ...onLocalChain })).toBeNull();
  });

  it("forgets everything when it is given no folder", async () => {
    const first = await start();
    await pay(first.client);
    await first.close();
    const second = await start();
    expect(await second.client.getBlockNumber()).toBe(0n);
  });

  it("goes on where it was, and still knows how it was before", async () => {
    const first = await start({ folder });
    await pay(first.client);
    await pay(first.client);
    await first.close();
    const { client } = await start({ folder });
    expect(await client.getBlockNumber()).toBe(2n);
    expect(await client.getBalance({ address: somebody, blockNumber: 1n })).toBe(1n);
    expect(await client.getEnsName({ address: alice, ...onLocalChain })).toBe("alice.eth");
  });

  it("begins anew beside a file that was cut short", async () => {
    writeFileSync(join(folder, "state.json"), '{"block":');
    const { client } = await start({ folder });
    expect(await client.getBlockNumber()).toBe(0n);
    expect(readdirSync(folder)).toContain("state.json.broken");
  });

  it("names the port that another process has, and its setting", async () => {
    const { url } = await start();
    const error = await start({ port: Number(new URL(url).port) }).catch((reason) => reason);
    expect(error).toBeInstanceOf(PortInUseError);
    expect(error.message).toContain("--port-chain");
  });

  it("ends with the process that started it, even by kill -9", async () => {
    const owner = fork(fileURLToPath(new URL("../test-support/chain-owner.ts", import.meta.url)));
    const [url] = (await once(owner, "message")) as [string];
    expect(await clientOf(url).getChainId()).toBe(31_337);
    owner.kill("SIGKILL");
    const answers = () =>
      fetch(url).then(
        () => true,
        () => false,
      );
    await expect.poll(answers).toBe(false);
  });
});

/** Where viem looks for ENS on a chain that it does not know. */
const onLocalChain = {
  universalResolverAddress: "0xeEeEEEeE14D718C2B47D9923Deab1335E144EeEe",
} as const;
