import { describe, expect, it } from "vitest";
import { parseAddress } from "../core/address.ts";
import type { InboxId } from "../core/ids.ts";
import type { RememberedAccount } from "../ports.ts";
import { createAccountMemory } from "./account-memory.ts";
import type { KeyValueStorage } from "./web-storage.ts";

const ANA: RememberedAccount = {
  address: parseAddress("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"),
  inboxId: "a1".repeat(32) as InboxId,
  xmtpEnv: "local",
};
const BEN: RememberedAccount = {
  address: parseAddress("0x70997970C51812dc3A010C7d01b50e0d17dc79C8"),
  inboxId: "b0".repeat(32) as InboxId,
  xmtpEnv: "local",
  name: "ben.eth",
};

function createStorage(initial: Record<string, string> = {}): KeyValueStorage {
  const values = new Map(Object.entries(initial));
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => values.set(key, value),
    removeItem: (key) => values.delete(key),
  };
}

describe("account memory", () => {
  it("remembers over a reload, the one used last first, until it forgets", () => {
    const storage = createStorage();
    const memory = createAccountMemory(() => storage);
    for (const account of [ANA, BEN, ANA]) memory.use(account);
    const reloaded = createAccountMemory(() => storage);
    expect(reloaded.load()).toEqual([ANA, BEN]);
    reloaded.forget(ANA);
    expect(createAccountMemory(() => storage).load()).toEqual([BEN]);
    reloaded.forget(BEN);
    expect(reloaded.load()).toEqual([]);
  });

  it("knows an inbox once, by the address used last; an address once, by its inbox of now", () => {
    const storage = createStorage();
    const memory = createAccountMemory(() => storage);
    memory.use(ANA);
    const byOtherWallet = { ...ANA, address: BEN.address };
    memory.use(byOtherWallet);
    expect(memory.load()).toEqual([byOtherWallet]);
    memory.use(BEN);
    expect(memory.load()).toEqual([BEN]);
  });

  it("keeps networks apart", () => {
    const memory = createAccountMemory(() => createStorage());
    const onDev = { ...ANA, xmtpEnv: "dev" };
    memory.use(ANA);
    memory.use(onDev);
    expect(memory.load()).toEqual([onDev, ANA]);
    memory.forget(onDev);
    expect(memory.load()).toEqual([ANA]);
  });

  it("finds the one account that an older version remembered, until something is written", () => {
    const storage = createStorage({ "parley.account": JSON.stringify(ANA) });
    const memory = createAccountMemory(() => storage);
    expect(memory.load()).toEqual([ANA]);
    memory.use(BEN);
    expect(createAccountMemory(() => storage).load()).toEqual([BEN, ANA]);
    expect(storage.getItem("parley.account")).toBeNull();
  });

  it("does not bring an account of an older version back that was forgotten", () => {
    const storage = createStorage({ "parley.account": JSON.stringify(ANA) });
    createAccountMemory(() => storage).forget(ANA);
    expect(createAccountMemory(() => storage).load()).toEqual([]);
  });

  it.each([
    "",
    "{",
    "null",
    "42",
    "{}",
    JSON.stringify([null, 7, {}, []]),
    JSON.stringify([{ ...ANA, address: "0x12" }]),
    JSON.stringify([{ ...ANA, address: ANA.address.replace("f39F", "F39f") }]),
    JSON.stringify([{ ...ANA, inboxId: "../../etc" }]),
    JSON.stringify([{ ...ANA, xmtpEnv: 1 }]),
  ])("takes %j for nothing, and goes on", (stored) => {
    const storage = createStorage({ "parley.accounts": stored });
    const memory = createAccountMemory(() => storage);
    expect(memory.load()).toEqual([]);
    memory.use(ANA);
    expect(memory.load()).toEqual([ANA]);
  });

  it("leaves out what is damaged, and keeps the rest", () => {
    const stored = JSON.stringify([
      { ...ANA, inboxId: 1 },
      { ...BEN, name: 5 },
    ]);
    const { name: _, ...nameless } = BEN;
    expect(createAccountMemory(() => createStorage({ "parley.accounts": stored })).load()).toEqual([
      nameless,
    ]);
  });

  it("tells of what other tabs change, and of nothing else", () => {
    let tell: (key: string | null) => void = () => undefined;
    let told = 0;
    const memory = createAccountMemory(
      () => createStorage(),
      (listener) => {
        tell = listener;
        return () => undefined;
      },
    );
    memory.onChange(() => told++);
    for (const key of ["parley.accounts", "parley.devices", null]) tell(key);
    expect(told).toBe(2);
  });

  it("lasts as long as the page where the browser stores nothing", () => {
    const memory = createAccountMemory(() => {
      throw new DOMException("Access is denied", "SecurityError");
    });
    expect(memory.load()).toEqual([]);
    memory.use(ANA);
    expect(memory.load()).toEqual([ANA]);
    memory.forget(ANA);
    expect(memory.load()).toEqual([]);
  });
});
