"use client";

import { type ReactNode, useCallback, useMemo } from "react";
import { useTranslations } from "use-intl";
import { type Address, shortAddress } from "@/lib/identity/core/address.ts";
import { type InboxId, shortInboxId } from "@/lib/identity/core/ids.ts";
import type { ShownName } from "@/lib/identity/core/name-book-view.ts";
import type { GroupRecord } from "@/lib/messaging/core/group.ts";
import { dmInboxId, type QuotedMessage, type WrittenText } from "@/lib/messaging/core/records.ts";
import type { Thread, TimelineItem } from "@/lib/messaging/core/view.ts";
import type { ConsentActions } from "@/lib/react/use-consent.ts";
import type { DraftBinding } from "@/lib/react/use-draft.ts";
import { ViewerHost } from "../attachments/viewer-host.tsx";
import { ThreadMark } from "../avatar/thread-mark.tsx";
import { Composer } from "../composer/composer.tsx";
import { BlockedBar } from "../consent/blocked-bar.tsx";
import { RequestBar } from "../consent/request-bar.tsx";
import { GoneBar } from "../group/gone-bar.tsx";
import { InvitationBar } from "../group/invitation-bar.tsx";
import { Line } from "../line/line.tsx";
import type { PathNode } from "../line/path.ts";
import { type MentionPlace, MentionPlaceContext } from "../mentions/mention-place.ts";
import type { ComposerFiles } from "../sending/use-sending-tools.tsx";
import { ChoosingBar } from "../thread-actions/choosing-bar.tsx";
import type { ThreadActions } from "../thread-actions/use-thread-actions.ts";
import { type CardPlace, CardPlaceContext } from "../timeline/card-place.ts";
import type { MessageItem } from "../timeline/message-actions.ts";
import { Timeline } from "../timeline/timeline.tsx";
import { TimelineSkeleton } from "../timeline/timeline-skeleton.tsx";
import { TypingLine } from "../timeline/typing-line.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import type { MenuGroups } from "../ui/menu.tsx";
import { GroupLine } from "./group-line.tsx";
import { ThreadHeader } from "./thread-header.tsx";
import { useDepartures } from "./use-departures.ts";

type ThreadPaneProps = {
  thread: Thread;
  name: string;
  /** The other side's own name, and what is to be said about it. */
  peerName?: ShownName | undefined;
  /** What those are called who wrote in a group. */
  senderNames: ReadonlyMap<Address, ShownName>;
  /** What is to be known before one writes here. */
  notice?: ReactNode;
  /** The search in this conversation, while it is open; it keeps the focus. */
  search?: ReactNode;
  self: Address;
  ownInboxId: InboxId | undefined;
  nodes: readonly PathNode[];
  conversationActions: MenuGroups;
  hand: ThreadActions;
  consent: ConsentActions;
  onDeleteRequest: () => void;
  draft: DraftBinding;
  /** Who can be mentioned here. */
  mentionPlace: MentionPlace;
  /** Begins a call, where one can. */
  calls?: ReactNode;
  /** What can be done besides writing. */
  tools?: ReactNode;
  files?: ComposerFiles;
  onSend: (written: WrittenText, replyTo: QuotedMessage | undefined) => void;
  onTyping: () => void;
  /** Of an invitation: tries it again, or gives it up. */
  onRetry: (key: string) => void;
  onDiscard: (key: string) => void;
  onLoadOlder: () => void;
  onLoadNewer: () => void;
  /** Leaves the middle of the history for the latest messages. */
  onLatest: () => void;
  onSeen: () => void;
  onBack: () => void;
  onDetails: () => void;
  onSearch: () => void;
};

/** A conversation: who it is with, the line between, what was said, and what to say next. */
export function ThreadPane(props: ThreadPaneProps) {
  const { thread, name, self, nodes, hand } = props;
  const t = useTranslations("thread");
  const address = thread.peer?.address;
  const isGroup = dmInboxId(thread.key) === undefined;
  const nameOf = useNameOf(props);
  const chosenItems = thread.items.filter((item) => isChosen(item, hand.chosen));
  const end = { threadKey: thread.key, name, address };
  const departures = useDepartures(thread.items);
  const cardPlace = useCardPlaceOf(thread, self);
  const below = thread.group && (
    <GroupLine group={thread.group} self={props.ownInboxId} nameOf={nameOf} />
  );
  return (
    <MentionPlaceContext value={props.mentionPlace}>
      <ThreadHeader
        {...end}
        peerName={props.peerName}
        below={below}
        disappearAfterMs={thread.disappearAfterMs}
        calls={props.calls}
        actions={props.conversationActions}
        onBack={props.onBack}
        onDetails={props.onDetails}
        onSearch={props.onSearch}
      />
      <Line nodes={nodes} self={self} {...end} departures={departures} />
      {props.search}
      {props.notice}
      {thread.status === "loading" ? (
        <TimelineSkeleton label={t("loading")} />
      ) : (
        <CardPlaceContext value={cardPlace}>
          <Timeline
            key={thread.key}
            items={thread.items}
            hasOlder={thread.hasOlder}
            hasNewer={thread.hasNewer}
            target={thread.target}
            focusesTarget={!props.search}
            peerName={name}
            self={props.ownInboxId}
            nameOf={nameOf}
            readUntilMs={readByAllUntilMs(thread)}
            chosen={hand.chosen}
            showsSenders={isGroup}
            actions={hand.actions}
            onLoadOlder={props.onLoadOlder}
            onLoadNewer={props.onLoadNewer}
            onLatest={props.onLatest}
            onSeen={props.onSeen}
            empty={
              <EmptyState
                art={<ThreadMark threadKey={thread.key} address={address} sizePx={64} />}
                title={t("empty.title")}
                body={isGroup ? t("empty.group") : t("empty.body", { name })}
              />
            }
          />
        </CardPlaceContext>
      )}
      <ViewerHost items={thread.items} place={cardPlace} nameOf={nameOf} />
      {hand.chosen ? (
        <ChoosingBar items={chosenItems} actions={hand.actions} onEnd={hand.endChoosing} />
      ) : thread.consent === "denied" ? (
        <BlockedBar name={name} onUnblock={props.consent.accept} />
      ) : thread.standing ? (
        <GoneBar standing={thread.standing} />
      ) : isRequest(thread) ? (
        <RequestBar
          name={name}
          peerName={props.peerName}
          isGroup={isGroup}
          items={thread.items}
          onAccept={props.consent.accept}
          onBlock={props.consent.block}
          onDelete={props.onDeleteRequest}
        />
      ) : (
        <>
          {thread.invitations && (
            <InvitationBar
              invitations={thread.invitations}
              nameOf={nameOf}
              onRetry={props.onRetry}
              onDiscard={props.onDiscard}
            />
          )}
          <TypingLine names={(thread.typing ?? []).map(nameOf)} />
          {/* The timeline beside it has the thread's key already. */}
          <Composer
            key={`write ${thread.key}`}
            draft={props.draft}
            tools={props.tools}
            files={props.files}
            peerName={name}
            nameOf={nameOf}
            replyTo={hand.replyTo}
            onCancelReply={hand.cancelReply}
            onSend={props.onSend}
            onTyping={props.onTyping}
          />
          {props.files?.overlay}
          {props.files?.dialog}
        </>
      )}
    </MentionPlaceContext>
  );
}

/** What asks something of a wallet, or of a chain, does so only where this person listens. */
function useCardPlaceOf({ key, consent }: Thread, self: Address): CardPlace {
  const isAccepted = consent === "allowed";
  return useMemo(() => ({ thread: key, self, isAccepted }), [key, self, isAccepted]);
}

/** What each writer is called: by name, by address, or by inbox until that is known. */
function useNameOf({
  thread: { key, senders, group },
  name,
  senderNames,
  ownInboxId,
}: ThreadPaneProps): (inboxId: InboxId) => string {
  const tCommon = useTranslations("common");
  const isGroup = dmInboxId(key) === undefined;
  return useCallback(
    (inboxId) => {
      if (inboxId === ownInboxId) return tCommon("you");
      if (!isGroup) return name;
      const address = senders?.get(inboxId) ?? addressIn(group, inboxId);
      if (!address) return shortInboxId(inboxId);
      return senderNames.get(address)?.name ?? shortAddress(address);
    },
    [isGroup, senders, group, name, senderNames, ownInboxId, tCommon],
  );
}

function addressIn(group: GroupRecord | undefined, inboxId: InboxId): Address | undefined {
  return group?.members.find((member) => member.inboxId === inboxId)?.address;
}

/** Somebody not known here has written. Who opens a conversation to write is asked nothing. */
function isRequest({ consent, items }: Thread): boolean {
  return consent === "unknown" && items.some((item) => item.kind === "message" && !item.mine);
}

/** Until when everybody has read who lets it be known. */
function readByAllUntilMs({ readUntilMs }: Thread): number {
  const times = [...(readUntilMs?.values() ?? [])];
  return times.length > 0 ? Math.min(...times) : 0;
}

function isChosen(
  item: TimelineItem,
  chosen: ReadonlySet<string> | undefined,
): item is MessageItem {
  return item.kind === "message" && chosen?.has(item.key) === true;
}
