import type { IncomingMessage } from "node:http";
import type { HttpFacts } from "../core/decide-http.ts";
import type { HttpPart } from "../core/fault.ts";
import { rpcMethods } from "./json-rpc.ts";
import { isUpgrade } from "./refuse-http.ts";

/** What faults need to know of a request; `body` where it says what is asked, which is the chain's alone. */
export function factsOf(
  part: HttpPart,
  request: IncomingMessage,
  body: Buffer | undefined,
): HttpFacts {
  return {
    part,
    methods: body ? rpcMethods(body) : [request.method ?? ""],
    path: request.url?.split("?", 1)[0] ?? "/",
    header: (name) => {
      const value = request.headers[name];
      return Array.isArray(value) ? value.join(", ") : value;
    },
    isUpgrade: isUpgrade(request),
    address: plainAddress(request.socket.remoteAddress ?? ""),
  };
}

/** An address of IPv4 as such, also where it came by IPv6. */
export const plainAddress = (address: string): string => address.replace("::ffff:", "");
