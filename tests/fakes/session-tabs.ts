import { vi } from "vitest";
import { type Address, parseAddress } from "@/lib/identity/core/address.ts";
import type { SessionState } from "@/lib/identity/core/session.ts";
import { LED_WITHIN_MS } from "@/lib/identity/flow/follow.ts";
import { createSession, type Session } from "@/lib/identity/flow/session.ts";
import type { RememberedAccount } from "@/lib/identity/ports.ts";
import { createSessionDevice, inboxOf, type SessionDevice } from "./session-device.ts";
import { ALICE_KEY, BOB_KEY, createFakeWallets, type FakeWallets } from "./wallets.ts";

export const ALICE = parseAddress(ALICE_KEY.address);
export const BOB = parseAddress(BOB_KEY.address);
export const OPTION = "com.example.fake";

export const remembered = (address: Address): RememberedAccount => ({
  address,
  inboxId: inboxOf(address),
  xmtpEnv: "local",
});

export type Tab = {
  device: SessionDevice;
  person: FakeWallets;
  session: Session;
  stop: () => void;
};

export function openTab(device = createSessionDevice(), person = createFakeWallets()): Tab {
  const session = createSession(device.openTab(person.wallets));
  return { device, person, session, stop: session.start() };
}

export function leads({ session }: Tab): boolean {
  const state = session.store.getState();
  return state.kind === "ready" && state.leads;
}

/** Nobody leads in the time that a tab waits for it. */
export async function standsStill({ device, session }: Tab): Promise<void> {
  await device.host.pass(LED_WITHIN_MS);
  await reaches(session, "elsewhere");
}

export function reaches(session: Session, kind: SessionState["kind"]): Promise<void> {
  return vi.waitUntil(() => session.store.getState().kind === kind, { interval: 1 }).then(() => {});
}

export async function explained(tab: Tab): Promise<Tab> {
  tab.session.connect(OPTION);
  await reaches(tab.session, "explaining");
  return tab;
}

export async function signedIn(tab = openTab()): Promise<Tab> {
  await explained(tab);
  tab.session.sign();
  await reaches(tab.session, "ready");
  return tab;
}
