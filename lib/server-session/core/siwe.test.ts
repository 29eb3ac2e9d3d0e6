import fc from "fast-check";
import { createSiweMessage } from "viem/siwe";
import { describe, expect, it } from "vitest";
import { parseAddress } from "@/lib/identity/core/address.ts";
import { parseSiwe } from "./siwe.ts";

const ADDRESS = parseAddress("0xd8da6bf26964af9d7eed9e03e53415d37aa96045");
const ISSUED_AT = Date.UTC(2026, 10, 24, 12);

const FIELDS = {
  domain: "parley.example.org:8443",
  address: ADDRESS,
  uri: "https://parley.example.org:8443/chat",
  version: "1",
  chainId: 8453,
  nonce: "abcdEFGH1234",
  issuedAt: new Date(ISSUED_AT),
} as const;

const READ = {
  domain: FIELDS.domain,
  address: ADDRESS,
  uri: FIELDS.uri,
  chainId: 8453,
  nonce: "abcdEFGH1234",
  issuedAtMs: ISSUED_AT,
};

const BARE = `${FIELDS.domain} wants you to sign in with your Ethereum account:
${ADDRESS}

URI: ${FIELDS.uri}
Version: 1
Chain ID: 8453
Nonce: abcdEFGH1234
Issued At: 2026-11-24T12:00:00.000Z`;

describe("parseSiwe", () => {
  it("reads what viem writes, bare and with all that may be there", () => {
    expect(parseSiwe(createSiweMessage(FIELDS))).toEqual(READ);
    const whole = createSiweMessage({
      ...FIELDS,
      scheme: "https",
      statement: "Read your archive. Version: 2",
      expirationTime: new Date(ISSUED_AT + 60_000),
      notBefore: new Date(ISSUED_AT - 60_000),
      requestId: "some-id",
      resources: ["https://example.org/terms", "ipfs://bafy"],
    });
    expect(parseSiwe(whole)).toEqual({
      ...READ,
      scheme: "https",
      expiresAtMs: ISSUED_AT + 60_000,
      notBeforeMs: ISSUED_AT - 60_000,
    });
  });

  it("reads the empty lines of the standard where there is no statement", () => {
    expect(parseSiwe(BARE)).toEqual(READ);
    expect(parseSiwe(BARE.replace("\n\n", "\n\n\n"))).toEqual(READ);
  });

  it("takes no statement for fields, whatever it says", () => {
    const statement = `URI: https://evil.example`;
    const text = createSiweMessage({ ...FIELDS, statement });
    expect(parseSiwe(text)).toEqual(READ);
    fc.assert(
      fc.property(fc.stringMatching(/^[ -~]{1,60}$/), (said) => {
        const read = parseSiwe(createSiweMessage({ ...FIELDS, statement: said }));
        expect(read === undefined || read.uri === FIELDS.uri).toBe(true);
      }),
    );
  });

  it.each([
    ["a text before", `Hello\n${BARE}`],
    ["a text after", `${BARE}\nURI: https://evil.example`],
    ["a second message after", `${BARE}\n\n${BARE}`],
    ["another version", BARE.replace("Version: 1", "Version: 2")],
    ["no version", BARE.replace("Version: 1\n", "")],
    ["a short nonce", BARE.replace("abcdEFGH1234", "abcdEFG")],
    ["a nonce with a sign", BARE.replace("abcdEFGH1234", "abcd-FGH1234")],
    ["a chain that is no number", BARE.replace("8453", "0x2105")],
    ["chain 0", BARE.replace("8453", "0")],
    ["an address with a mistyped letter", BARE.replace(ADDRESS, ADDRESS.replace("d8dA", "D8da"))],
    ["an address that is too short", BARE.replace(ADDRESS, ADDRESS.slice(0, -1))],
    ["a time that is none", BARE.replace("2026-11-24", "2026-02-30")],
    ["an end that is no time", `${BARE}\nExpiration Time: never`],
    ["a beginning that is no time", `${BARE}\nNot Before: 2026`],
    ["fields in another order", BARE.replace(/(Version.*)\n(Chain.*)/, "$2\n$1")],
    ["line ends of Windows", BARE.replaceAll("\n", "\r\n")],
    ["resources that are none", `${BARE}\nResources:\nhttps://example.org`],
    ["nothing", ""],
  ])("does not read %s", (_, text) => expect(parseSiwe(text)).toBeUndefined());
});
