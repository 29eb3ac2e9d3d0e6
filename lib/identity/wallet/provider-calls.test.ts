import { expect, it } from "vitest";
import { parseAddress } from "../core/address.ts";
import { providerCalls } from "./provider-calls.ts";

const ME = parseAddress(`0x${"aa".repeat(20)}`);

function sendWith(error: unknown): Promise<unknown> {
  const calls = providerCalls(async () => ({
    request: async ({ method }) => {
      if (method === "eth_accounts") return [ME];
      throw error;
    },
  }));
  return calls.send({ address: ME, chainId: 1, call: { to: ME, value: 1n, data: "0x" } });
}

it.each(["already known", "nonce too low: next nonce 5, tx nonce 4", "already imported"])(
  "is unsure of a transaction that the node has already (%s)",
  async (message) => {
    const plain = { code: -32_000, message };
    const wrapped = { code: -32_603, message: "Internal error", data: { originalError: plain } };
    for (const error of [plain, wrapped])
      await expect(sendWith(error)).rejects.toMatchObject({
        code: "wallet.failed",
        facts: { isUnsure: true },
      });
  },
);

it("is sure that nothing was sent where the node says what is missing", async () => {
  const error = { code: -32_000, message: "insufficient funds for gas * price + value" };
  await expect(sendWith(error)).rejects.toMatchObject({ code: "transaction.refused" });
});
