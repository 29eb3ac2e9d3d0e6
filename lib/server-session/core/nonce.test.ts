import { describe, expect, it } from "vitest";
import { makeNonce, openNonce } from "./nonce.ts";

const seal = { key: new Uint8Array(32).fill(7), origin: "https://parley.example.org" };
const random = new Uint8Array(16).fill(0xab);
const expiresAtMs = Date.UTC(2026, 10, 24, 12, 5);
const nonce = makeNonce({ random, expiresAtMs }, seal);

describe("a nonce", () => {
  it("says when it ends to who made it, and is letters and digits (EIP-4361)", () => {
    expect(openNonce(nonce, seal)).toEqual({ id: "ab".repeat(16), expiresAtMs });
    expect(nonce).toMatch(/^[A-Za-z0-9]{8,}$/);
  });

  it("is nothing under another key, or for another site", () => {
    expect(openNonce(nonce, { ...seal, key: new Uint8Array(32) })).toBeUndefined();
    expect(openNonce(nonce, { ...seal, origin: "https://evil.example" })).toBeUndefined();
  });

  it("is nothing with any digit changed: nobody makes it live longer", () => {
    for (let at = 0; at < nonce.length; at++) {
      const digit = nonce[at] === "0" ? "1" : "0";
      expect(openNonce(nonce.slice(0, at) + digit + nonce.slice(at + 1), seal)).toBeUndefined();
    }
  });

  it.each(["", nonce.slice(1), `${nonce}0`, nonce.toUpperCase(), "z".repeat(76)])(
    "is not %s",
    (text) => expect(openNonce(text, seal)).toBeUndefined(),
  );
});
