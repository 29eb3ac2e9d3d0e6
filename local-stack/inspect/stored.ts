import { fromBinary } from "@bufbuild/protobuf";
import type { NodeView } from "../xmtp/start-xmtp-node.ts";
import { IdentityUpdateSchema } from "../xmtp/wire/gen/xmtp/associations_pb.ts";
import { identityEnvelope } from "./core/identity-history.ts";
import { keyPackageEnvelope } from "./core/key-package.ts";
import { hex, timeOfNs } from "./core/plain.ts";
import type { InboxHistory, KeptKeyPackage } from "./core/seen-call.ts";

const MAX_SHOWN = 50;

/** The logs of the inboxes that changed last, whose id or identifiers hold `search`, in words. */
export function readableHistories({ inboxLog }: NodeView, search: string): InboxHistory[] {
  return inboxLog.latest(wanted(search), MAX_SHOWN).map((inboxId) => {
    const log = inboxLog.entriesAfter(inboxId, 0n);
    const entries = log.slice(-MAX_SHOWN).map(({ sequenceId, serverTimestampNs, update }) => ({
      ...identityEnvelope(fromBinary(IdentityUpdateSchema, update)),
      id: String(sequenceId),
      created: timeOfNs(serverTimestampNs),
    }));
    return { inboxId, entries, total: log.length };
  });
}

/** The key packages that were put last, of installations whose key holds `search`. */
export function keptKeyPackages({ keyPackages }: NodeView, search: string): KeptKeyPackage[] {
  return keyPackages
    .latest(wanted(search), MAX_SHOWN)
    .map(({ installationKey, updatedNs, data }) => ({
      ...keyPackageEnvelope(data),
      installationKey: hex(installationKey),
      updated: timeOfNs(updatedNs),
    }));
}

/** Ids and addresses are kept in small letters. */
function wanted(search: string): string {
  return search.trim().toLowerCase();
}
