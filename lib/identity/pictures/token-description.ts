import { erc721Abi, erc1155Abi } from "@/contracts-abi/tokens.ts";
import type { ChainRpc } from "@/lib/config/settings.ts";
import { ParleyError } from "@/lib/errors/base.ts";
import type { Address } from "../core/address.ts";
import { type Answer, type Call, createChainReader, isUntold } from "../names/chain-reader.ts";
import type { PictureToken } from "./picture-source.ts";

/**
 * Where the description of a token is, when `owner` has it: anybody can name anybody's token.
 *
 * Fails with `picture.no-chain`, `picture.not-owner`, `picture.unreachable`.
 */
export async function tokenDescription(
  token: PictureToken,
  owner: Address,
  chains: readonly ChainRpc[],
): Promise<string> {
  const chain = chains.find(({ chainId }) => chainId === token.chainId);
  if (!chain) throw new ParleyError("picture.no-chain", "The token's chain is not configured");
  const [ownership, place] = await ask(chain.rpcUrl, callsOf(token, owner));
  // Cut short, it has not said whose it is.
  if (isUntold(ownership)) throw unreachable();
  if (!isOwned(ownership, owner)) {
    throw new ParleyError("picture.not-owner", "The token is somebody else's");
  }
  if (place?.kind !== "value" || typeof place.value !== "string" || !place.value) {
    throw new ParleyError("picture.unreadable", "The token has no description");
  }
  return withId(place.value, token);
}

async function ask(rpcUrl: string, calls: readonly Call[]): Promise<Answer[]> {
  try {
    return await createChainReader(rpcUrl)(calls);
  } catch (cause) {
    throw unreachable(cause);
  }
}

function callsOf({ standard, contract, tokenId }: PictureToken, owner: Address): Call[] {
  const at = { address: contract };
  return standard === "erc721"
    ? [
        { ...at, abi: erc721Abi, functionName: "ownerOf", args: [tokenId] },
        { ...at, abi: erc721Abi, functionName: "tokenURI", args: [tokenId] },
      ]
    : [
        { ...at, abi: erc1155Abi, functionName: "balanceOf", args: [owner, tokenId] },
        { ...at, abi: erc1155Abi, functionName: "uri", args: [tokenId] },
      ];
}

function isOwned(answer: Answer | undefined, owner: Address): boolean {
  if (answer?.kind !== "value") return false;
  return typeof answer.value === "bigint" ? answer.value > 0n : answer.value === owner;
}

/** ERC-1155 leaves a place for the id in its texts, to be filled with 64 digits. */
function withId(text: string, { standard, tokenId }: PictureToken): string {
  return standard === "erc1155"
    ? text.replaceAll("{id}", tokenId.toString(16).padStart(64, "0"))
    : text;
}

function unreachable(cause?: unknown): ParleyError {
  return new ParleyError("picture.unreachable", "The chain said nothing of the token", { cause });
}
