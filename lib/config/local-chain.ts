/** The chain of the local network: what every development tool calls it. Alone, for browsers need it. */
export const LOCAL_CHAIN_ID = 31_337;
