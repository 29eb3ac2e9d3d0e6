import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findAnvil } from "@/local-stack/chain/anvil-program.ts";
import { LOCAL_CHAIN_ID, type LocalChain, startChain } from "@/local-stack/chain/start-chain.ts";
import { type LocalTokens, localTokens } from "@/tests/fakes/local-tokens.ts";
import { parseAddress } from "../core/address.ts";
import { type PictureToken, parsePictureSource } from "./picture-source.ts";
import { tokenDescription } from "./token-description.ts";

const ANA = parseAddress(`0x${"a1".repeat(20)}`);
const EVE = parseAddress(`0x${"e3".repeat(20)}`);

let chain: LocalChain;
let tokens: LocalTokens;

beforeAll(async () => {
  chain = await startChain({
    program: findAnvil() ?? "anvil is missing",
    host: "127.0.0.1",
    port: 0,
  });
  tokens = await localTokens(chain.url);
});
afterAll(() => chain.close());

function tokenIn(text: string): PictureToken {
  const source = parsePictureSource(text);
  if (source?.kind !== "token") throw new Error(`no token in ${text}`);
  return source.token;
}

const describeFor = (text: string, owner = ANA, rpcUrl = chain.url) =>
  tokenDescription(tokenIn(text), owner, [{ chainId: LOCAL_CHAIN_ID, rpcUrl }]);

describe.each(["erc721", "erc1155"] as const)("a token of %s as a picture", (standard) => {
  it("is described where its contract says, to its owner", async () => {
    const text = await tokens.mint(standard, ANA, "ipfs://bafy/1.json");
    expect(await describeFor(text)).toBe("ipfs://bafy/1.json");
  });

  it("is nobody else's", async () => {
    const text = await tokens.mint(standard, ANA, "ipfs://bafy/1.json");
    await expect(describeFor(text, EVE)).rejects.toMatchObject({ code: "picture.not-owner" });
    const nobodys = text.replace(/\d+$/, "999");
    await expect(describeFor(nobodys)).rejects.toMatchObject({ code: "picture.not-owner" });
  });

  it("is not told while its chain does not answer, and not on a chain that is not read", async () => {
    const text = await tokens.mint(standard, ANA, "ipfs://bafy/1.json");
    await expect(describeFor(text, ANA, "http://127.0.0.1:9")).rejects.toMatchObject({
      code: "picture.unreachable",
    });
    const elsewhere = text.replace("31337", "1");
    await expect(describeFor(elsewhere)).rejects.toMatchObject({ code: "picture.no-chain" });
  });
});

it("fills the number of a token into the place of many (ERC-1155)", async () => {
  const text = await tokens.mint("erc1155", ANA, "https://tokens.test/{id}.json");
  const { tokenId } = tokenIn(text);
  const digits = tokenId.toString(16).padStart(64, "0");
  expect(await describeFor(text)).toBe(`https://tokens.test/${digits}.json`);
});

it("has no description where there is no contract", async () => {
  const nothing = `eip155:31337/erc721:${EVE}/1`;
  await expect(describeFor(nothing)).rejects.toMatchObject({ code: /^picture\./ });
});
