import { decodeFunctionData, encodeFunctionData } from "viem/utils";
import type { Address, Hex } from "@/lib/identity/core/address.ts";
import { TOKEN_CALLS } from "./abi.ts";
import type { Call } from "./call.ts";

/**
 * What a call does, as far as its bytes tell. `contract` is where the token is kept. Whether the
 * amount of a `move` or an `allow` is one of ERC-20 or the number of an item (ERC-721), only the
 * contract itself tells: the bytes are the same.
 */
export type Action =
  /** The chain's own coin. */
  | { kind: "pay"; to: Address; amount: bigint }
  /** `from` is left out for the tokens of who calls. */
  | { kind: "move"; contract: Address; from?: Address; to: Address; amount: bigint }
  /** An item of ERC-721, or several of one kind (ERC-1155: `amount`). */
  | {
      kind: "move-item";
      contract: Address;
      from: Address;
      to: Address;
      id: bigint;
      amount?: bigint;
    }
  /** Lets `spender` take so much; `adds` to what it may take already. */
  | { kind: "allow"; contract: Address; spender: Address; amount: bigint; adds: boolean }
  | { kind: "allow-all"; contract: Address; spender: Address; isAllowed: boolean }
  | { kind: "create" }
  /** A function that is not known here: its first four bytes, where there are as many. */
  | { kind: "other"; contract: Address; selector: Hex };

/** What a call does. Bytes that are not exactly those of a known function are `other`. */
export function actionOf({ to, value, data }: Call): Action {
  if (!to) return { kind: "create" };
  if (data === "0x") return { kind: "pay", to, amount: value };
  return (
    tokenAction(to, data) ?? { kind: "other", contract: to, selector: data.slice(0, 10) as Hex }
  );
}

function tokenAction(contract: Address, data: Hex): Action | undefined {
  const decoded = decode(data);
  if (!decoded) return undefined;
  switch (decoded.functionName) {
    case "transfer": {
      const [to, amount] = decoded.args;
      return { kind: "move", contract, to: to as Address, amount };
    }
    case "transferFrom": {
      const [from, to, amount] = decoded.args;
      return { kind: "move", contract, from: from as Address, to: to as Address, amount };
    }
    case "safeTransferFrom": {
      const [from, to, id, amount] = decoded.args;
      const item = { contract, from: from as Address, to: to as Address, id };
      return { kind: "move-item", ...item, ...(typeof amount === "bigint" && { amount }) };
    }
    case "approve":
    case "increaseAllowance": {
      const [spender, amount] = decoded.args;
      const adds = decoded.functionName === "increaseAllowance";
      return { kind: "allow", contract, spender: spender as Address, amount, adds };
    }
    case "setApprovalForAll": {
      const [spender, isAllowed] = decoded.args;
      return { kind: "allow-all", contract, spender: spender as Address, isAllowed };
    }
  }
}

/**
 * Written again it must be the same bytes: a decoder overlooks what stands before an address or
 * after the last argument, and a contract may not.
 */
function decode(data: Hex) {
  try {
    const decoded = decodeFunctionData({ abi: TOKEN_CALLS, data });
    const again = encodeFunctionData({ abi: TOKEN_CALLS, ...decoded } as never);
    return again.toLowerCase() === data.toLowerCase() ? decoded : undefined;
  } catch {
    return undefined;
  }
}
