import type { Address } from "@/lib/identity/core/address.ts";
import { coinOf } from "./networks.ts";

/**
 * Where tokens that everybody imitates really are, as their issuers publish it. A token says itself
 * what it is called, so that this is the only thing that a name can be held against.
 */
const KNOWN: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  USDC: {
    1: "0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48",
    10: "0x0b2C639c533813f4Aa9D7837CAf62653d097Ff85",
    137: "0x3c499c542cEF5E3811e1192ce70d8cC03d5c3359",
    8453: "0x833589fCD6eDb6E08f4c7C32D4f71b54bdA02913",
    42161: "0xaf88d065e77c8cC2239327C5EDb3A432268e5831",
    84532: "0x036CbD53842c5426634e7929541eC2318f3dCF7e",
    11155111: "0x1c7D4B196Cb0C7B01d743Fbc6116a902379C7238",
  },
  USDT: { 1: "0xdAC17F958D2ee523a2206206994597C13D831ec7" },
  DAI: { 1: "0x6B175474E89094C44Da98b954EedeAC495271d0F" },
  WETH: { 1: "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2" },
  // Chains that keep their own coin in a contract.
  ETH: { 324: "0x000000000000000000000000000000000000800A" },
  POL: { 137: "0x0000000000000000000000000000000000001010" },
};

/** Letters of other alphabets that look like those of a symbol. */
const LOOK_LIKE: Readonly<Record<string, string>> = Object.fromEntries(
  ["АAВBСCЕEНHІIЈJКKМMОOРPЅSТTХXУYԀDԜW", "ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXϹC", "ՍUᎠDᏟC₮T"].flatMap(
    (pairs) => pairs.match(/../gu)?.map(([other = "", latin = ""]) => [other, latin]) ?? [],
  ),
);

/** Whether a token calls itself as a coin or another token is called that is known to be elsewhere. */
export function isImitation(symbol: string, chainId: number, contract: Address): boolean {
  const letters = lettersOf(symbol);
  const real = KNOWN[letters]?.[chainId];
  if (real !== undefined) return real.toLowerCase() !== contract.toLowerCase();
  return letters === coinOf(chainId)?.symbol.toUpperCase();
}

/** Twice: NFKC makes of some letters that look alike others that don't. */
function lettersOf(symbol: string): string {
  return inLatin(inLatin(symbol).normalize("NFKC"));
}

function inLatin(symbol: string): string {
  return [...symbol.toUpperCase()].map((letter) => LOOK_LIKE[letter] ?? letter).join("");
}

/** All of them, for the test that their addresses carry their checksums. */
export const KNOWN_TOKEN_ADDRESSES = Object.values(KNOWN).flatMap((chains) =>
  Object.values(chains),
);
