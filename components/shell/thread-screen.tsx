"use client";

import { useCallback, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { type GroupRecord, roleIn } from "@/lib/messaging/core/group.ts";
import { dmInboxId } from "@/lib/messaging/core/records.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { useConsent } from "@/lib/react/use-consent.ts";
import { useDraft } from "@/lib/react/use-draft.ts";
import { useEraseFiles } from "@/lib/react/use-erase-files.ts";
import { useGateways } from "@/lib/react/use-gateways.ts";
import { usePicturePlace } from "@/lib/react/use-group-picture.ts";
import { useInboxRows } from "@/lib/react/use-inbox-rows.ts";
import { useMessagingView } from "@/lib/react/use-messaging-view.ts";
import { useMovedName } from "@/lib/react/use-moved-name.ts";
import { useName, useNames } from "@/lib/react/use-names.ts";
import { useSend } from "@/lib/react/use-send.ts";
import { useIsTemporary } from "@/lib/react/use-session.ts";
import { useThread } from "@/lib/react/use-thread.ts";
import { ownFilesOf } from "../attachments/own-files.ts";
import { CallStart } from "../calls/call-start.tsx";
import { GroupCallPlace } from "../calls/group-call-place.tsx";
import { useConversationActions } from "../conversation/use-conversation-actions.ts";
import { GroupDetails } from "../group/group-details.tsx";
import { TimerPart } from "../group/timer-part.tsx";
import { threadPath } from "../inbox/thread-path.ts";
import { archivesOf, type PathNode } from "../line/path.ts";
import { useMentionPlace } from "../mentions/use-mention-place.ts";
import { MovedNotice } from "../name/moved-notice.tsx";
import { useShortcuts } from "../palette/use-shortcuts.ts";
import { usePaymentTools } from "../payment/use-payment-tools.tsx";
import { goTo } from "../place/go.ts";
import { ThreadSearch } from "../search/thread-search.tsx";
import { useSendingTools } from "../sending/use-sending-tools.tsx";
import { ForwardDialog } from "../thread-actions/forward-dialog.tsx";
import { RemoveDialog } from "../thread-actions/remove-dialog.tsx";
import { useThreadActions } from "../thread-actions/use-thread-actions.ts";
import { Dialog } from "../ui/dialog.tsx";
import { displayName } from "../ui/names.ts";
import { Details } from "./details.tsx";
import { namedMembers } from "./group-line.tsx";
import { ThreadPane } from "./thread-pane.tsx";
import { useIsWide } from "./use-is-wide.ts";

type ThreadScreenProps = {
  threadKey: ThreadKey;
  self: Address;
  nodes: readonly PathNode[];
  onBack: () => void;
};

/** An open conversation, bound to what this device knows of it; its details beside or over it. */
export function ThreadScreen({ threadKey, self, nodes: network, onBack }: ThreadScreenProps) {
  const t = useTranslations("thread.details");
  const tThread = useTranslations("thread");
  const tInbox = useTranslations("inbox");
  const thread = useThread(threadKey);
  const gateways = useGateways();
  const nodes = useMemo(
    () => [...network, ...archivesOf(thread.items, gateways)],
    [network, thread.items, gateways],
  );
  const eraseFiles = useEraseFiles();
  const sending = useSend(threadKey);
  const consent = useConsent(threadKey);
  const ownInboxId = useMessagingView(({ inboxId }) => inboxId);
  const [isGone, setIsGone] = useState(false);
  const [unerased, setUnerased] = useState(0);
  const onGone = useCallback(() => setIsGone(true), []);
  const hand = useThreadActions({ thread, sending, self: ownInboxId, onGone });
  const draft = useDraft(threadKey);
  const { rows } = useInboxRows();
  const conversationActions = useConversationActions(rows.find(({ key }) => key === threadKey));
  const isWide = useIsWide();
  const [showsPane, setShowsPane] = useState(true);
  const [showsDialog, setShowsDialog] = useState(false);
  const [isSearching, setIsSearching] = useState(false);
  const openSearch = useCallback(() => setIsSearching(true), []);
  useShortcuts({ find: openSearch }, false);
  const { loadOlder, loadNewer } = thread;
  const onLoadOlder = useCallback(() => void loadOlder(), [loadOlder]);
  const onLoadNewer = useCallback(() => void loadNewer(), [loadNewer]);
  const address = thread.peer?.address;
  const peerName = useName(address);
  const senderNames = useNames(
    useMemo(
      () => namedAddresses(thread.senders, thread.group, ownInboxId),
      [thread.senders, thread.group, ownInboxId],
    ),
  );
  const { moved, stay } = useMovedName(address);
  const name = displayName(thread, tInbox("group"), peerName?.name);
  const isTemporary = useIsTemporary();
  const mentionPlace = useMentionPlace(thread, self);
  const { group } = thread;
  usePicturePlace(group);
  // Who is alone in a group has nobody to call, and who left it may not.
  const isGroupOpen =
    thread.consent === "allowed" && !thread.standing && (group?.members.length ?? 0) > 1;
  const isModerator =
    group !== undefined && ownInboxId !== undefined && roleIn(group, ownInboxId) === "super-admin";
  const payment = usePaymentTools({
    thread: threadKey,
    self,
    // Of a stranger nobody asks for money, and none is sent by a slip.
    peer: mayPay(thread) ? address : undefined,
    peerName: name,
  });

  const files = useSendingTools({
    thread: threadKey,
    name,
    replyTo: hand.replyTo,
    onAnswered: hand.cancelReply,
  });

  const details = (
    <Details
      threadKey={threadKey}
      name={name}
      address={address}
      peerName={peerName}
      {...firstMessage(thread)}
      nodes={nodes}
      isTemporary={isTemporary}
    >
      {group ? (
        <GroupDetails group={group} self={self} isAccepted={thread.consent === "allowed"} />
      ) : (
        thread.consent === "allowed" &&
        dmInboxId(threadKey) && (
          <TimerPart threadKey={threadKey} disappearAfterMs={thread.disappearAfterMs} mayChange />
        )
      )}
    </Details>
  );
  return (
    <div className="flex min-h-0 flex-1">
      <div className="relative flex min-w-0 flex-1 flex-col">
        <ThreadPane
          thread={thread}
          name={name}
          peerName={peerName}
          senderNames={senderNames}
          notice={
            <>
              {moved && <MovedNotice moved={moved} onStay={stay} />}
              {isGroupOpen && <GroupCallPlace threadKey={threadKey} />}
            </>
          }
          search={
            isSearching && (
              <ThreadSearch
                threadKey={threadKey}
                name={name}
                onClose={() => setIsSearching(false)}
              />
            )
          }
          self={self}
          nodes={nodes}
          conversationActions={conversationActions}
          ownInboxId={ownInboxId}
          hand={hand}
          consent={consent}
          onDeleteRequest={() => {
            void consent.deleteRequest();
            onBack();
          }}
          draft={draft}
          mentionPlace={mentionPlace}
          onRetry={sending.retry}
          onDiscard={sending.discard}
          calls={
            (isGroupOpen || (thread.consent === "allowed" && dmInboxId(threadKey))) && (
              <CallStart threadKey={threadKey} />
            )
          }
          tools={payment.button}
          files={files}
          onSend={sending.send}
          onTyping={sending.tellTyping}
          onLoadOlder={onLoadOlder}
          onLoadNewer={onLoadNewer}
          onLatest={thread.showLatest}
          onSeen={thread.markRead}
          onBack={onBack}
          onSearch={openSearch}
          onDetails={() => (isWide ? setShowsPane(!showsPane) : setShowsDialog(true))}
        />
      </div>
      {isWide && showsPane && (
        <section
          aria-label={t("title")}
          className="scroll-pane w-80 shrink-0 border-rule border-l bg-canvas p-5"
        >
          <h2 className="sr-only">{t("title")}</h2>
          {details}
        </section>
      )}
      {payment.dialog}
      <ForwardDialog
        items={hand.forwarding}
        onClose={hand.closeDialog}
        onForwarded={(to) => goTo(threadPath(to))}
      />
      <RemoveDialog
        items={hand.removing}
        isModerator={isModerator}
        onHere={(items) => void sending.deleteHere(items.flatMap(({ id }) => id ?? []))}
        onForAll={(items, isErased) => {
          for (const { id } of items) if (id) sending.act({ type: "deletion", of: id });
          if (!isErased) return;
          void eraseFiles(items.flatMap(ownFilesOf).map(({ cid }) => cid)).then(setUnerased);
        }}
        onClose={hand.closeDialog}
      />
      <Dialog open={isGone} onClose={() => setIsGone(false)} title={tThread("gone.title")}>
        <p className="text-base text-soft">{tThread("gone.body")}</p>
      </Dialog>
      <Dialog
        open={unerased > 0}
        onClose={() => setUnerased(0)}
        title={tThread("remove.notErasedTitle")}
      >
        <p className="text-base text-soft">{tThread("remove.notErased", { count: unerased })}</p>
      </Dialog>
      <Dialog
        open={showsDialog && !isWide}
        onClose={() => setShowsDialog(false)}
        title={t("title")}
      >
        {details}
      </Dialog>
    </div>
  );
}

/** Whose names are on the screen: those who are spoken of, and the first ones in the header. */
function namedAddresses(
  senders: ReadonlyMap<InboxId, Address> | undefined,
  group: GroupRecord | undefined,
  self: InboxId | undefined,
): Address[] {
  const first = namedMembers(group, self).flatMap(({ address }) => address ?? []);
  return [...new Set([...(senders?.values() ?? []), ...first])];
}

/** With whom one talks by one's own will, and who is about to be written to. */
function mayPay({ consent }: ReturnType<typeof useThread>): boolean {
  return consent === "allowed" || consent === undefined;
}

/** Time of the first message, when the whole history is here. */
function firstMessage({ items, hasOlder }: ReturnType<typeof useThread>): { sinceMs?: number } {
  const first = items.find((item) => item.kind === "message");
  return hasOlder || first?.kind !== "message" ? {} : { sinceMs: first.sentAtMs };
}
