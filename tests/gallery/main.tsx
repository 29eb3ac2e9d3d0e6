import { useState } from "react";
import { createRoot } from "react-dom/client";
import { IntlProvider } from "use-intl";
import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
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
import type { Locale } from "@/lib/i18n/locales.ts";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import { createGroupPicturing } from "@/lib/identity/flow/keep-group-pictures.ts";
import { createNaming } from "@/lib/identity/flow/keep-names.ts";
import { createPicturing } from "@/lib/identity/flow/keep-pictures.ts";
import { lookOf } from "@/lib/identity/names/name-look.ts";
import { browserHost } from "@/lib/messaging/browser/browser-host.ts";
import type { Connection, Thread, TimelineItem } from "@/lib/messaging/core/view.ts";
import { arrangeRows } from "@/lib/preferences/core/arrange.ts";
import { FOR_EVER } from "@/lib/preferences/core/settings.ts";
import { createPreferences } from "@/lib/preferences/flow/keep-preferences.ts";
import { ParleyContext, type ParleyServices } from "@/lib/react/parley-context.ts";
import { useDraft } from "@/lib/react/use-draft.ts";
import { useMovedName } from "@/lib/react/use-moved-name.ts";
import { useName } from "@/lib/react/use-names.ts";
import { memoryNames, memoryPictures, memoryPreferences } from "../fakes/memory-stores.ts";
import { createProfile } from "../fakes/profile.ts";
import { FILES, FILES_LOST, FILES_STRANGE, galleryFiles } from "./files.ts";
import * as fixtures from "./fixtures.ts";
import { namesFor } from "./names.ts";
import { gallerySearch } from "./search.ts";
import { galleryArchive, galleryShipments, galleryShipping } from "./sending.ts";
import {
  galleryMessaging,
  galleryTransactions,
  MENTIONS,
  PAYMENTS,
  TRAPS,
} from "./transactions.ts";

const query = new URLSearchParams(location.search);
const scene = query.get("scene") ?? "chat";
const locale: Locale = query.get("locale") === "es" ? "es" : "en";
const theme = query.get("theme");
if (theme) document.documentElement.dataset.theme = theme;
document.documentElement.lang = locale;

const nowMs = query.get("now") ? Number(query.get("now")) : Date.now();
const LIVE: Connection = { kind: "live" };
const BROKEN: Connection = { kind: "unreachable", sinceMs: nowMs, retryAtMs: nowMs + 8_000 };

function linesFor(name: string) {
  if (name === "failed") return fixtures.FAILED;
  if (name === "offline") return fixtures.OFFLINE;
  if (name === "awkward") return fixtures.AWKWARD;
  if (name === "many") return fixtures.manyLines(Number(query.get("count") ?? 5_000));
  if (name === "fresh") return [];
  if (name === "lively") return fixtures.LIVELY;
  if (name === "payments") return PAYMENTS;
  if (name === "traps") return TRAPS;
  if (name === "mentions") return MENTIONS;
  if (name === "photos") return FILES;
  if (name === "photos-lost") return FILES_LOST;
  if (name === "photos-strange") return FILES_STRANGE;
  return fixtures.CHAT;
}

const naming = createNaming({
  loadNames: async () => namesFor(scene),
  nameStore: memoryNames(),
  host: browserHost(),
});
naming.show("a".repeat(64) as InboxId);
if (scene === "moved") naming.openedAs({ ...lookOf("moored.eth"), address: fixtures.PEER });
const preferences = createPreferences({
  preferenceStore: memoryPreferences(),
  host: browserHost(),
  channel: createProfile().openTab().channel,
});
preferences.show("a".repeat(64) as InboxId);
if (scene === "arranged" || scene === "archive") {
  const [, second, third, fourth, fifth, sixth] = fixtures.rowsOf(14, nowMs);
  if (second) preferences.pin(second.key);
  if (fifth) preferences.pin(fifth.key);
  if (third) preferences.mute(third.key, FOR_EVER);
  if (fourth) preferences.writeDraft(fourth.key, "I was about to say that the charts");
  if (sixth) preferences.archive(sixth);
}
const picturePorts = {
  loadPictures: () => Promise.reject(new Error("Nothing is fetched for the gallery")),
  pictureStore: memoryPictures(),
  preferences,
  host: browserHost(),
};
const groupPictures = createGroupPicturing(picturePorts);
groupPictures.start();
const pictures = createPicturing({
  ...picturePorts,
  oneTabAtATime: (task) => task(),
  naming,
});
pictures.start();
const search = gallerySearch(fixtures.rowsOf(14, nowMs), query.get("index") ?? "ready", nowMs);
const messaging = galleryMessaging(fixtures.rowsOf(14, nowMs));
const transactions = galleryTransactions(messaging as never);
/** The gallery's components use these, and nothing else that a page runs. */
const services = {
  naming,
  preferences,
  pictures,
  groupPictures,
  search,
  messaging,
  server: {
    store: createStore(() => ({ kind: "none" })),
    open: async () => {},
    close: async () => {},
    look: async () => {},
  },
  loadTransactions: () => transactions,
  loadShipping: async () => galleryShipping(),
  loadArchive: async () => galleryArchive(scene),
  ...(scene !== "files-none" && {
    archive: { maxFileBytes: 100_000_000, gatewayHost: "archive.harbour.example" },
  }),
  gatewayHosts: ["archive.harbour.example", "ipfs.io"],
  loadOpenFiles: galleryFiles(preferences),
  chainIds: [8453],
} as unknown as ParleyServices;
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
