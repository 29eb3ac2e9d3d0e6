import { privateKeyToAccount } from "viem/accounts";
import { concatHex, pad, serializeErc6492Signature } from "viem/utils";
import { describe, expect, it } from "vitest";
import type { Hex } from "./address.ts";
import { lookAtSignature } from "./signature.ts";

const account = privateKeyToAccount(`0x${"5e".repeat(32)}`);
const TEXT = "XMTP : Authenticate to inbox";

describe("lookAtSignature", () => {
  it("knows whose key signed, whoever was meant to sign", async () => {
    const signature = await account.signMessage({ message: TEXT });
    expect(await lookAtSignature(TEXT, signature)).toEqual({
      signer: account.address,
      isForUndeployed: false,
    });
    expect((await lookAtSignature("another text", signature)).signer).not.toBe(account.address);
  });

  it("knows a signature that brings the deployment of its contract along", async () => {
    const signature = serializeErc6492Signature({
      address: account.address,
      data: "0x1234",
      signature: await account.signMessage({ message: TEXT }),
    });
    expect(await lookAtSignature(TEXT, signature)).toEqual({ isForUndeployed: true });
  });

  const approvedBefore = concatHex([pad(account.address), pad("0x"), "0x01"]);
  it.each([
    ["a Safe's note of who approved before, in 65 bytes", approvedBefore],
    ["65 bytes of nothing", `0x${"00".repeat(65)}`],
    ["65 bytes beyond the curve", `0x${"ff".repeat(65)}`],
    ["the owners' signatures, one after the other", `0x${"ab".repeat(130)}`],
    ["a few bytes", "0x1234"],
  ])("leaves it to a contract what %s means", async (_, signature) => {
    expect(await lookAtSignature(TEXT, signature as Hex)).toEqual({ isForUndeployed: false });
  });

  it.each(["0x", "0x123", "hello", null, { signature: "0x" }])("takes %j for none", async (it) => {
    await expect(lookAtSignature(TEXT, it as unknown as Hex)).rejects.toMatchObject({
      code: "wallet.failed",
    });
  });
});
