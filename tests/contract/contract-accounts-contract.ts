import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Hex, parseAddress } from "@/lib/identity/core/address.ts";
import type { ContractAccounts } from "@/lib/identity/ports.ts";
import type { WalletAccount } from "@/tests/fakes/wallet-account.ts";

export type ContractsUnderTest = {
  contracts: ContractAccounts;
  /** The chain that can be asked. */
  chainId: number;
  create(options: {
    owners?: number;
    isDeployed?: boolean;
  }): Promise<{ account: WalletAccount; stolen: WalletAccount }>;
  /** Lends a key's account the code of a contract that takes no signature (EIP-7702). */
  delegate(address: Hex): Promise<void>;
  goDown(): void | Promise<void>;
  goUp(): void | Promise<void>;
  end?(): Promise<void>;
};

const TEXT = "XMTP : Authenticate to inbox\n\nñ 🦊";

const newKey = () => privateKeyToAccount(generatePrivateKey());

/** What the app relies on when it asks chains about contracts' signatures. */
export function describeContracts(
  name: string,
  create: () => ContractsUnderTest | Promise<ContractsUnderTest>,
): void {
  describe(`ContractAccounts: ${name}`, () => {
    let world: ContractsUnderTest;

    beforeAll(async () => {
      world = await create();
    });
    afterAll(() => world.end?.());

    /** What the chain says when `account` signs, as itself unless said. */
    async function verdictOn(
      account: WalletAccount,
      { text = TEXT, signedFor = world.chainId, askedOn = world.chainId } = {},
    ) {
      const address = parseAddress(account.address);
      const signature = await account.signMessage({ message: TEXT, chainId: signedFor });
      return world.contracts.judge({ address, text, signature }, askedOn);
    }

    it("names the chains that can be asked", () => {
      expect(world.contracts.chainIds).toEqual([world.chainId]);
    });

    it.each([
      ["a contract of one owner, who signs in 65 bytes", { owners: 1 }],
      ["a contract of two owners", { owners: 2 }],
      ["a contract that is not deployed", { isDeployed: false }],
      ["a contract of two owners that is not deployed", { owners: 2, isDeployed: false }],
    ])("accepts %s, for its text and its chain", async (_, options) => {
      const { account } = await world.create(options);
      expect(await verdictOn(account)).toEqual({ kind: "accepted" });
      expect(await verdictOn(account, { text: "another text" })).toEqual({ kind: "refused" });
      expect(await verdictOn(account, { signedFor: 5 })).toEqual({ kind: "refused" });
    });

    it.each([
      ["deployed", { owners: 2 }],
      ["with one owner", { owners: 1 }],
      ["not deployed", { isDeployed: false }],
    ])("refuses who owns nothing of a contract, %s", async (_, options) => {
      const { stolen } = await world.create(options);
      expect(await verdictOn(stolen)).toEqual({ kind: "refused" });
    });

    it.each(["0x1234", `0x${"00".repeat(65)}`, `0x${"ff".repeat(300)}`] as const)(
      "refuses %s",
      async (signature) => {
        const { account } = await world.create({});
        const garbage = { address: account.address, signMessage: async () => signature };
        expect(await verdictOn(garbage)).toEqual({ kind: "refused" });
      },
    );

    it("knows where there is no contract, whoever signed", async () => {
      const key = newKey();
      expect(await verdictOn(key)).toEqual({ kind: "no-contract" });
      const long = { address: key.address, signMessage: async () => `0x${"ab".repeat(99)}` as Hex };
      expect(await verdictOn(long)).toEqual({ kind: "no-contract" });
    });

    it("knows a key's account with lent code, whose contract did not sign", async () => {
      const [key, other] = [newKey(), newKey()];
      await world.delegate(key.address);
      const signedByOther = { address: key.address, signMessage: other.signMessage };
      expect(await verdictOn(signedByOther)).toEqual({ kind: "refused", isDelegated: true });
    });

    it("gives no answer for a chain that is not configured, or does not answer", async () => {
      const { account, stolen } = await world.create({});
      expect(await verdictOn(account, { askedOn: 5 })).toEqual({ kind: "unreachable" });
      await world.goDown();
      expect(await verdictOn(account)).toEqual({ kind: "unreachable" });
      expect(await verdictOn(stolen)).toEqual({ kind: "unreachable" });
      await world.goUp();
      expect(await verdictOn(account)).toEqual({ kind: "accepted" });
    });
  });
}
