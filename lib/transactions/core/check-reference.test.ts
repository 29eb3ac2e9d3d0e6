import { encodeAbiParameters, encodeEventTopics, encodeFunctionData } from "viem/utils";
import { describe, expect, it } from "vitest";
import { type Hex, parseAddress } from "@/lib/identity/core/address.ts";
import { TOKEN_CALLS } from "./abi.ts";
import { checkReference, contractsIn } from "./check-reference.ts";
import type { LogFacts, TransactionFacts } from "./facts.ts";
import type { Measure } from "./movement.ts";
import { explorerLink } from "./networks.ts";
import { readReference } from "./reference.ts";
import { toldReference } from "./told-reference.ts";

const ANA = parseAddress(`0x${"a1".repeat(20)}`);
const BEN = parseAddress(`0x${"be".repeat(20)}`);
const TOKEN = parseAddress(`0x${"70".repeat(20)}`);
const HASH: Hex = `0x${"12".repeat(32)}`;
const BASE = 8453;

const HUSD: Measure = { kind: "units", symbol: "HUSD", decimals: 6 };
const terms = { chainId: BASE, measure: (): Measure => HUSD };

const event = {
  type: "event",
  name: "Transfer",
  inputs: [
    { name: "from", type: "address", indexed: true },
    { name: "to", type: "address", indexed: true },
    { name: "amount", type: "uint256", indexed: false },
  ],
} as const;

function moved(amount: bigint): LogFacts {
  return {
    address: TOKEN,
    topics: encodeEventTopics({ abi: [event], args: { from: ANA, to: BEN } }) as Hex[],
    data: encodeAbiParameters([{ type: "uint256" }], [amount]),
  };
}

function mined(more: Partial<Extract<TransactionFacts, { kind: "mined" }>>) {
  const call = { to: BEN, value: 10n ** 18n, data: "0x" as Hex };
  return { kind: "mined", outcome: "success", from: ANA, call, logs: [], ...more } as const;
}

const transfer = {
  to: TOKEN,
  value: 0n,
  data: encodeFunctionData({ abi: TOKEN_CALLS, functionName: "transfer", args: [BEN, 5_000_000n] }),
};

describe("readReference", () => {
  it("takes the chain and the hash as apps write them", () => {
    const read = readReference({
      networkId: "0x2105",
      reference: HASH.toUpperCase().replace("X", "x"),
    });
    expect(read).toEqual({ chainId: BASE, hash: HASH, claims: {} });
    expect(
      readReference({ namespace: "eip155", networkId: "8453", reference: HASH }),
    ).toMatchObject({
      chainId: BASE,
    });
  });

  it("leaves out what can't be looked up", () => {
    expect(
      readReference({ namespace: "solana", networkId: "1", reference: HASH }),
    ).not.toHaveProperty("chainId");
    expect(readReference({ networkId: "1", reference: "0x12" })).not.toHaveProperty("hash");
  });
});

describe("checkReference", () => {
  it("finds what was moved by the events of the tokens, whoever called", () => {
    // A wallet that is a contract: the call itself tells nothing.
    const facts = mined({
      call: { to: BEN, value: 0n, data: "0xdeadbeef" },
      logs: [moved(5_000_000n)],
    });
    const { transfers, differing } = checkReference(
      facts,
      { amount: "5", currency: "HUSD" },
      terms,
    );
    expect(transfers).toEqual([
      { kind: "token", contract: TOKEN, from: ANA, to: BEN, amount: 5_000_000n },
    ]);
    expect(differing).toEqual([]);
    expect(contractsIn(facts)).toEqual([BEN, TOKEN]);
  });

  it("believes no claim of an amount, a currency or a receiver that the chain does not bear out", () => {
    const facts = mined({});
    const claim = { amount: "1", currency: "ETH", from: ANA, to: BEN };
    expect(checkReference(facts, claim, terms).differing).toEqual([]);
    expect(checkReference(facts, { ...claim, amount: "100" }, terms).differing).toEqual(["amount"]);
    expect(
      checkReference(facts, { ...claim, currency: "USDC", to: TOKEN }, terms).differing,
    ).toEqual(["currency", "to"]);
  });

  it("moved nothing where it failed, and holds the claims against what was meant", () => {
    const facts = mined({ outcome: "reverted", call: transfer, logs: [moved(5_000_000n)] });
    const checked = checkReference(facts, { amount: "7", currency: "HUSD" }, terms);
    expect(checked.transfers).toEqual([]);
    expect(checked.action).toMatchObject({ kind: "move", amount: 5_000_000n });
    expect(checked.differing).toEqual(["amount"]);
  });

  it("takes one of several movements for the one that is meant", () => {
    const facts = mined({ call: transfer, logs: [moved(1n), moved(5_000_000n)] });
    expect(checkReference(facts, { amount: "5" }, terms).differing).toEqual([]);
  });

  it("reads an event that is none as nothing", () => {
    const broken = { ...moved(1n), data: "0x" as Hex };
    expect(checkReference(mined({ call: transfer, logs: [broken] }), {}, terms).transfers).toEqual(
      [],
    );
  });
});

describe("toldReference", () => {
  const sent = { chainId: BASE, hash: HASH, sender: ANA };

  it("tells a transfer in a way that reads as the same", () => {
    const action = { kind: "move", contract: TOKEN, to: BEN, amount: 5_000_000n } as const;
    const told = toldReference(sent, action, HUSD);
    expect(told.metadata).toMatchObject({ currency: "HUSD", amount: 5_000_000, decimals: 6 });
    const { claims } = readReference(told);
    const facts = mined({ call: transfer, logs: [moved(5_000_000n)] });
    expect(checkReference(facts, claims, terms).differing).toEqual([]);
  });

  it("says nothing of an amount that it can't be sure of", () => {
    const action = { kind: "move", contract: TOKEN, to: BEN, amount: 5n } as const;
    expect(toldReference(sent, action, { kind: "unknown" })).not.toHaveProperty("metadata");
    expect(toldReference(sent, undefined, HUSD)).not.toHaveProperty("metadata");
  });
});

it("leads to explorers of known chains alone", () => {
  expect(explorerLink(BASE, HASH)).toEqual({
    host: "basescan.org",
    href: `https://basescan.org/tx/${HASH}`,
  });
  expect(explorerLink(31_337, HASH)).toBeUndefined();
});
