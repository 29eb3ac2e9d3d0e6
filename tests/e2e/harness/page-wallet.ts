import type { BrowserContext } from "@playwright/test";
import type { Eip1193Wallet } from "../../fakes/eip1193-wallet.ts";

/** How an answer travels: an error's code would be lost on the way if it were thrown. */
type Answer = { result: unknown } | { error: { code: number; message: string } };

type Asking = { method: string; params?: readonly unknown[] };

declare global {
  interface Window {
    askTestWallet(asking: Asking): Promise<Answer>;
  }
}

export const WALLET_NAME = "Lantern Wallet";

const EVENTS = ["accountsChanged", "chainChanged"] as const;

/**
 * Puts `wallet` into every page of the context as an extension would: a provider (EIP-1193)
 * that announces itself (EIP-6963), with its keys outside of the page.
 */
export async function installWallet(context: BrowserContext, wallet: Eip1193Wallet): Promise<void> {
  await context.exposeFunction("askTestWallet", async (asking: Asking): Promise<Answer> => {
    try {
      return { result: await wallet.provider.request(asking) };
    } catch (error) {
      const { code = -32603, message } = error as { code?: number; message: string };
      return { error: { code, message } };
    }
  });
  await context.addInitScript(announceInPage, WALLET_NAME);
  for (const event of EVENTS) {
    wallet.provider.on(event, (value) => {
      // A page that is just going away hears nothing any more.
      for (const page of context.pages())
        void page.evaluate(tellPage, { event, value }).catch(() => undefined);
    });
  }
}

/** Runs in the page, so it refers to nothing outside. */
function announceInPage(name: string): void {
  const on = (event: string, listener: (value: unknown) => void) => {
    const heard = (incoming: Event) => listener((incoming as CustomEvent).detail);
    listeners.set(listener, heard);
    window.addEventListener(`test-wallet:${event}`, heard);
  };
  const listeners = new Map<unknown, (incoming: Event) => void>();
  const removeListener = (event: string, listener: unknown) => {
    const heard = listeners.get(listener);
    if (heard) window.removeEventListener(`test-wallet:${event}`, heard);
  };
  const request = async (asking: Asking) => {
    const answer = await window.askTestWallet(asking);
    if ("result" in answer) return answer.result;
    throw Object.assign(new Error(answer.error.message), { code: answer.error.code });
  };
  const icon =
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'><path d='M0 0h1v1z' fill='teal'/></svg>";
  const detail = Object.freeze({
    info: { uuid: "6f1c6a1e-5d0b-4c52-9a0e-3b1f0c4d2e77", name, rdns: "test.lantern", icon },
    provider: { request, on, removeListener },
  });
  const announce = () =>
    window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
  window.addEventListener("eip6963:requestProvider", announce);
  announce();
}

/** Runs in the page. */
function tellPage({ event, value }: { event: string; value: unknown }): void {
  window.dispatchEvent(new CustomEvent(`test-wallet:${event}`, { detail: value }));
}
