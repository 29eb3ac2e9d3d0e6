import { fieldsOf, isText } from "./values.ts";

/** Frame and page understand each other when they say the same one. */
export const PROTOCOL = 1;

/** Where the frame is, below the origin of Parley. */
export const FRAME_PATH = "/embed";

const NONCE_LENGTH = 64;

/** What the frame says first, to the one origin that it was let in for. */
export type Hello = { parley: typeof PROTOCOL; kind: "hello"; nonce: string };

/** The page's answer. With it comes the port by which everything else is said. */
export type Welcome = {
  parley: typeof PROTOCOL;
  kind: "welcome";
  nonce: string;
  /** Whether the page has a place to put the panel away to. */
  canClose: boolean;
};

export function hello(nonce: string): Hello {
  return { parley: PROTOCOL, kind: "hello", nonce };
}

/** The nonce of a greeting; undefined for what is none. */
export function nonceIn(said: unknown): string | undefined {
  const { parley, kind, nonce } = fieldsOf(said) ?? {};
  const isHello = parley === PROTOCOL && kind === "hello" && nonce !== "";
  return isHello && isText(nonce, NONCE_LENGTH) ? nonce : undefined;
}

/** The answer to a greeting; undefined for what is none. */
export function welcomeTo(said: unknown, canClose: boolean): Welcome | undefined {
  const nonce = nonceIn(said);
  return nonce === undefined ? undefined : { parley: PROTOCOL, kind: "welcome", nonce, canClose };
}

/** The answer to one's own greeting; undefined for everything else. */
export function welcomeIn(said: unknown, nonce: string): Welcome | undefined {
  const { parley, kind, nonce: saidNonce, canClose } = fieldsOf(said) ?? {};
  return parley === PROTOCOL && kind === "welcome" && saidNonce === nonce
    ? { parley: PROTOCOL, kind, nonce, canClose: canClose === true }
    : undefined;
}
