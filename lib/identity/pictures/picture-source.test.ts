import { describe, expect, it } from "vitest";
import { fetchedUrl, type PictureServers, parsePictureSource } from "./picture-source.ts";

const CID = "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi";
const GATEWAY = { ipfsGatewayUrl: "https://gateway.test", allowsLocal: false };

function urlOf(text: string, servers: PictureServers = GATEWAY): string {
  const source = parsePictureSource(text);
  if (source?.kind !== "url" && source?.kind !== "ipfs") throw new Error(`no place in ${text}`);
  return fetchedUrl(source, servers);
}

describe("an avatar text (ENSIP-12)", () => {
  it("names a server, or a place on IPFS, however that is written", () => {
    expect(urlOf(" https://pictures.test/a.png?size=2 ")).toBe(
      "https://pictures.test/a.png?size=2",
    );
    for (const text of [
      `ipfs://${CID}/a b.png`,
      `ipfs://ipfs/${CID}/a%20b.png`,
      `/ipfs/${CID}/a b.png`,
    ])
      expect(urlOf(text)).toBe(`https://gateway.test/ipfs/${CID}/a%20b.png`);
    expect(urlOf("ipns://pictures.test/a.png")).toBe(
      "https://gateway.test/ipns/pictures.test/a.png",
    );
  });

  it("names a token by chain, contract and number", () => {
    const contract = "0xb47e3cd837dDF8e4c57F05d70Ab865de6e193BBB";
    expect(parsePictureSource(`eip155:1/erc721:${contract}/0xff`)).toEqual({
      kind: "token",
      token: { chainId: 1, standard: "erc721", contract, tokenId: 255n },
    });
    expect(parsePictureSource(`eip155:8453/ERC1155:${contract}/7`)).toMatchObject({
      token: { chainId: 8453, standard: "erc1155", tokenId: 7n },
    });
  });

  it("holds the picture itself", () => {
    expect(parsePictureSource("data:image/png;base64,AAAA")).toMatchObject({ kind: "data" });
  });

  it.each([
    "",
    "a picture of me",
    "javascript:alert(1)",
    "data:text/html,<script>",
    "file:///etc/passwd",
    "ipfs://",
    `ipfs://${CID}/../../api/v0/shutdown`,
    `ipfs://${CID}/a?b=c`,
    "ipfs://?redirect",
    "eip155:1/erc721:0x12/1",
    "eip155:1/erc20:0xb47e3cd837dDF8e4c57F05d70Ab865de6e193BBB/1",
  ])("is nothing that is looked for: %s", (text) => {
    expect(parsePictureSource(text)).toBeUndefined();
  });
});

describe("a server that is asked for a picture", () => {
  it("needs a gateway where the picture is on IPFS", () => {
    expect(() => urlOf(`ipfs://${CID}`, { allowsLocal: false })).toThrow(
      expect.objectContaining({ code: "picture.no-gateway" }),
    );
  });

  it.each([
    "http://pictures.test/a.png",
    "https://me:secret@pictures.test/a.png",
    "https://localhost/a.png",
    "https://localhost./a.png",
    "https://0x7f.1/a.png",
    "https://10.0.0.1/reboot",
    "https://172.20.1.1/",
    "https://192.168.1.1/",
    "https://169.254.169.254/latest/meta-data",
    "https://100.100.1.1/",
    "https://[fd00::1]/",
    "https://[::1]/",
    "https://router/",
    "https://printer.local/",
    "https://nas.home.arpa./",
  ])("is none in one's own network, and none without TLS: %s", (text) => {
    expect(() => urlOf(text)).toThrow(expect.objectContaining({ code: "picture.unsupported" }));
  });

  it.each(["https://172.32.0.1/", "https://100.128.0.1/", "https://11.0.0.1/"])(
    "may have a number for a name: %s",
    (text) => expect(urlOf(text)).toBe(text),
  );

  it("may be this machine where one develops", () => {
    const local = { allowsLocal: true };
    expect(urlOf("http://localhost:8080/a.png", local)).toBe("http://localhost:8080/a.png");
    expect(urlOf("http://127.0.0.1:8080/a.png", local)).toBe("http://127.0.0.1:8080/a.png");
    expect(() => urlOf("http://192.168.1.1/", local)).toThrow();
  });
});
