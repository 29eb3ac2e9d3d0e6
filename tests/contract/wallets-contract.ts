import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Address, type Hex, parseAddress } from "@/lib/identity/core/address.ts";
import { lookAtSignature } from "@/lib/identity/core/signature.ts";
import type { WalletChange, WalletOption } from "@/lib/identity/ports.ts";
import type { WalletAccount } from "@/tests/fakes/wallet-account.ts";
import { ALICE_KEY, BOB_KEY, type FakeWallets } from "@/tests/fakes/wallets.ts";

const BOB = parseAddress(BOB_KEY.address);
const FAKE: WalletOption = { id: "com.example.fake", name: "Fake", kind: "installed" };
const BASE = 8453;

export type WalletsUnderTest = Omit<FakeWallets, "failNext" | "visits" | "announce"> & {
  /** Another wallet comes; left out where there is never another. */
  announce?: FakeWallets["announce"];
  /** What the wallet is offered as: `FAKE` unless given. */
  option?: WalletOption;
  failNext(code: "wallet.rejected" | "wallet.busy" | "wallet.unavailable"): void;
  /** The account that the wallet has beside Bob's key: Alice's key unless given. */
  first?: WalletAccount & {
    /** Where it is a contract, and whether that takes a signature. */
    chainId: number;
    isAccepted(text: string, signature: Hex): Promise<boolean>;
  };
  end?(): void;
};

/** What every `Wallets` does, whoever is behind it: one wallet with two accounts in it. */
export function describeWallets(
  name: string,
  create: () => WalletsUnderTest | Promise<WalletsUnderTest>,
): void {
  describe(`Wallets: ${name}`, () => {
    let world: WalletsUnderTest;
    let first: Address;
    let option: WalletOption;
    let id: string;

    beforeEach(async () => {
      world = await create();
      option = world.option ?? FAKE;
      id = option.id;
      first = parseAddress((world.first ?? ALICE_KEY).address);
    });

    async function signerOf(text: string, signature: Hex): Promise<Address | undefined> {
      if (await world.first?.isAccepted(text, signature)) return first;
      return (await lookAtSignature(text, signature)).signer;
    }
    afterEach(() => world.end?.());

    it("tells at once what there is", () => {
      const told: (readonly WalletOption[])[] = [];
      world.wallets.onOptions((options) => told.push(options))();
      expect(told).toHaveLength(1);
      expect(told[0]).toMatchObject([option]);
    });

    it("tells of a wallet that comes late, until nobody listens", () => {
      if (!world.announce) return;
      const told: string[][] = [];
      const end = world.wallets.onOptions((options) => told.push(options.map(({ id }) => id)));
      world.announce({ id: "com.example.late", name: "Late", kind: "installed" });
      end();
      end();
      world.announce({ id: "com.example.later", name: "Later", kind: "installed" });
      expect(told).toEqual([[id], [id, "com.example.late"]]);
    });

    it("connects to the account that the wallet gives, checksummed", async () => {
      const wallet = await world.wallets.connect(id);
      expect(wallet.address).toBe(first);
      expect(wallet.optionId).toBe(id);
    });

    it("signs the very text (EIP-191), whatever is in it", async () => {
      const wallet = await world.wallets.connect(id);
      const text = "XMTP : Authenticate\n\nñ 🦊 0xdeadbeef";
      const signature = await wallet.signMessage({ address: first, text });
      expect(world.signatureRequests).toEqual([text]);
      expect(await signerOf(text, signature)).toBe(first);
    });

    it("gives a signature of another account as it is: verifying is for who asked", async () => {
      const wallet = await world.wallets.connect(id);
      world.signNextWith(BOB_KEY);
      const signature = await wallet.signMessage({ address: first, text: "hello" });
      expect(await signerOf("hello", signature)).toBe(BOB);
    });

    it.each(["wallet.rejected", "wallet.busy"] as const)(
      "fails to connect with %s, and connects the next time",
      async (code) => {
        world.failNext(code);
        await expect(world.wallets.connect(id)).rejects.toMatchObject({ code });
        await world.wallets.connect(id);
      },
    );

    it.each(["wallet.rejected", "wallet.busy", "wallet.unavailable"] as const)(
      "fails to sign with %s, and signs the next time",
      async (code) => {
        const wallet = await world.wallets.connect(id);
        world.failNext(code);
        const signing = wallet.signMessage({ address: first, text: "hello" });
        await expect(signing).rejects.toMatchObject({ code });
        await wallet.signMessage({ address: first, text: "hello" });
      },
    );

    it("fails with wallet.unavailable for a wallet that is not there", async () => {
      await expect(world.wallets.connect("com.example.none")).rejects.toMatchObject({
        code: "wallet.unavailable",
      });
    });

    it("fails with wallet.wrong-account for an account that the wallet does not offer", async () => {
      const wallet = await world.wallets.connect(id);
      const stranger = parseAddress(`0x${"11".repeat(20)}`);
      const signing = wallet.signMessage({ address: stranger, text: "hello" });
      await expect(signing).rejects.toMatchObject({ code: "wallet.wrong-account" });
    });

    it("tells what the wallet does, until nobody listens", async () => {
      const wallet = await world.wallets.connect(id);
      const changes: WalletChange[] = [];
      const end = wallet.onChange((change) => changes.push(change));
      world.switchTo(BOB_KEY);
      world.switchChain(8453);
      world.goAway();
      await vi.waitUntil(() => changes.length >= 3);
      expect(changes).toEqual([
        { kind: "account", address: BOB },
        { kind: "chain", chainId: 8453 },
        { kind: "disconnected" },
      ]);
      end();
      world.switchChain(10);
      expect(changes).toHaveLength(3);
    });

    it("tells what it does also where it had come back by itself before it was chosen", async () => {
      const before = await world.wallets.connect(id);
      await before.disconnect();
      world.switchTo(BOB_KEY);
      // By when all that was said before has been heard, and answered.
      for (let turn = 0; turn < 3; turn++) await before.readChain(BOB);
      const wallet = await world.wallets.connect(id);
      expect(wallet.address).toBe(BOB);
      const changes: WalletChange[] = [];
      const end = wallet.onChange((change) => changes.push(change));
      world.switchTo(world.first ?? ALICE_KEY);
      await vi.waitUntil(() => changes.length > 0);
      end();
      expect(changes).toEqual([{ kind: "account", address: first }]);
    });

    it("signs as the account it changed to", async () => {
      const wallet = await world.wallets.connect(id);
      world.switchTo(BOB_KEY);
      const signature = await wallet.signMessage({ address: BOB, text: "hello" });
      expect(await signerOf("hello", signature)).toBe(BOB);
    });

    it("connects again after it was disconnected", async () => {
      await (await world.wallets.connect(id)).disconnect();
      expect(world.isConnected).toBe(false);
      const again = await world.wallets.connect(id);
      expect(again.address).toBe(first);
    });

    it("tells on which chain it is, and whether an account is a contract there", async () => {
      const wallet = await world.wallets.connect(id);
      const chainId = world.first?.chainId ?? 1;
      const isContract = world.first !== undefined;
      expect(await wallet.readChain(first)).toEqual({ chainId, isContract });
      expect(await wallet.readChain(BOB)).toEqual({ chainId, isContract: false });
      world.switchChain(10);
      expect(await wallet.readChain(BOB)).toMatchObject({ chainId: 10 });
    });

    it("changes its chain when it is asked, and tells of it", async () => {
      const wallet = await world.wallets.connect(id);
      const changes: WalletChange[] = [];
      wallet.onChange((change) => changes.push(change));
      await wallet.switchChain(BASE);
      expect((await wallet.readChain(BOB)).chainId).toBe(BASE);
      expect(changes).toContainEqual({ kind: "chain", chainId: BASE });
    });

    it("stays where it is when its person says no, or when it can't be changed", async () => {
      const wallet = await world.wallets.connect(id);
      const { chainId } = await wallet.readChain(BOB);
      world.failNext("wallet.rejected");
      await expect(wallet.switchChain(BASE)).rejects.toMatchObject({ code: "wallet.rejected" });
      world.pinChain();
      await expect(wallet.switchChain(BASE)).rejects.toMatchObject({
        code: "wallet.no-switch",
        facts: { chainId: BASE },
      });
      expect((await wallet.readChain(BOB)).chainId).toBe(chainId);
    });
  });
}
