import { fromBinary } from "@bufbuild/protobuf";
import type { ServiceImpl } from "@connectrpc/connect";
import type { ContractWallets } from "../identity/contract-wallets.ts";
import type { PublishIdentityUpdate } from "../identity/publish-identity-update.ts";
import type { Store } from "../store/store.ts";
import { IdentifierKind, IdentityUpdateSchema } from "./gen/xmtp/associations_pb.ts";
import type { GetInboxIdsRequest_Request, IdentityApi } from "./gen/xmtp/identity_api_pb.ts";
import { unnamed } from "./refusals.ts";

export type IdentityServiceParts = {
  store: Store;
  publish: PublishIdentityUpdate;
  wallets: ContractWallets;
};

/** `xmtp.identity.api.v1.IdentityApi`. */
export function createIdentityService({
  store,
  publish,
  wallets,
}: IdentityServiceParts): ServiceImpl<typeof IdentityApi> {
  return {
    async publishIdentityUpdate({ identityUpdate }) {
      if (!identityUpdate) throw unnamed("IdentityUpdate is required");
      await publish(identityUpdate);
      return {};
    },

    getIdentityUpdates({ requests }) {
      const responses = requests.map(({ inboxId, sequenceId }) => ({
        inboxId,
        updates: store.inboxLog.entriesAfter(inboxId, sequenceId).map((entry) => ({
          sequenceId: entry.sequenceId,
          serverTimestampNs: entry.serverTimestampNs,
          update: fromBinary(IdentityUpdateSchema, entry.update),
        })),
      }));
      return { responses };
    },

    getInboxIds({ requests }) {
      return { responses: requests.map((request) => inboxIdResponse(store, request)) };
    },

    async verifySmartContractWalletSignatures({ signatures }) {
      return { responses: await wallets.verifyAll(signatures) };
    },
  };
}

function inboxIdResponse(store: Store, { identifier, identifierKind }: GetInboxIdsRequest_Request) {
  const kind =
    identifierKind === IdentifierKind.UNSPECIFIED ? IdentifierKind.ETHEREUM : identifierKind;
  const inboxId = store.inboxLog.inboxIdOf({ identifier: identifier.toLowerCase(), kind });
  // The identifier goes back as it came: clients pair answers with questions by it.
  return { identifier, identifierKind: kind, ...(inboxId !== undefined && { inboxId }) };
}
