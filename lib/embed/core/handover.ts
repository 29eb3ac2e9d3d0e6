import { PROTOCOL } from "@/packages/embed/src/protocol/handshake.ts";
import { fieldsOf, isText } from "@/packages/embed/src/protocol/values.ts";
import { readFromHost } from "./protocol.ts";
import { isWish, MOST_SHOWN, type Wish } from "./wish.ts";

/** What the page had said to a frame before the frame's window took its place. */
export type Heard = {
  /** The addresses that it named itself and that were seen since, in small letters. */
  named: readonly string[];
  /** What is not seen to yet. */
  wish?: Wish;
};

/** What a frame says to the window that it opened. With it comes the port of the page. */
export type Handover = { parley: typeof PROTOCOL; kind: "handover"; nonce: string; heard: Heard };

const NAME_LENGTH = 255;

export function handover(nonce: string, heard: Heard): Handover {
  return { parley: PROTOCOL, kind: "handover", nonce, heard };
}

/** What comes with the answer to one's own greeting; undefined for everything else. */
export function handoverIn(said: unknown, nonce: string): Heard | undefined {
  const { parley, kind, nonce: saidNonce, heard } = fieldsOf(said) ?? {};
  if (parley !== PROTOCOL || kind !== "handover" || saidNonce !== nonce) return undefined;
  const { named, wish } = fieldsOf(heard) ?? {};
  const wished = readFromHost({ kind: "command", command: wish });
  const isWished = wished?.kind === "command" && isWish(wished.command);
  return {
    named: Array.isArray(named)
      ? named.slice(0, MOST_SHOWN).filter((each) => isText(each, NAME_LENGTH))
      : [],
    ...(isWished && { wish: wished.command as Wish }),
  };
}

/** What frame and window say to each other when they go away, or are loaded anew. */
export const LEFT = { parley: PROTOCOL, kind: "left" } as const;

export function isLeaving(said: unknown): boolean {
  const { parley, kind } = fieldsOf(said) ?? {};
  return parley === PROTOCOL && kind === LEFT.kind;
}
