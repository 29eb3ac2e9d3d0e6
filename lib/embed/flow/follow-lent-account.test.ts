import { expect, it } from "vitest";
import { createStore } from "zustand/vanilla";
import { parseAddress } from "@/lib/identity/core/address.ts";
import type { SessionEvent, SessionState } from "@/lib/identity/core/session.ts";
import { advanceSession } from "@/lib/identity/core/session-machine.ts";
import type { LentWallet } from "@/lib/identity/ports.ts";
import { followLentAccount } from "./follow-lent-account.ts";

const ANA = parseAddress(`0x${"a".repeat(40)}`);
const BEN = parseAddress(`0x${"b".repeat(40)}`);
const READY = { kind: "ready", address: ANA, inboxId: "1", leads: true } as Extract<
  SessionState,
  { kind: "ready" }
>;

/** A page whose wallet answers with `shown`, and a session beside it. */
function lend(shown: unknown, state: SessionState = READY) {
  const store = createStore<SessionState>(() => state);
  const noted: (string | undefined)[] = [];
  const asked: string[] = [];
  let tellPresence: (isThere: boolean) => void = () => undefined;
  let tellAccounts: ((accounts: never) => void) | undefined;
  const lent: LentWallet = {
    site: "dapp.test",
    onPresence: (listener) => {
      tellPresence = listener;
      listener(true);
      return () => {
        tellPresence = () => undefined;
      };
    },
    provider: {
      request: async ({ method }) => {
        asked.push(method);
        if (shown instanceof Error) throw shown;
        return shown;
      },
      on: (_, listener) => {
        tellAccounts = listener;
      },
      removeListener: () => {
        tellAccounts = undefined;
      },
    },
  };
  const tell = (event: SessionEvent) =>
    store.setState(advanceSession(store.getState(), event)[0], true);
  const end = followLentAccount(lent, {
    store,
    noteWallet: (seen) => {
      noted.push(seen.address);
      tell({ kind: "wallet-seen", ...seen, chosen: { optionId: "io.example.one" } });
    },
  });
  return {
    noted,
    asked,
    end,
    tell,
    now: () => store.getState(),
    become: (next: SessionState) => store.setState(next, true),
    change: (accounts: unknown) => tellAccounts?.(accounts as never),
    isThere: (is: boolean) => tellPresence(is),
    settled: () => new Promise((resolve) => setTimeout(resolve)),
  };
}

it("notes what the wallet shows already, once, and asks its person nothing", async () => {
  const { noted, asked, settled } = lend([BEN]);
  await settled();
  expect(noted).toEqual([BEN]);
  expect(asked).toEqual(["eth_accounts"]);
});

it("waits until somebody is signed in, and says it again of somebody else", async () => {
  const { noted, become, settled } = lend([BEN], { kind: "starting" });
  await settled();
  expect(noted).toEqual([]);
  become(READY);
  become({ kind: "starting" });
  become({ ...READY, inboxId: "2" } as SessionState);
  expect(noted).toEqual([BEN, BEN]);
});

it("follows the wallet to other accounts, and to another wallet", async () => {
  const { noted, change, isThere, asked, settled } = lend([ANA]);
  await settled();
  expect(noted).toEqual([]);
  change([BEN.toLowerCase()]);
  change([]);
  change([BEN]);
  isThere(false);
  isThere(true);
  await settled();
  expect(noted).toEqual([BEN, undefined, BEN, undefined]);
  expect(asked).toHaveLength(2);
});

it("says it again when the note went with the inbox, and not when it was turned away", async () => {
  const { noted, become, settled } = lend([BEN]);
  await settled();
  become({ kind: "starting" });
  become(READY);
  expect(noted).toEqual([BEN, BEN]);
  become(READY);
  become({ kind: "starting" });
  become(READY);
  expect(noted).toEqual([BEN, BEN]);
});

it("says it of a session that ends with its tab as well", async () => {
  const { now, settled } = lend([BEN], { ...READY, isTemporary: true });
  await settled();
  expect(now()).toMatchObject({ walletNote: { kind: "other-account", address: BEN } });
});

it("is not turned away by what the wallet of the sign-in says meanwhile", async () => {
  const { now, tell, settled } = lend([BEN]);
  await settled();
  tell({ kind: "wallet-account", address: ANA });
  expect(now()).toMatchObject({ walletNote: { address: BEN } });
  tell({ kind: "wallet-disconnected" });
  expect(now()).toMatchObject({ walletNote: { kind: "disconnected" } });
  tell({ kind: "dismiss-note" });
  expect(now()).toMatchObject({ walletNote: { kind: "other-account", address: BEN } });
  tell({ kind: "dismiss-note" });
  expect(now(), "that one was").toEqual(READY);
});

it("compares with nothing what shows no account, refuses, or answers nonsense", async () => {
  for (const shown of [[], null, "0x", [7], ["0x12"], {}, new Error("locked")]) {
    const { noted, settled } = lend(shown);
    await settled();
    expect(noted, String(shown)).toEqual([]);
  }
});

it("hears nothing any more once it has ended", async () => {
  const { noted, end, change, become, settled } = lend([], { kind: "starting" });
  await settled();
  end();
  change([BEN]);
  become(READY);
  expect(noted).toEqual([]);
});
