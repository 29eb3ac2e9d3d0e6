import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { privateKeyToAccount } from "viem/accounts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LocalStack } from "../../index.ts";
import { grpcWebClients, startTestStack } from "../../test-support/stack.ts";
import { createHeadlessClient } from "../../testing/index.ts";
import { IdentifierKind } from "../wire/gen/xmtp/associations_pb.ts";

let stack: LocalStack;

beforeAll(async () => {
  stack = await startTestStack();
});

afterAll(() => stack.close());

/** A WebAuthn authenticator with one P-256 key. */
function createPasskey() {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x, y } = publicKey.export({ format: "jwk" });
  const [xBytes, yBytes] = [x, y].map((part) => Buffer.from(part ?? "", "base64url"));
  if (!xBytes || !yBytes) throw new Error("The key has no coordinates.");
  const isOdd = ((yBytes.at(-1) ?? 0) & 1) === 1;
  const compressed = Buffer.concat([Buffer.of(isOdd ? 3 : 2), xBytes]);
  return {
    identifier: compressed.toString("hex"),
    sign(text: string) {
      const challenge = Buffer.from(text).toString("base64url");
      const clientData = { type: "webauthn.get", challenge, origin: "https://app.example" };
      const clientDataJson = Buffer.from(JSON.stringify(clientData));
      const authenticatorData = Buffer.alloc(37, 1);
      const clientDataHash = createHash("sha256").update(clientDataJson).digest();
      const signed = Buffer.concat([authenticatorData, clientDataHash]);
      const signature = sign("sha256", signed, privateKey);
      return { publicKey: compressed, signature, authenticatorData, clientDataJson };
    },
  };
}

describe("a passkey", () => {
  it("joins an inbox, is found by its key, and leaves it", async () => {
    const dora = await createHeadlessClient({ url: stack.urls.grpcWeb });
    const passkey = createPasskey();
    const member = {
      identifier: passkey.identifier,
      identifierKind: dora.libxmtp.IdentifierKind.Passkey,
    };
    const adding = await dora.client.addWalletSignatureRequest(member);
    await adding.addPasskeySignature(passkey.sign(await adding.signatureText()));
    await dora.client.applySignatureRequest(adding);

    const { identity } = grpcWebClients(stack);
    const requests = [{ identifier: passkey.identifier, identifierKind: IdentifierKind.PASSKEY }];
    const inboxId = async () => (await identity.getInboxIds({ requests })).responses[0]?.inboxId;
    expect(await inboxId()).toBe(dora.inboxId);
    expect((await dora.client.inboxState(true)).accountIdentifiers).toHaveLength(2);

    const revoking = await dora.client.revokeWalletSignatureRequest(member);
    const account = privateKeyToAccount(dora.privateKey);
    const hex = await account.signMessage({ message: await revoking.signatureText() });
    await revoking.addEcdsaSignature(Buffer.from(hex.slice(2), "hex"));
    await dora.client.applySignatureRequest(revoking);
    expect(await inboxId()).toBeUndefined();
    dora.close();
  });
});
