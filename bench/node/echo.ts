import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type Echo = { roundTrip: () => Promise<void>; close: () => Promise<void> };

/** A plain HTTP server that sends back what it gets: the least that a message can cost here. */
export async function startEcho(): Promise<Echo> {
  const server = createServer((request, response) => request.pipe(response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const body = randomBytes(600);
  return {
    roundTrip: async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/`, { method: "POST", body });
      await answer.arrayBuffer();
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
