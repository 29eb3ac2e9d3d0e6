import { concat } from "@/lib/protobuf/core/protobuf.ts";
import { SourceAway } from "./source-failure.ts";

/** Reads so many bytes at a time from a stream that comes in pieces of its own. */
export type ByteReader = {
  /** Tells of each piece as it comes. Throws `SourceAway` when it breaks off before. */
  read(count: number, onPiece?: (bytes: number) => void): Promise<Uint8Array<ArrayBuffer>>;
  isAtEnd(): Promise<boolean>;
};

export type Pull = () => Promise<Uint8Array<ArrayBuffer> | undefined>;

/** `pull` gives the next piece, undefined at the end. */
export function byteReader(pull: Pull): ByteReader {
  let piece: Uint8Array<ArrayBuffer> = new Uint8Array();
  const fill = async (): Promise<boolean> => {
    while (piece.length === 0) {
      const next = await pull();
      if (!next) return false;
      piece = next;
    }
    return true;
  };
  return {
    isAtEnd: async () => !(await fill()),
    read: async (count, onPiece) => {
      const parts: Uint8Array<ArrayBuffer>[] = [];
      for (let left = count; left > 0; ) {
        if (!(await fill())) throw new SourceAway("It broke off");
        const part = piece.subarray(0, left);
        piece = piece.subarray(part.length);
        parts.push(part);
        onPiece?.(part.length);
        left -= part.length;
      }
      const [only] = parts;
      return parts.length === 1 && only ? only : concat(parts);
    },
  };
}
