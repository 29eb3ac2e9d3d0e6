import { expect, it } from "vitest";
import type { FromFrame, FromHost } from "../core/protocol.ts";
import { createLentWallet } from "./lent-wallet.ts";

function open() {
  const said: FromFrame[] = [];
  let hear: (said: FromHost) => void = () => undefined;
  let leave = () => {};
  const lent = createLentWallet({
    origin: "https://dapp.test:8443",
    canClose: true,
    say: (each) => said.push(each),
    onSaid: (listener) => {
      hear = listener;
      return () => undefined;
    },
    onLeft: (listener) => {
      leave = listener;
      return () => undefined;
    },
  });
  return { lent, said, tell: (each: FromHost) => hear(each), leave: () => leave() };
}

it("is called by where it is", () => {
  expect(open().lent.site).toBe("dapp.test:8443");
});

it("each answer is of its own question, whatever the order", async () => {
  const { lent, said, tell } = open();
  const accounts = lent.provider.request({ method: "eth_accounts" });
  const chain = lent.provider.request({ method: "eth_chainId", params: [] });
  expect(said).toEqual([
    { kind: "ask", id: 1, method: "eth_accounts", params: [] },
    { kind: "ask", id: 2, method: "eth_chainId", params: [] },
  ]);
  tell({ kind: "answer", id: 9, result: "nobody asked" });
  tell({ kind: "answer", id: 2, result: "0x1" });
  tell({ kind: "answer", id: 2, result: "0x2" });
  tell({ kind: "refusal", id: 1, code: 4001, message: "No" });
  expect(await chain).toBe("0x1");
  await expect(accounts).rejects.toMatchObject({ code: 4001, message: "No" });
});

it("is asked for nothing that is not lent", async () => {
  const { lent, said } = open();
  await expect(lent.provider.request({ method: "eth_sign" })).rejects.toMatchObject({ code: 4200 });
  expect(said).toEqual([]);
});

it("comes, changes and goes: whoever used the one before is told", () => {
  const { lent, tell } = open();
  const told: unknown[] = [];
  const end = lent.onPresence((isThere) => told.push(isThere));
  lent.provider.on("disconnect", () => told.push("disconnect"));
  tell({ kind: "wallet", isThere: true });
  tell({ kind: "wallet", isThere: true });
  tell({ kind: "wallet", isThere: false });
  end();
  tell({ kind: "wallet", isThere: true });
  expect(told).toEqual([false, true, "disconnect", true, "disconnect", false]);
});

it.each([true, false])(
  "what it was asked is over when another one comes, or none (%s); an answer of before is nobody's",
  async (isThere) => {
    const { lent, tell } = open();
    tell({ kind: "wallet", isThere: true });
    const ofTheFirst = lent.provider.request({ method: "personal_sign" });
    tell({ kind: "wallet", isThere });
    await expect(ofTheFirst).rejects.toMatchObject({ code: 4900 });
    const ofTheNext = lent.provider.request({ method: "personal_sign" });
    tell({ kind: "answer", id: 1, result: "of the first" });
    tell({ kind: "answer", id: 2, result: "of the next" });
    expect(await ofTheNext).toBe("of the next");
  },
);

it("its events reach who listens, until they don't", () => {
  const { lent, tell } = open();
  const heard: unknown[] = [];
  const listener = (value: unknown) => heard.push(value);
  lent.provider.on("chainChanged", listener);
  tell({ kind: "wallet-event", name: "chainChanged", value: "0x1" });
  lent.provider.removeListener("chainChanged", listener);
  tell({ kind: "wallet-event", name: "chainChanged", value: "0x2" });
  expect(heard).toEqual(["0x1"]);
});

it("of a page that is gone leaves nothing open, and answers nothing more", async () => {
  const { lent, said, tell, leave } = open();
  const told: unknown[] = [];
  tell({ kind: "wallet", isThere: true });
  lent.onPresence((isThere) => told.push(isThere));
  const asking = lent.provider.request({ method: "personal_sign" });
  leave();
  await expect(asking).rejects.toMatchObject({ code: 4900 });
  await expect(lent.provider.request({ method: "eth_accounts" })).rejects.toMatchObject({
    code: 4900,
  });
  expect(said).toHaveLength(1);
  expect(told).toEqual([true, false]);
});

it("made late, it knows what the page had said", () => {
  const link = { origin: "https://dapp.test", canClose: true, say: () => undefined };
  const onSaid = () => () => undefined;
  const seen: boolean[] = [];
  createLentWallet({ ...link, onSaid }, { hasWallet: true }).onPresence((isThere) =>
    seen.push(isThere),
  );
  expect(seen).toEqual([true]);
});
