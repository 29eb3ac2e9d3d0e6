import {
  type Client,
  ConsentEntityType,
  ConsentState,
  type Consent as ConsentUpdate,
  type Conversation,
} from "@xmtp/wasm-bindings";
import {
  type Consent,
  dmKey,
  groupKey,
  parseConversationId,
  type ThreadKey,
} from "../../core/records.ts";
import type { EngineContext } from "./engine-context.ts";
import { peerInboxId } from "./threads.ts";

export const CONSENTS: Record<ConsentState, Consent> = {
  [ConsentState.Unknown]: "unknown",
  [ConsentState.Allowed]: "allowed",
  [ConsentState.Denied]: "denied",
};

const STATES: Record<Consent, ConsentState> = {
  unknown: ConsentState.Unknown,
  allowed: ConsentState.Allowed,
  denied: ConsentState.Denied,
};

export const EVERY_STATE = Object.values(STATES);

/**
 * Whether the person wants to hear from a conversation. XMTP keeps one word for the conversation
 * and one for the inbox behind it; a DM that nobody decided about follows the inbox, so that
 * somebody who was blocked can't come back with a new one. Nor with a group: one into which they put
 * this person is denied. One of somebody who was accepted stays a request: others are in it.
 */
export async function consentOf(conversation: Conversation, client: Client): Promise<Consent> {
  const state = conversation.consentState();
  if (state !== ConsentState.Unknown) return CONSENTS[state];
  const peer = peerInboxId(conversation);
  const behind = peer ?? conversation.addedByInboxId();
  const consent = CONSENTS[await client.getConsentState(ConsentEntityType.InboxId, behind)];
  return peer === undefined && consent === "allowed" ? "unknown" : consent;
}

/** Decides for a conversation; for a DM also for the inbox behind it. The engine tells the other devices. */
export async function setConsent(
  conversation: Conversation,
  consent: Consent,
  client: Client,
): Promise<void> {
  const state = STATES[consent];
  conversation.updateConsentState(state);
  const peer = peerInboxId(conversation);
  if (!peer) return;
  await client.setConsentStates([{ entityType: ConsentEntityType.InboxId, state, entity: peer }]);
}

/**
 * The thread that a decision is about, or undefined when this device has none for it. What was
 * decided about an inbox is decided about the DM with it, whatever that said before.
 */
export function takeConsent(
  { entityType, entity, state }: ConsentUpdate,
  { threads }: EngineContext,
): ThreadKey | undefined {
  if (entityType === ConsentEntityType.GroupId) {
    const id = parseConversationId(entity);
    return id && (threads.find(groupKey(id)) ? threads.keyOf(id) : undefined);
  }
  const key = dmKey(entity as Parameters<typeof dmKey>[0]);
  const conversation = threads.find(key);
  if (!conversation) return undefined;
  if (conversation.consentState() !== state) conversation.updateConsentState(state);
  return key;
}
