import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { InboxId, InstallationId } from "@/lib/identity/core/ids.ts";
import { type Proof, parseProof, proofText } from "./proof.ts";
import { siteOf } from "./site.ts";

const PROOF: Proof = {
  ...siteOf("https://parley.example.org"),
  inboxId: "1a".repeat(32) as InboxId,
  installationId: "2b".repeat(32) as InstallationId,
  nonce: "c3".repeat(38),
  issuedAtMs: Date.UTC(2026, 10, 24, 12),
  expiresAtMs: Date.UTC(2026, 10, 24, 12, 5),
};

const TEXT = `parley.example.org opens a session for an XMTP installation.

URI: https://parley.example.org
Purpose: server-session
Version: 1
Inbox ID: ${"1a".repeat(32)}
Installation ID: ${"2b".repeat(32)}
Nonce: ${"c3".repeat(38)}
Issued At: 2026-11-24T12:00:00.000Z
Expiration Time: 2026-11-24T12:05:00.000Z`;

describe("the text of a proof", () => {
  it("says for which site, whose, and until when, for people too", () => {
    expect(proofText(PROOF)).toBe(TEXT);
  });

  it("is what the documentation says", () => {
    const documentation = new URL("../../../docs/server-session.md", import.meta.url);
    const [, text = ""] = /```text\n(.*?)\n```/s.exec(readFileSync(documentation, "utf8")) ?? [];
    expect(parseProof(text)).toMatchObject(siteOf("https://parley.example.org"));
  });

  it("is read back to what it was made of", () => {
    const hex = fc.stringMatching(/^[0-9a-f]{64}$/);
    const time = fc.integer({ min: 0, max: 4_000_000_000_000 });
    fc.assert(
      fc.property(hex, hex, hex, time, time, (inbox, installation, nonce, from, to) => {
        const proof = {
          ...PROOF,
          inboxId: inbox as InboxId,
          installationId: installation as InstallationId,
          nonce,
          issuedAtMs: from,
          expiresAtMs: to,
        };
        expect(parseProof(proofText(proof))).toEqual(proof);
      }),
    );
  });

  it("is not read when a single character is another, or one more, or one less", () => {
    const place = fc.nat({ max: TEXT.length - 1 });
    fc.assert(
      fc.property(place, fc.string({ maxLength: 1 }), (at, other) => {
        const changed = TEXT.slice(0, at) + other + TEXT.slice(at + 1);
        const read = parseProof(changed);
        // A changed value is another proof, of which the signature is none.
        expect(read === undefined || proofText(read) === changed).toBe(true);
        if (changed !== TEXT) expect(read).not.toEqual(PROOF);
      }),
    );
  });

  it.each([
    ["another purpose", TEXT.replace("server-session", "archive")],
    ["another version", TEXT.replace("Version: 1", "Version: 2")],
    ["an id in capitals", TEXT.replace("1a1a", "1A1A")],
    ["a time that is written otherwise", TEXT.replace("12:00:00.000Z", "12:00:00Z")],
    ["a line more", `${TEXT}\nInbox ID: ${"9f".repeat(32)}`],
    ["a line twice", TEXT.replace("Version: 1", "Version: 1\nVersion: 1")],
    ["lines in another order", TEXT.replace(/(URI.*)\n(Purpose.*)/, "$2\n$1")],
    ["line ends of Windows", TEXT.replaceAll("\n", "\r\n")],
    ["a line end at the end", `${TEXT}\n`],
    ["nothing", ""],
    ["no first line", TEXT.slice(TEXT.indexOf("URI"))],
  ])("is not read with %s", (_, text) => expect(parseProof(text)).toBeUndefined());

  it("is not read from whatever there is", () => {
    fc.assert(fc.property(fc.string(), (text) => parseProof(text) === undefined));
  });
});
