import { describe, expect, it } from "vitest";
import { parseAddress } from "./address.ts";
import type { SignatureLook } from "./signature.ts";
import { type ChainVerdict, findSigner, type WalletChain } from "./signer-finding.ts";

const STRANGER = parseAddress(`0x${"11".repeat(20)}`);
const KEY: SignatureLook = { signer: STRANGER, isForUndeployed: false };
const LONG: SignatureLook = { isForUndeployed: false };
const WRAPPED: SignatureLook = { isForUndeployed: true };

const yes: ChainVerdict = { kind: "accepted" };
const no: ChainVerdict = { kind: "refused" };
const lent: ChainVerdict = { kind: "refused", isDelegated: true };
const none: ChainVerdict = { kind: "no-contract" };
const mute: ChainVerdict = { kind: "unreachable" };

const find = (look: SignatureLook, wallet: WalletChain, verdicts: Record<number, ChainVerdict>) =>
  findSigner({
    look,
    wallet,
    verdicts: new Map(Object.entries(verdicts).map(([id, verdict]) => [Number(id), verdict])),
  });

describe("who signed", () => {
  it("is the contract of the wallet's chain, also by 65 bytes that look like a key's", () => {
    for (const look of [KEY, LONG, WRAPPED]) {
      expect(find(look, { chainId: 1 }, { 1: yes })).toEqual({ kind: "contract", chainId: 1 });
    }
  });

  it("is the contract of another chain, when that is the one which takes it", () => {
    const finding = find(LONG, { chainId: 1 }, { 1: no, 8453: yes });
    expect(finding).toEqual({ kind: "contract", chainId: 8453 });
    expect(find(LONG, {}, { 8453: yes })).toEqual({ kind: "contract", chainId: 8453 });
  });

  it("is nobody whom the contract knows, when the wallet's chain says no", () => {
    for (const look of [KEY, LONG, WRAPPED]) {
      expect(find(look, { chainId: 1 }, { 1: no, 8453: none })).toEqual({ kind: "not-owner" });
    }
  });

  it("is another key, when the account is a key's too", () => {
    const otherKey = { kind: "other-key", signer: STRANGER };
    expect(find(KEY, { chainId: 1 }, { 1: none, 8453: none })).toEqual(otherKey);
    expect(find(KEY, { chainId: 1 }, { 1: lent })).toEqual(otherKey);
    expect(find(KEY, { chainId: 1 }, { 1: none, 8453: lent })).toEqual(otherKey);
    expect(find(KEY, { chainId: 5, isContract: false }, { 1: none })).toEqual(otherKey);
    expect(find(KEY, { chainId: 1, isContract: false }, { 1: mute })).toEqual(otherKey);
  });

  it("can't be told on the chain where the wallet is, when the contract is elsewhere", () => {
    const wrong = { kind: "wrong-chain", chainId: 8453 };
    expect(find(LONG, { chainId: 1 }, { 1: none, 8453: no })).toEqual(wrong);
    expect(find(KEY, { chainId: 1 }, { 1: none, 8453: no })).toEqual(wrong);
    expect(find(LONG, { chainId: 5 }, { 1: none, 8453: no })).toEqual(wrong);
    expect(find(LONG, {}, { 8453: no })).toEqual(wrong);
  });

  it("is left to the network where nobody here can ask, with the chain to go to if there is one", () => {
    const doubted = { kind: "contract", chainId: 5, doubt: { fromChainId: 5 } };
    expect(find(LONG, { chainId: 5 }, { 1: none })).toEqual(doubted);
    expect(find(LONG, { chainId: 5 }, { 1: none, 5: mute })).toEqual(doubted);
    expect(find(KEY, { chainId: 5 }, {})).toEqual(doubted);
    expect(find(KEY, { chainId: 5, isContract: true }, { 1: none })).toEqual(doubted);
    const withWay = { ...doubted, doubt: { fromChainId: 5, chainId: 1 } };
    expect(find(WRAPPED, { chainId: 5 }, { 1: no })).toEqual(withWay);
    expect(find(LONG, { chainId: 5, isContract: true }, { 1: no })).toEqual(withWay);
  });

  it("is nobody, when no key and no contract is there", () => {
    expect(find(LONG, { chainId: 1 }, { 1: none, 8453: none })).toEqual({ kind: "nobody" });
    expect(find(LONG, {}, { 1: none })).toEqual({ kind: "nobody" });
    expect(find(LONG, { chainId: 1 }, { 1: lent })).toEqual({ kind: "not-owner" });
  });
});
