import { clone, create } from "@bufbuild/protobuf";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { createHeadlessClient, type HeadlessClient } from "../testing/index.ts";
import {
  type IdentityUpdate,
  IdentityUpdateSchema,
} from "../xmtp/wire/gen/xmtp/associations_pb.ts";
import { type Signature, SignatureSchema } from "../xmtp/wire/gen/xmtp/signatures_pb.ts";
import { grpcWebClients } from "./stack.ts";

type Stack = { urls: { grpcWeb: string; grpc: string; history: string } };

/** Everything that a real client published when it registered. */
export type Registration = {
  client: HeadlessClient;
  update: IdentityUpdate;
  keyPackage: Uint8Array;
};

/** Registers a real client at `stack` and reads back what it published there. */
export async function register(stack: Stack): Promise<Registration> {
  const client = await createHeadlessClient({ url: stack.urls.grpcWeb });
  const { mls, identity } = grpcWebClients(stack);
  const { responses } = await identity.getIdentityUpdates({
    requests: [{ inboxId: client.inboxId }],
  });
  const { keyPackages } = await mls.fetchKeyPackages({
    installationKeys: [client.client.installationIdBytes],
  });
  const update = responses[0]?.updates[0]?.update;
  const keyPackage = keyPackages[0]?.keyPackageTlsSerialized;
  if (!update || !keyPackage?.length) throw new Error("The client did not register.");
  return { client, update, keyPackage };
}

/** A copy of `update` with something changed. */
export function altered(
  update: IdentityUpdate,
  alter: (copy: IdentityUpdate) => void,
): IdentityUpdate {
  const copy = clone(IdentityUpdateSchema, update);
  alter(copy);
  return copy;
}

/** Another wallet's genuine signature. */
export async function signatureOfAnother(): Promise<Signature> {
  const hex = await privateKeyToAccount(generatePrivateKey()).signMessage({ message: "something" });
  const bytes = Buffer.from(hex.slice(2), "hex");
  return create(SignatureSchema, { signature: { case: "erc191", value: { bytes } } });
}

/** Turns one bit of the bytes over. */
export function flipBit(bytes: Uint8Array | undefined, at: number): void {
  if (!bytes || bytes[at] === undefined) throw new Error("There is no such byte.");
  bytes[at] ^= 1;
}
