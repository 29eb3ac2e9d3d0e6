import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { createHeadlessClient } from "../testing/index.ts";
import type { IdentityUpdate } from "../xmtp/wire/gen/xmtp/associations_pb.ts";
import { grpcWebClients } from "./stack.ts";

/** What one wallet signed, elsewhere: bytes that any node has to take. */
export type Person = {
  address: string;
  secondAddress: string;
  inboxId: string;
  installationKey: Uint8Array;
  keyPackage: Uint8Array;
  /** The registration, the second wallet's addition, its revocation. */
  log: [IdentityUpdate, IdentityUpdate, IdentityUpdate];
};

/**
 * Registers a real client at a node of ours (`originUrl`, gRPC-web) and reads what it published,
 * so that it can be published anew to the node under test, over whatever that one speaks.
 */
export async function signedElsewhere(originUrl: string): Promise<Person> {
  const person = await createHeadlessClient({ url: originUrl });
  const { mls, identity } = grpcWebClients({
    urls: { grpcWeb: originUrl, grpc: originUrl, history: originUrl },
  });
  const installationKey = person.client.installationIdBytes;
  const { keyPackages } = await mls.fetchKeyPackages({ installationKeys: [installationKey] });
  const keyPackage = keyPackages[0]?.keyPackageTlsSerialized ?? new Uint8Array();

  const sign = async (key: `0x${string}`, message: string) => {
    const hex = await privateKeyToAccount(key).signMessage({ message });
    return Buffer.from(hex.slice(2), "hex");
  };
  const secondKey = generatePrivateKey();
  const secondAddress = privateKeyToAccount(secondKey).address.toLowerCase();
  const wallet = {
    identifier: secondAddress,
    identifierKind: person.libxmtp.IdentifierKind.Ethereum,
  };
  const adding = await person.client.addWalletSignatureRequest(wallet);
  await adding.addEcdsaSignature(await sign(secondKey, await adding.signatureText()));
  await person.client.applySignatureRequest(adding);
  const revoking = await person.client.revokeWalletSignatureRequest(wallet);
  await revoking.addEcdsaSignature(await sign(person.privateKey, await revoking.signatureText()));
  await person.client.applySignatureRequest(revoking);

  const { inboxId } = person;
  const { responses } = await identity.getIdentityUpdates({ requests: [{ inboxId }] });
  const [registration, addition, revocation] = (responses[0]?.updates ?? []).flatMap(
    ({ update }) => update ?? [],
  );
  if (!registration || !addition || !revocation) throw new Error("The inbox log is too short.");
  const address = person.address.toLowerCase();
  person.close();
  const log: Person["log"] = [registration, addition, revocation];
  return { address, secondAddress, inboxId, installationKey, keyPackage, log };
}
