import { readFromHost } from "../core/protocol.ts";
import type { EndingLink } from "../ports.ts";

/** What is said by a port of the page's, read before anybody hears it. */
export function linkBy(port: MessagePort): Pick<EndingLink, "say" | "onSaid" | "end"> {
  return {
    say: (said) => port.postMessage(said),
    onSaid: (listener) => {
      const hear = ({ data }: MessageEvent) => {
        const said = readFromHost(data);
        if (said) listener(said);
      };
      port.addEventListener("message", hear);
      port.start();
      return () => port.removeEventListener("message", hear);
    },
    end: () => port.close(),
  };
}
