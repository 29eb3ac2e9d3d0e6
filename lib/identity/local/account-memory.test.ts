import { describe, expect, it } from "vitest";
import { parseAddress } from "../core/address.ts";
import type { InboxId } from "../core/ids.ts";
import type { RememberedAccount } from "../ports.ts";
import { createAccountMemory } from "./account-memory.ts";
import type { KeyValueStorage } from "./web-storage.ts";

const ACCOUNT: RememberedAccount = {
  address: parseAddress("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"),
  inboxId: "a1".repeat(32) as InboxId,
  xmtpEnv: "local",
};

function createStorage(initial?: string): KeyValueStorage {
  const values = new Map<string, string>();
  if (initial !== undefined) values.set("parley.account", initial);
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => values.set(key, value),
    removeItem: (key) => values.delete(key),
  };
}

describe("account memory", () => {
  it("remembers over a reload, until it forgets", () => {
    const storage = createStorage();
    createAccountMemory(() => storage).save(ACCOUNT);
    const reloaded = createAccountMemory(() => storage);
    expect(reloaded.load()).toEqual(ACCOUNT);
    reloaded.forget();
    expect(createAccountMemory(() => storage).load()).toBeUndefined();
    expect(reloaded.load()).toBeUndefined();
  });

  it.each([
    "",
    "{",
    "null",
    "42",
    "[]",
    "{}",
    JSON.stringify({ ...ACCOUNT, address: "0x12" }),
    JSON.stringify({ ...ACCOUNT, address: ACCOUNT.address.replace("f39F", "F39f") }),
    JSON.stringify({ ...ACCOUNT, inboxId: "../../etc" }),
    JSON.stringify({ ...ACCOUNT, xmtpEnv: 1 }),
  ])("takes %j for nothing", (stored) => {
    const storage = createStorage(stored);
    expect(createAccountMemory(() => storage).load()).toBeUndefined();
  });

  it("lasts as long as the page where the browser stores nothing", () => {
    const memory = createAccountMemory(() => {
      throw new DOMException("Access is denied", "SecurityError");
    });
    expect(memory.load()).toBeUndefined();
    memory.save(ACCOUNT);
    expect(memory.load()).toEqual(ACCOUNT);
    memory.forget();
    expect(memory.load()).toBeUndefined();
  });
});
