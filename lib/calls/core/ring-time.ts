/** How long a call rings, from the network's time of its invitation. */
export const RINGS_FOR_MS = 45_000;
