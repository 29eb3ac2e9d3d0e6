// Written by `npm run contracts`.

/** ENS on the local chain; registry and universal resolver are where Ethereum has them. */
export const LOCAL_ENS = {
  registry: "0x00000000000C2E074eC69A0dFb2997BA6C7d2e1e",
  registrar: "0x3142a213Cb10cFE798d6D350f971828FF459131b",
  resolver: "0xdEe5D26250Dc7779CeC3e4605a2D9076ff70FbF2",
  reverseRegistrar: "0x0828905ac65C4D8833aD374f68968c12a10cb8Ab",
} as const;
