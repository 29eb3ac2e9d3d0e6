import { encodeFunctionData } from "viem/utils";
import { describe, expect, it } from "vitest";
import { type Address, type Hex, parseAddress } from "@/lib/identity/core/address.ts";
import type { WalletCallsRequest } from "@/lib/messaging/core/records.ts";
import { TOKEN_CALLS } from "./abi.ts";
import type { Action } from "./action.ts";
import { type Caution, cautionsOf } from "./cautions.ts";
import type { Asked, ContractFacts } from "./facts.ts";
import { isImitation, KNOWN_TOKEN_ADDRESSES } from "./known-tokens.ts";
import { MAX_CALLS, readRequest } from "./request.ts";

const ME = parseAddress(`0x${"aa".repeat(20)}`);
const BEN = parseAddress(`0x${"be".repeat(20)}`);
const TOKEN = parseAddress(`0x${"70".repeat(20)}`);
const NOBODY = parseAddress(`0x${"00".repeat(20)}`);

type SentCall = WalletCallsRequest["calls"][number];

function request(calls: SentCall[], more: Partial<WalletCallsRequest> = {}): WalletCallsRequest {
  return { version: "1.0", chainId: "0x2105", from: ME, calls, ...more };
}

/** The one call of a request that can be read. */
function readOne(call: SentCall) {
  const read = readRequest(request([call]));
  const [only] = read.kind === "read" ? read.calls : [];
  if (!only) throw new Error("It can't be read");
  return only;
}

function bytes(functionName: (typeof TOKEN_CALLS)[number]["name"], args: readonly unknown[]): Hex {
  return encodeFunctionData({ abi: TOKEN_CALLS, functionName, args } as never);
}

describe("readRequest", () => {
  it("reads the chain in each notation that apps use", () => {
    const chainOf = (chainId: string) => {
      const read = readRequest(request([{ to: BEN, value: "0x1" }], { chainId }));
      return read.kind === "read" ? read.chainId : read.flaw;
    };
    for (const text of ["0x2105", "8453", "eip155:8453", " 0x2105 "])
      expect(chainOf(text)).toBe(8453);
    for (const text of ["", "base", "0x", "-1", "0", "8453.5", "0xfffffffffffffffff"])
      expect(chainOf(text)).toBe("chain");
  });

  it.each<[string, SentCall]>([
    [
      "a value in another notation, which two apps may read as two amounts",
      { to: BEN, value: "100" },
    ],
    ["half a byte", { to: TOKEN, data: "0xa9059cb" }],
    ["no hexadecimal", { to: TOKEN, data: "0xzz" }],
    ["more than a number of the chain", { to: BEN, value: `0x${"f".repeat(65)}` }],
    ["an address with a wrong checksum", { to: "0xa0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48" }],
    ["neither somebody nor data", { value: "0x1" }],
  ])("offers nothing of a request with %s", (_, call) => {
    const read = readRequest(request([{ to: BEN, value: "0x1" }, call]));
    expect(read).toEqual({ kind: "flawed", flaw: "call" });
  });

  it("offers nothing of one that asks for nothing, or for more than anybody checks", () => {
    expect(readRequest(request([]))).toMatchObject({ flaw: "no-calls" });
    const many = Array.from({ length: MAX_CALLS + 1 }, () => ({ to: BEN, value: "0x1" }));
    expect(readRequest(request(many))).toMatchObject({ flaw: "too-many" });
    expect(readRequest(request([{ to: BEN }], { from: "me" }))).toMatchObject({ flaw: "from" });
  });

  it("tells all or nothing by either name, and whom it is for", () => {
    const two = [{ to: BEN }, { to: BEN }];
    expect(readRequest(request(two))).toMatchObject({ isAtomic: false, from: ME });
    for (const capabilities of [{ atomicRequired: "true" }, { atomic: "required" }])
      expect(readRequest(request(two, { capabilities }))).toMatchObject({ isAtomic: true });
    expect(readRequest(request(two, { from: "" }))).not.toHaveProperty("from");
  });
});

describe("what a call does", () => {
  it.each<[string, SentCall, Action]>([
    [
      "a payment",
      { to: BEN, value: "0xde0b6b3a7640000" },
      { kind: "pay", to: BEN, amount: 10n ** 18n },
    ],
    [
      "a transfer",
      { to: TOKEN, data: bytes("transfer", [BEN, 5n]) },
      { kind: "move", contract: TOKEN, to: BEN, amount: 5n },
    ],
    [
      "a transfer of somebody else's",
      { to: TOKEN, data: bytes("transferFrom", [ME, BEN, 5n]) },
      { kind: "move", contract: TOKEN, from: ME, to: BEN, amount: 5n },
    ],
    [
      "a permission",
      { to: TOKEN, data: bytes("approve", [BEN, 7n]) },
      { kind: "allow", contract: TOKEN, spender: BEN, amount: 7n, adds: false },
    ],
    [
      "a larger permission",
      { to: TOKEN, data: bytes("increaseAllowance", [BEN, 7n]) },
      { kind: "allow", contract: TOKEN, spender: BEN, amount: 7n, adds: true },
    ],
    [
      "an item (ERC-721)",
      { to: TOKEN, data: bytes("safeTransferFrom", [ME, BEN, 9n]) },
      { kind: "move-item", contract: TOKEN, from: ME, to: BEN, id: 9n },
    ],
    [
      "several of one kind (ERC-1155)",
      { to: TOKEN, data: bytes("safeTransferFrom", [ME, BEN, 9n, 3n, "0x"]) },
      { kind: "move-item", contract: TOKEN, from: ME, to: BEN, id: 9n, amount: 3n },
    ],
    [
      "a permission for everything",
      { to: TOKEN, data: bytes("setApprovalForAll", [BEN, true]) },
      { kind: "allow-all", contract: TOKEN, spender: BEN, isAllowed: true },
    ],
    ["a new contract", { data: "0x6000" }, { kind: "create" }],
    [
      "a function of something",
      { to: TOKEN, data: "0xdeadbeef00" },
      { kind: "other", contract: TOKEN, selector: "0xdeadbeef" },
    ],
  ])("is told of %s", (_, call, action) => {
    expect(readOne(call).action).toEqual(action);
  });

  it("is not told where bytes are left over, or an address has something before it", () => {
    const clean = bytes("transfer", [BEN, 5n]);
    const other = { kind: "other", contract: TOKEN, selector: "0xa9059cbb" };
    expect(readOne({ to: TOKEN, data: `${clean}00` }).action).toEqual(other);
    expect(readOne({ to: TOKEN, data: clean.slice(0, -2) }).action).toEqual(other);
    const dirty = `${clean.slice(0, 10)}ff${clean.slice(12)}`;
    expect(readOne({ to: TOKEN, data: dirty }).action).toEqual(other);
  });
});

describe("what is to be minded", () => {
  const COIN: Asked<ContractFacts> = {
    kind: "known",
    facts: { kind: "erc20", symbol: "HUSD", decimals: 6 },
  };

  function kindsOf(
    call: SentCall,
    contract: Asked<ContractFacts> | undefined = COIN,
    known = [ME],
  ) {
    return cautions(call, contract, known).map(({ kind }) => kind);
  }
  function cautions(
    call: SentCall,
    contract: Asked<ContractFacts> | undefined = COIN,
    known: readonly Address[] = [ME],
  ): Caution[] {
    return cautionsOf(readOne(call), { chainId: 8453, sender: ME, contract, known });
  }

  it("is nothing of an honest payment or transfer", () => {
    expect(kindsOf({ to: BEN, value: "0x1" }, undefined)).toEqual([]);
    expect(kindsOf({ to: TOKEN, data: bytes("transfer", [BEN, 5n]) })).toEqual([]);
    expect(kindsOf({ to: TOKEN, data: bytes("approve", [BEN, 5_000_000n]) })).toEqual([]);
  });

  it("is a permission without end", () => {
    for (const amount of [2n ** 256n - 1n, 2n ** 160n - 1n, 2n ** 96n - 1n])
      expect(kindsOf({ to: TOKEN, data: bytes("approve", [BEN, amount]) })).toEqual([
        "allows-all-of-token",
      ]);
    const all = bytes("setApprovalForAll", [BEN, true]);
    const items: Asked<ContractFacts> = { kind: "known", facts: { kind: "erc721" } };
    expect(kindsOf({ to: TOKEN, data: all }, items)).toEqual(["allows-all-items"]);
    const none = bytes("setApprovalForAll", [BEN, false]);
    expect(kindsOf({ to: TOKEN, data: none }, items)).toEqual([]);
  });

  it("is what nobody can tell", () => {
    const unknown = { to: TOKEN, data: "0xdeadbeef", value: "0x1" };
    const contract: Asked<ContractFacts> = { kind: "known", facts: { kind: "contract" } };
    expect(kindsOf(unknown, contract)).toEqual(["unknown-function", "pays-contract"]);
    expect(kindsOf({ data: "0x6000" }, undefined)).toEqual(["creates-contract"]);
    expect(
      kindsOf({ to: TOKEN, data: bytes("transfer", [BEN, 5n]) }, { kind: "unreachable" }),
    ).toEqual(["not-checked"]);
  });

  it("is an address at which there is no contract, or none that is a token", () => {
    const call = { to: TOKEN, data: bytes("transfer", [BEN, 5n]) };
    expect(kindsOf(call, { kind: "known", facts: { kind: "account" } })).toEqual(["no-contract"]);
    expect(kindsOf(call, { kind: "known", facts: { kind: "contract" } })).toEqual(["no-token"]);
  });

  it("is a token that calls itself like one which is known to be elsewhere", () => {
    const call = { to: TOKEN, data: bytes("transfer", [BEN, 5n]) };
    const calling = (symbol: string): Asked<ContractFacts> => ({
      kind: "known",
      facts: { kind: "erc20", symbol, decimals: 6 },
    });
    for (const symbol of ["USDC", "usdc", "ＵＳＤＣ", "UЅDС", "UЅDϹ", "ETH", "ЕТН"])
      expect(kindsOf(call, calling(symbol))).toEqual(["imitation"]);
    const real = { ...call, to: "0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913" };
    expect(kindsOf(real, calling("USDC"))).toEqual([]);
    expect(kindsOf(call, calling("WIF"))).toEqual([]);
    expect(isImitation("ETH", 324, "0x000000000000000000000000000000000000800A" as Address)).toBe(
      false,
    );
    expect(isImitation("POL", 1, TOKEN)).toBe(false);
  });

  it("is an address made to be taken for somebody known", () => {
    const twin = parseAddress(
      `${BEN.slice(0, 8).toLowerCase()}${"11".repeat(15)}${BEN.slice(-4).toLowerCase()}`,
    );
    expect(cautions({ to: twin, value: "0x1" }, undefined, [ME, BEN])).toEqual([
      { kind: "looks-like", address: twin, known: BEN },
    ]);
    expect(cautions({ to: BEN, value: "0x1" }, undefined, [ME, BEN])).toEqual([]);
  });

  it("is what would be lost: to nobody, or to the token itself", () => {
    expect(kindsOf({ to: NOBODY, value: "0x1" }, undefined)).toEqual(["lost"]);
    expect(kindsOf({ to: TOKEN, data: bytes("transfer", [TOKEN, 5n]) })).toEqual(["lost"]);
  });

  it("is what the sender says otherwise, and nothing that they say rightly", () => {
    const call = { to: TOKEN, data: bytes("transfer", [BEN, 5_000_000n]) };
    const said = (metadata: Record<string, string>) => cautions({ ...call, metadata });
    const right = { description: "Lunch", currency: "husd", toAddress: BEN };
    for (const amount of [
      { amount: "5" },
      { amount: "5000000", decimals: "6" },
      { amount: "5000000" },
    ])
      expect(said({ ...right, ...amount })).toEqual([]);
    expect(said({ ...right, amount: "0.5" })).toEqual([{ kind: "disagrees", in: ["amount"] }]);
    expect(said({ amount: "5", currency: "ETH", toAddress: ME })).toEqual([
      { kind: "disagrees", in: ["currency", "to"] },
    ]);
    expect(said({ amount: "a little" })).toEqual([{ kind: "disagrees", in: ["amount"] }]);
  });
});

it("knows tokens by addresses that carry their checksums", () => {
  for (const address of KNOWN_TOKEN_ADDRESSES) expect(parseAddress(address)).toBe(address);
});
