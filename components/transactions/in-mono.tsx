import type { ReactNode } from "react";

/** An address in the middle of a sentence, letter by letter. */
export function inMono(address: ReactNode): ReactNode {
  return (
    <bdi dir="ltr" className="font-mono text-xs">
      {address}
    </bdi>
  );
}
