import { describe, expect, it } from "vitest";
import { sourcesOf } from "./sources.ts";

const CID = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
const GATEWAYS = {
  archiveGatewayUrl: "http://127.0.0.1:5560",
  gatewayUrls: ["https://one.gateway/", "https://two.gateway"],
};

const asked = (url: string, options = {}) =>
  sourcesOf({ url }, GATEWAYS, options).map((source) =>
    source.kind === "gateway" ? `${source.baseUrl} ${source.cid}` : source.url,
  );
const own = [
  `http://127.0.0.1:5560 ${CID}`,
  `https://one.gateway ${CID}`,
  `https://two.gateway ${CID}`,
];

describe("whoever may have a file", () => {
  it.each([`ipfs://${CID}`, `ipfs://ipfs/${CID}`, `http://127.0.0.1:5560/ipfs/${CID}`])(
    "is the archive and the gateways, in their order, for %s",
    (link) => {
      expect(asked(link)).toEqual(own);
    },
  );

  it.each([
    [`https://their.gateway/ipfs/${CID}`, "https://their.gateway"],
    [`https://${CID}.ipfs.their.gateway/`, "https://their.gateway"],
  ])("is the one that the link names besides, after them: %s", (link, base) => {
    expect(asked(link)).toEqual([...own, `${base} ${CID}`, link]);
  });

  it("leads nobody elsewhere but where the settings name it", () => {
    const leading = sourcesOf({ url: `https://their.gateway/ipfs/${CID}` }, GATEWAYS).flatMap(
      (source) => (source.kind === "gateway" && source.mayRedirect ? [source.baseUrl] : []),
    );
    expect(leading).toEqual([
      "http://127.0.0.1:5560",
      "https://one.gateway",
      "https://two.gateway",
    ]);
  });

  it("is nobody but one's own where that is wished", () => {
    const only = { ownGatewaysOnly: true };
    expect(asked(`https://their.gateway/ipfs/${CID}`, only)).toEqual(own);
    expect(asked("https://files.example/a", only)).toEqual([]);
  });

  it("is the server that another app put it on", () => {
    expect(asked("https://files.example/a?b=c")).toEqual(["https://files.example/a?b=c"]);
    expect(asked(`https://files.example/ipfs/${CID}/photo.jpg`)).toEqual([
      `https://files.example/ipfs/${CID}/photo.jpg`,
    ]);
  });

  it.each([
    "http://files.example/a",
    "https://me:secret@files.example/a",
    "https://localhost/a",
    "https://localhost./a",
    "https://a.localhost/a",
    "https://10.0.0.1/a",
    "https://8.8.8.8/a",
    "https://0x7f.1/a",
    "https://2130706433/a",
    "https://[::1]/a",
    "https://router/a",
    "https://printer.local/a",
    "https://db.internal/a",
    "https://nas.home.arpa./a",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "data:text/plain,a",
    "blob:https://files.example/a",
    "ipfs://nonsense",
    "",
    "words",
  ])("is nobody for a link that is never followed: %s", (link) => {
    expect(asked(link)).toEqual([]);
  });

  it("does not take a link into one's own network for a gateway", () => {
    expect(asked(`http://192.168.1.1/ipfs/${CID}`)).toEqual(own);
    expect(asked(`https://router.lan/ipfs/${CID}`)).toEqual(own);
  });
});
