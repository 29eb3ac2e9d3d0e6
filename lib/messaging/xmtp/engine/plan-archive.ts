import {
  type Client,
  type Conversation,
  type ConversationListItem,
  GroupMessageKind,
  SortDirection,
} from "@xmtp/wasm-bindings";
import type { ArchivePart } from "../../ports/xmtp-client.ts";
import { EVERY_STATE } from "./consent.ts";

/** How many messages are looked at before others get their turn. */
const PAGE = 1_000;

/** Cuts a store into parts by the times of its messages: the engine's archives have no other bounds. */
export async function planArchive(client: Client, most: number): Promise<ArchivePart[]> {
  const times: bigint[] = [];
  const items: ConversationListItem[] = client.conversations().list({ consentStates: EVERY_STATE });
  for (const { conversation } of items) await collectTimes(conversation, times);
  const cuts = cutsBetween(times.sort(ascending), most);
  const bounds = [undefined, ...cuts, undefined];
  const messages = bounds.slice(1).map((untilNs, index): ArchivePart => {
    const afterNs = bounds[index];
    return {
      kind: "messages",
      ...(afterNs !== undefined && { afterNs }),
      ...(untilNs !== undefined && { untilNs }),
    };
  });
  return [...messages, { kind: "consent" }];
}

async function collectTimes(conversation: Conversation, times: bigint[]): Promise<void> {
  let sentAfterNs: bigint | undefined;
  for (let isMore = true; isMore; ) {
    const page = await conversation.findMessages({
      kind: GroupMessageKind.Application,
      direction: SortDirection.Ascending,
      limit: BigInt(PAGE),
      ...(sentAfterNs !== undefined && { sentAfterNs }),
    });
    for (const { sentAtNs } of page) times.push(sentAtNs);
    const lastNs = page.at(-1)?.sentAtNs;
    isMore = page.length === PAGE && lastNs !== sentAfterNs;
    sentAfterNs = lastNs;
    // A task of its own: what waits for the engine comes in between.
    if (isMore) await new Promise((resolve) => setTimeout(resolve));
  }
}

/** The times up to which each part goes, but for the last one, which has no end. */
function cutsBetween(times: readonly bigint[], most: number): bigint[] {
  const cuts: bigint[] = [];
  for (let index = most - 1; index < times.length - 1; index += most) {
    const cut = times[index] as bigint;
    if (cut !== cuts.at(-1)) cuts.push(cut);
  }
  return cuts;
}

function ascending(a: bigint, b: bigint): number {
  return a < b ? -1 : Number(a > b);
}
