import type { Wallet } from "./wallet.ts";

/** A page of Playwright, as far as a wallet is put into it. */
export type WalletPage = {
  exposeFunction(
    name: string,
    answer: (message: `0x${string}`) => Promise<string>,
  ): Promise<unknown>;
  addInitScript(script: { content: string }): Promise<unknown>;
};

/** Anvil's, which wallets of no chain of their own say that they are on. */
const LOCAL_CHAIN = 31_337;

/**
 * Gives a page a browser wallet that signs whatever it is asked to, without asking anybody: as `window.ethereum`
 * (EIP-1193), and announced to pages that look for wallets (EIP-6963) under the name "Test wallet". It signs
 * messages (`personal_sign`), which is what XMTP needs, and sends no transactions. Call it before the page is
 * opened.
 *
 * ```ts
 * await injectWallet(page, walletOf("ana"));
 * await page.goto("http://localhost:3000");
 * ```
 */
export async function injectWallet(page: WalletPage, wallet: Wallet): Promise<void> {
  await page.exposeFunction("signForTest", (message) =>
    wallet.signMessage({ message: messageOf(message) }),
  );
  const { address, chainId = LOCAL_CHAIN } = wallet;
  const script = `(${provide})(${JSON.stringify({ address, chainId: `0x${chainId.toString(16)}` })})`;
  await page.addInitScript({ content: script });
}

/** A text where it is one, which is what any wallet can sign; else the bytes. */
function messageOf(hex: `0x${string}`): string | { raw: `0x${string}` } {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      Buffer.from(hex.slice(2), "hex"),
    );
  } catch {
    return { raw: hex };
  }
}

type Page = Window & {
  ethereum?: unknown;
  signForTest(message: string): Promise<string>;
};

/** Runs in the page, and so knows nothing of this module. */
function provide({ address, chainId }: { address: string; chainId: string }): void {
  const page = window as unknown as Page;
  const answers: Record<string, (params: string[]) => unknown> = {
    eth_requestAccounts: () => [address],
    eth_accounts: () => [address],
    eth_chainId: () => chainId,
    net_version: () => String(Number(chainId)),
    personal_sign: ([message = ""]) => page.signForTest(inHex(message)),
  };
  const provider = {
    request: async ({ method, params = [] }: { method: string; params?: string[] }) => {
      const answer = answers[method];
      const refusal = new Error(`The test wallet does not know ${method}.`);
      if (!answer) throw Object.assign(refusal, { code: 4200 });
      return answer(params);
    },
    on: () => provider,
    removeListener: () => provider,
  };
  const info = {
    uuid: "2c0b7f4e-6f0e-4b4e-9d0a-0f6e5d7f9a31",
    name: "Test wallet",
    icon: "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>",
    rdns: "org.example.test-wallet",
  };
  const announce = () => {
    const detail = Object.freeze({ info, provider });
    window.dispatchEvent(new CustomEvent("eip6963:announceProvider", { detail }));
  };
  page.ethereum = provider;
  window.addEventListener("eip6963:requestProvider", announce);
  announce();

  /** Pages may give what is signed as hex, which wallets expect, or as it is. */
  function inHex(message: string): string {
    if (/^0x([0-9a-f]{2})*$/i.test(message)) return message;
    const bytes = [...new TextEncoder().encode(message)];
    return `0x${bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  }
}
