import fc from "fast-check";
import { expect, it } from "vitest";
import { concat } from "@/lib/protobuf/core/protobuf.ts";
import { openSeal, type SealSecrets } from "./seal-key.ts";

const randomSecrets = (): SealSecrets => ({
  secret: crypto.getRandomValues(new Uint8Array(32)),
  salt: crypto.getRandomValues(new Uint8Array(32)),
  nonce: crypto.getRandomValues(new Uint8Array(12)),
});

/** WebCrypto's own, in one piece. */
async function sealedAtOnce({ secret, salt, nonce }: SealSecrets, bytes: Uint8Array<ArrayBuffer>) {
  const source = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const key = await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt, info: new Uint8Array() },
    source,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt"],
  );
  return new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, bytes));
}

async function sealedInChunks(
  secrets: SealSecrets,
  bytes: Uint8Array<ArrayBuffer>,
  chunkBytes: number,
) {
  const seal = await openSeal(secrets);
  const parts: Uint8Array[] = [];
  for (let offset = 0; offset < bytes.length; offset += chunkBytes) {
    const part = await seal.turn(bytes.slice(offset, offset + chunkBytes), offset);
    void seal.witness(part);
    parts.push(part);
  }
  return concat([...parts, await seal.tag()]);
}

it("seals chunk by chunk as WebCrypto does in one piece, whatever the sizes", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ maxLength: 700 }),
      fc.integer({ min: 1, max: 12 }),
      async (bytes, blocks) => {
        const secrets = randomSecrets();
        const plain = Uint8Array.from(bytes);
        expect(await sealedInChunks(secrets, plain, blocks * 16)).toEqual(
          await sealedAtOnce(secrets, plain),
        );
      },
    ),
    { numRuns: 60 },
  );
}, 30_000);

it("seals several megabytes as WebCrypto does", async () => {
  const plain = Uint8Array.from({ length: 3_500_001 }, (_, at) => (at * 31) & 0xff);
  const secrets = randomSecrets();
  const [ours, theirs] = [
    await sealedInChunks(secrets, plain, 1024 * 1024),
    await sealedAtOnce(secrets, plain),
  ];
  expect(Buffer.from(ours).equals(Buffer.from(theirs))).toBe(true);
});
