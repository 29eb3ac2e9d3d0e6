import { expect, it } from "vitest";
import { HTTP_PARTS, type HttpPart } from "./fault.ts";
import { awayParts, requireServed } from "./require-served.ts";

const ALL = { ipfs: true, chainFaults: true, chain: "own" } as const;
const refusalOf = (part: HttpPart, serving: Parameters<typeof awayParts>[0]) => () =>
  requireServed([{ kind: "cut" }, { kind: "cut", part }], awayParts(serving));

it("takes faults of all that runs", () => {
  for (const part of HTTP_PARTS) expect(refusalOf(part, ALL)).not.toThrow();
  expect(
    refusalOf("history", { ipfs: false, chainFaults: false, chain: "unwanted" }),
  ).not.toThrow();
});

it.each([
  ["ipfs", { ipfs: false }, "(up --ipfs)"],
  ["ipfs-gateway", { ipfs: false }, "(up --ipfs)"],
  ["chain", { chainFaults: false }, "(up --chain-faults)"],
  ["chain", { chain: "unwanted" }, "without --no-chain"],
  ["chain", { chain: "elsewhere" }, "somebody else's"],
  ["chain", { chain: "no-anvil" }, "no build for this machine"],
] as const)("says of %s with %o what to do", (part, less, sentence) => {
  expect(refusalOf(part, { ...ALL, ...less })).toThrow(sentence);
});
