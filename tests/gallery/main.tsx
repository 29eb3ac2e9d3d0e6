import { useState } from "react";
import { createRoot } from "react-dom/client";
import { IntlProvider } from "use-intl";
import { useStore } from "zustand";
import "@/app/globals.css";
import { Avatar } from "@/components/avatar/avatar.tsx";
import { useConversationActions } from "@/components/conversation/use-conversation-actions.ts";
import { ComposeDialog } from "@/components/inbox/compose-dialog.tsx";
import { Inbox } from "@/components/inbox/inbox.tsx";
import { Landing } from "@/components/landing/landing.tsx";
import { archivesOf, pathOf } from "@/components/line/path.ts";
import { useMentionPlace } from "@/components/mentions/use-mention-place.ts";
import { MovedNotice } from "@/components/name/moved-notice.tsx";
import { usePaymentTools } from "@/components/payment/use-payment-tools.tsx";
import { ThreadSearch } from "@/components/search/thread-search.tsx";
import { useSendingTools } from "@/components/sending/use-sending-tools.tsx";
import { SettingsScreen } from "@/components/settings/settings-screen.tsx";
import { ConnectionBanner } from "@/components/shell/connection-banner.tsx";
import { Details } from "@/components/shell/details.tsx";
import { Panes } from "@/components/shell/panes.tsx";
import { PreferenceChoices } from "@/components/shell/preference-choices.tsx";
import { ThreadPane } from "@/components/shell/thread-pane.tsx";
import { RemoveDialog } from "@/components/thread-actions/remove-dialog.tsx";
import { useThreadActions } from "@/components/thread-actions/use-thread-actions.ts";
import { EmptyState } from "@/components/ui/empty-state.tsx";
import { Menu } from "@/components/ui/menu.tsx";
import { displayName } from "@/components/ui/names.ts";
import { ParleyError } from "@/lib/errors/base.ts";
import en from "@/lib/i18n/en/index.ts";
import es from "@/lib/i18n/es/index.ts";
import type { Thread, TimelineItem } from "@/lib/messaging/core/view.ts";
import { arrangeRows } from "@/lib/preferences/core/arrange.ts";
import { ParleyContext } from "@/lib/react/parley-context.ts";
import { useDraft } from "@/lib/react/use-draft.ts";
import { useMovedName } from "@/lib/react/use-moved-name.ts";
import { useName } from "@/lib/react/use-names.ts";
import * as fixtures from "./fixtures.ts";
import { BROKEN, LIVE, linesFor, locale, nowMs, scene } from "./scene.ts";
import { galleryShipments } from "./sending.ts";
import { preferences, services } from "./services.ts";

const NO_CONSENT = { accept: () => {}, block: () => {}, deleteRequest: async () => {} };
const NO_VERBS = {
  loadOlder: async () => {},
  loadNewer: async () => {},
  showMessage: async () => "shown" as const,
  showLatest: () => {},
  markRead: () => {},
};
const NO_SENDING = {
  send: () => {},
  act: () => {},
  deleteHere: async () => {},
  retry: () => {},
  discard: () => {},
  tellTyping: () => {},
};

function Messenger() {
  const isEmpty = scene === "empty" || scene === "loading";
  const hasThread =
    !isEmpty &&
    !/^(?:list|arranged|archive)$/.test(scene) &&
    scene !== "compose" &&
    scene !== "compose-name";
  const [items, setItems] = useState<readonly TimelineItem[]>(() =>
    scene === "sending"
      ? [...fixtures.itemsOf(linesFor("chat"), nowMs), ...galleryShipments()]
      : fixtures.itemsOf(linesFor(scene), nowMs),
  );
  const thread: Thread =
    scene === "thread-loading"
      ? { ...fixtures.threadOf([]), status: "loading" }
      : {
          ...fixtures.threadOf(items, scene === "awkward" ? "🦄".repeat(64) : undefined),
          ...(scene === "photos-strange" && { consent: "unknown" as const }),
        };
  const connection = scene === "offline" ? BROKEN : LIVE;
  const nodes = [
    ...pathOf({ env: "local", apiUrl: "http://localhost:5557" }, connection),
    ...archivesOf(items, {
      archiveHost: "archive.harbour.example",
      hosts: ["archive.harbour.example", "gateway.example"],
    }),
  ];
  const peerName = useName(thread.peer?.address);
  const { moved, stay } = useMovedName(thread.peer?.address);
  const draft = useDraft(thread.key);
  const mentionPlace = useMentionPlace(thread, fixtures.SELF);
  const hand = useThreadActions({
    thread: { ...thread, ...NO_VERBS },
    sending: NO_SENDING,
    self: fixtures.MY_INBOX,
    onGone: () => {},
  });
  const name = displayName(thread, "Group", peerName?.name);
  const payment = usePaymentTools({
    thread: thread.key,
    self: fixtures.SELF,
    peer: fixtures.PEER,
    peerName: name,
  });
  const files = useSendingTools({
    thread: thread.key,
    name,
    replyTo: hand.replyTo,
    onAnswered: hand.cancelReply,
  });
  const rows = isEmpty
    ? []
    : fixtures.rowsOf(scene === "many" ? 1_000 : 14, nowMs, scene === "awkward");
  const view = useStore(preferences.store);
  const arranged = arrangeRows(rows, view);
  const conversationActions = useConversationActions(rows[0]);
  const append = (mine: boolean, text: string) => {
    const key = `n${Math.random()}`;
    const item = {
      kind: "message",
      key,
      mine,
      senderInboxId: thread.peer?.inboxId,
      content: { type: "text", text },
      sentAtMs: Date.now(),
      state: { kind: mine ? "sending" : "sent" },
      opensGroup: true,
      closesGroup: true,
    } as TimelineItem;
    setItems((now) => [...now, item]);
    if (mine)
      setTimeout(
        () =>
          setItems((now) =>
            now.map((one) =>
              one.key === key ? ({ ...one, state: { kind: "sent" } } as TimelineItem) : one,
            ),
          ),
        400,
      );
  };
  const prepend = (count: number) =>
    setItems((now) => [
      ...fixtures
        .itemsOf(fixtures.manyLines(count), nowMs - 1e10)
        .map((item) => ({ ...item, key: `old ${now.length} ${item.key}` })),
      ...now,
    ]);
  Object.assign(window, { append, prepend });
  return (
    <>
      <Panes
        banner={<ConnectionBanner connection={connection} />}
        list={
          <Inbox
            list={scene === "archive" ? "archive" : "inbox"}
            status={scene === "loading" ? "loading" : "ready"}
            rows={arranged}
            selected={hasThread ? thread.key : undefined}
            accountMenu={
              <Menu
                trigger={
                  <button type="button" aria-label="Account" className="rounded-full">
                    <Avatar address={fixtures.SELF} sizePx={32} />
                  </button>
                }
              >
                <PreferenceChoices />
              </Menu>
            }
            onCompose={() => {}}
          />
        }
        thread={
          /^(?:files|privacy)/.test(scene) ? (
            <SettingsScreen
              sectionName={scene === "privacy" ? "privacy" : "files"}
              self={fixtures.SELF}
              onBack={() => {}}
            />
          ) : hasThread ? (
            <div className="flex min-h-0 flex-1">
              <div className="relative flex min-w-0 flex-1 flex-col">
                <ThreadPane
                  thread={thread}
                  name={name}
                  peerName={peerName}
                  senderNames={new Map()}
                  notice={moved && <MovedNotice moved={moved} onStay={stay} />}
                  search={
                    scene === "thread-search" && (
                      <ThreadSearch threadKey={thread.key} name={name} onClose={() => {}} />
                    )
                  }
                  self={fixtures.SELF}
                  nodes={nodes}
                  conversationActions={conversationActions}
                  ownInboxId={fixtures.MY_INBOX}
                  hand={hand}
                  consent={NO_CONSENT}
                  onDeleteRequest={() => {}}
                  draft={draft}
                  mentionPlace={mentionPlace}
                  tools={payment.button}
                  files={files}
                  onSend={({ text }) => append(true, text)}
                  onTyping={() => {}}
                  onRetry={() => {}}
                  onDiscard={() => {}}
                  onLoadOlder={() => {}}
                  onLoadNewer={() => {}}
                  onLatest={() => {}}
                  onSeen={() => {}}
                  onBack={() => {}}
                  onDetails={() => {}}
                  onSearch={() => {}}
                />
              </div>
              <section
                aria-label="Details"
                className="scroll-pane hidden w-80 shrink-0 border-rule border-l bg-canvas p-5 wide:block"
              >
                <h2 className="sr-only">Details</h2>
                <Details
                  threadKey={thread.key}
                  name={name}
                  peerName={peerName}
                  address={fixtures.PEER}
                  sinceMs={nowMs - 3e8}
                  nodes={nodes}
                />
              </section>
            </div>
          ) : (
            <EmptyState
              title="Choose a conversation"
              body="Or write to somebody new: all you need is an Ethereum address."
            />
          )
        }
        hasThread={hasThread}
      />
      {payment.dialog}
      <RemoveDialog
        items={hand.removing}
        isModerator={false}
        onHere={() => {}}
        onForAll={() => {}}
        onClose={hand.closeDialog}
      />
      <ComposeDialog
        open={scene === "compose" || scene === "compose-name"}
        onClose={() => {}}
        self={fixtures.SELF}
        onOpen={async () => {
          throw new ParleyError("xmtp.not-registered", "");
        }}
        onGroup={() => {}}
      />
    </>
  );
}

function Avatars() {
  return (
    <main className="flex flex-wrap gap-3 bg-canvas p-6">
      <h1 className="sr-only">Flags</h1>
      {Array.from({ length: 96 }, () => fixtures.someAddress()).map((address, index) => (
        <Avatar key={address} address={address} sizePx={[64, 44, 32, 24][index % 4] ?? 44} />
      ))}
    </main>
  );
}

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <IntlProvider locale={locale} messages={locale === "es" ? es : en} timeZone="UTC">
      {scene === "avatars" && <Avatars />}
      {scene === "landing" && (
        <Landing env="local" isReady isBusy={false} onSignIn={() => {}} onIntent={() => {}} />
      )}
      {scene !== "avatars" && scene !== "landing" && (
        <ParleyContext value={services}>
          <Messenger />
        </ParleyContext>
      )}
    </IntlProvider>,
  );
}
