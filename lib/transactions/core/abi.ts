const uint = (name: string) => ({ name, type: "uint256" }) as const;
const address = (name: string) => ({ name, type: "address" }) as const;

const ofNothing = { type: "function", stateMutability: "nonpayable", outputs: [] } as const;

/**
 * The calls that move tokens, or let somebody move them (ERC-20, ERC-721, ERC-1155).
 * `approve` and `transferFrom` are the same four bytes in ERC-20 and ERC-721.
 */
export const TOKEN_CALLS = [
  { ...ofNothing, name: "transfer", inputs: [address("to"), uint("amount")] },
  { ...ofNothing, name: "transferFrom", inputs: [address("from"), address("to"), uint("amount")] },
  { ...ofNothing, name: "approve", inputs: [address("spender"), uint("amount")] },
  { ...ofNothing, name: "increaseAllowance", inputs: [address("spender"), uint("amount")] },
  {
    ...ofNothing,
    name: "safeTransferFrom",
    inputs: [address("from"), address("to"), uint("id")],
  },
  {
    ...ofNothing,
    name: "safeTransferFrom",
    inputs: [address("from"), address("to"), uint("id"), { name: "data", type: "bytes" }],
  },
  {
    ...ofNothing,
    name: "safeTransferFrom",
    inputs: [
      address("from"),
      address("to"),
      uint("id"),
      uint("amount"),
      { name: "data", type: "bytes" },
    ],
  },
  {
    ...ofNothing,
    name: "setApprovalForAll",
    inputs: [address("operator"), { name: "isAllowed", type: "bool" }],
  },
] as const;
