import { afterEach, describe, expect, it } from "vitest";
import { ShuttingDownError } from "../shutting-down-error.ts";
import { ContractWallets } from "./contract-wallets.ts";
import { Validator } from "./validator.ts";

const FRAGILE = new URL("../../test-support/fragile-validator-worker.ts", import.meta.url);
const inboxId = "ab".repeat(32);
let validator: Validator;

afterEach(() => validator.close());

describe("the validator", () => {
  it("fails what a panic interrupted and answers the next question in a fresh thread", async () => {
    validator = new Validator(new ContractWallets({}), FRAGILE);
    await validator.ready;
    const interrupted = validator.judgeKeyPackage(Buffer.of(1), Buffer.of(1));
    await expect(interrupted).rejects.toThrow("unreachable");
    expect(await validator.judgeInboxLog(inboxId, [])).toEqual({ inboxId, accounts: [] });
  });

  it("says that it does not start, instead of trying for ever", async () => {
    validator = new Validator(new ContractWallets({}), new URL("./nowhere.ts", FRAGILE));
    const early = validator.judgeInboxLog(inboxId, []);
    await expect(early).rejects.toThrow("nowhere.ts");
    await expect(validator.ready).rejects.toThrow("nowhere.ts");
    await expect(validator.judgeInboxLog(inboxId, [])).rejects.toThrow("nowhere.ts");
  });

  it("answers what is open when the node stops", async () => {
    validator = new Validator(new ContractWallets({}), FRAGILE);
    const open = validator.judgeInboxLog(inboxId, []);
    void validator.close();
    await expect(open).rejects.toThrow(ShuttingDownError);
  });
});
