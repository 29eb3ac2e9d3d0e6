import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type Client, createClient } from "@connectrpc/connect";
import { createGrpcTransport } from "@connectrpc/connect-node";
import { MlsApi } from "../../local-stack/xmtp/wire/gen/xmtp/mls_api_pb.ts";

const EPOCH = new Uint8Array(8);
const APPLICATION = 1;

/** A well-framed MLS application message (RFC 9420 §6) with random bytes for a ciphertext. */
export function frameMessage(groupId: Uint8Array, ciphertextBytes = 512): Uint8Array {
  return Buffer.concat([
    Uint8Array.of(0, 1, 0, 2, groupId.length),
    groupId,
    EPOCH,
    Uint8Array.of(APPLICATION, 0, 16),
    randomBytes(16),
    Uint8Array.of(0x40 | (ciphertextBytes >> 8), ciphertextBytes & 0xff),
    randomBytes(ciphertextBytes),
  ]);
}

export function connectTo(grpcUrl: string): Client<typeof MlsApi> {
  return createClient(MlsApi, createGrpcTransport({ baseUrl: grpcUrl }));
}

export async function publish(node: Client<typeof MlsApi>, data: Uint8Array): Promise<void> {
  await node.sendGroupMessages({ messages: [{ version: { case: "v1", value: { data } } }] });
}

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
