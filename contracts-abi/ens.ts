/** Universal Resolver: one call that finds a name's resolver and asks it (ENSIP-10, ENSIP-19, ENSIP-23). */
export const ensUniversalResolverAbi = [
  {
    type: "function",
    name: "resolveWithGateways",
    stateMutability: "view",
    inputs: [
      { name: "name", type: "bytes" },
      { name: "data", type: "bytes" },
      { name: "gateways", type: "string[]" },
    ],
    outputs: [
      { name: "result", type: "bytes" },
      { name: "resolver", type: "address" },
    ],
  },
  {
    type: "function",
    name: "reverseWithGateways",
    stateMutability: "view",
    inputs: [
      { name: "lookupAddress", type: "bytes" },
      { name: "coinType", type: "uint256" },
      { name: "gateways", type: "string[]" },
    ],
    outputs: [
      { name: "primary", type: "string" },
      { name: "resolver", type: "address" },
      { name: "reverseResolver", type: "address" },
    ],
  },
] as const;

/** Registry (EIP-137): which contract answers for a node. */
export const ensRegistryAbi = [
  {
    type: "function",
    name: "resolver",
    stateMutability: "view",
    inputs: [{ name: "node", type: "bytes32" }],
    outputs: [{ name: "", type: "address" }],
  },
] as const;

/** Resolver: what a node points to (EIP-137), what it is called (EIP-181), its texts (ENSIP-5). */
export const ensResolverAbi = [
  {
    type: "function",
    name: "addr",
    stateMutability: "view",
    inputs: [{ name: "node", type: "bytes32" }],
    outputs: [{ name: "", type: "address" }],
  },
  {
    type: "function",
    name: "name",
    stateMutability: "view",
    inputs: [{ name: "node", type: "bytes32" }],
    outputs: [{ name: "", type: "string" }],
  },
  {
    type: "function",
    name: "text",
    stateMutability: "view",
    inputs: [
      { name: "node", type: "bytes32" },
      { name: "key", type: "string" },
    ],
    outputs: [{ name: "", type: "string" }],
  },
] as const;

/** Reverse registrar of a layer-2 chain (ENSIP-19): the name that an address chose for that chain. */
export const ensL2ReverseRegistrarAbi = [
  {
    type: "function",
    name: "nameForAddr",
    stateMutability: "view",
    inputs: [{ name: "addr", type: "address" }],
    outputs: [{ name: "name", type: "string" }],
  },
] as const;
