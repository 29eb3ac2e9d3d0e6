import { privateKeyToAccount } from "viem/accounts";
import { describe, expect, it } from "vitest";
import type { Hex } from "./address.ts";
import { signerOf } from "./signature.ts";

const account = privateKeyToAccount(`0x${"5e".repeat(32)}`);
const TEXT = "XMTP : Authenticate to inbox";

describe("signerOf", () => {
  it("knows who signed, whatever was meant to sign", async () => {
    const signature = await account.signMessage({ message: TEXT });
    expect(await signerOf(TEXT, signature)).toBe(account.address);
    expect(await signerOf("another text", signature)).not.toBe(account.address);
  });

  it.each([
    ["wallet.contract-account", `0x${"ab".repeat(200)}`],
    ["wallet.failed", "0x"],
    ["wallet.failed", "hello"],
    ["wallet.failed", null],
    ["wallet.failed", { signature: "0x" }],
    ["wallet.failed", `0x${"00".repeat(65)}`],
    ["wallet.failed", `0x${"ff".repeat(65)}`],
  ])("says %s of %j", async (code, signature) => {
    await expect(signerOf(TEXT, signature as Hex)).rejects.toMatchObject({ code });
  });
});
