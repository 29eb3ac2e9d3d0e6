import { expect, it } from "vitest";
import { injectWallet, walletOf } from "./index.ts";

/** What the page gets to sign with. */
async function signerOf(name: string) {
  let sign: (message: `0x${string}`) => Promise<string> = async () => "";
  await injectWallet(
    {
      exposeFunction: async (_name, answer) => {
        sign = answer;
      },
      addInitScript: async () => {},
    },
    walletOf(name),
  );
  return sign;
}

it.each(["", "68656c6c6f", "efbbbf686579", "f09f9a80", "ff00", "c3", "00"])(
  "a page's wallet signs the bytes that it is given: %s",
  async (bytes) => {
    const sign = await signerOf("ana");
    const signed = await walletOf("ana").signMessage({ message: { raw: `0x${bytes}` } });
    expect(await sign(`0x${bytes}`)).toBe(signed);
  },
);
