export type Hex = `0x${string}`;

type Call = { from?: Hex; to: Hex; data: Hex; value?: Hex };

/** The first of anvil's accounts has ether, and anvil signs for it. */
const PAYER = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
const ONE_ETHER = "0xde0b6b3a7640000";

/** The local chain as somebody uses it who may do everything there. */
export type AskChain = {
  rpc<Result>(method: string, ...params: unknown[]): Promise<Result>;
  /** What a call would give. */
  read(call: Call): Promise<Hex>;
  /** Resolves when it is in a block; throws when the contract reverts it. */
  send(call: Call): Promise<void>;
};

/** Asks the chain at `url` (`urls.chain`). Accounts need no key and no ether there. */
export function askChain(url: string): AskChain {
  const rpc = async <Result>(method: string, ...params: unknown[]): Promise<Result> => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
    });
    const { result, error } = (await response.json()) as {
      result: Result;
      error?: { message: string };
    };
    if (error) throw new Error(`The local chain refuses ${method}: ${error.message}`);
    return result;
  };
  return {
    rpc,
    read: (call) => rpc("eth_call", { from: PAYER, ...call }, "latest"),
    async send({ from = PAYER, ...call }) {
      if (from !== PAYER) {
        await rpc("anvil_impersonateAccount", from);
        await rpc("anvil_setBalance", from, ONE_ETHER);
      }
      const { status } = await rpc<{ status: Hex }>("eth_sendTransactionSync", { from, ...call });
      if (status !== "0x1") throw new Error("The contract reverted the call.");
    },
  };
}
