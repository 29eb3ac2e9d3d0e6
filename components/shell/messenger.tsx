"use client";

import { type ReactNode, useCallback, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxRow } from "@/lib/messaging/core/view.ts";
import type { ArrangedRows } from "@/lib/preferences/core/arrange.ts";
import { useConnection } from "@/lib/react/use-connection.ts";
import { useInboxRows } from "@/lib/react/use-inbox-rows.ts";
import { type TypedName, useNameLookup } from "@/lib/react/use-name-lookup.ts";
import { useName } from "@/lib/react/use-names.ts";
import { useOpenDm } from "@/lib/react/use-open-dm.ts";
import { useArrangedRows, useUnreadTotal } from "@/lib/react/use-preferences.ts";
import { CallHost } from "../calls/call-host.tsx";
import { ComposeDialog } from "../inbox/compose-dialog.tsx";
import { Inbox } from "../inbox/inbox.tsx";
import { NamedRecipient } from "../inbox/named-recipient.tsx";
import { threadPath } from "../inbox/thread-path.ts";
import type { OpenRecipient } from "../inbox/use-recipient.ts";
import { type Network, pathOf } from "../line/path.ts";
import { AskCard } from "../notifications/ask-card.tsx";
import { Notifications } from "../notifications/notifications.tsx";
import { NewerCard } from "../offline/newer-card.tsx";
import { Keyboard } from "../palette/keyboard.tsx";
import { goTo } from "../place/go.ts";
import type { ListName, Place, ThreadParams } from "../place/place.ts";
import { PlaceLink } from "../place/place-link.tsx";
import { useListName } from "../place/use-list-name.ts";
import { usePlace } from "../place/use-place.ts";
import type { SettingsScreenProps } from "../settings/settings-screen.tsx";
import { Announcements } from "../ui/announcements.tsx";
import { Button, buttonClass } from "../ui/button.tsx";
import { chunk, useChunk } from "../ui/chunk.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Mark } from "../ui/mark.tsx";
import { displayName } from "../ui/names.ts";
import { useNowMs } from "../ui/use-times.ts";
import { CannotOpen } from "./cannot-open.tsx";
import { ConnectionBanner } from "./connection-banner.tsx";
import { Opening } from "./opening.tsx";
import { Panes } from "./panes.tsx";
import { ThreadScreen } from "./thread-screen.tsx";
import { type ThreadRoute, useThreadRoute } from "./use-thread-route.ts";
import { useUnreadTitle } from "./use-unread-title.ts";
import { useWayBack } from "./use-way-back.ts";

type MessengerProps = {
  network: Network;
  self: Address;
  /** The page's address says nothing to this account. */
  ignoresPath: boolean;
  accountMenu: ReactNode;
  /** What the session has to say, above everything. */
  notice: ReactNode;
};

const NO_THREAD: ThreadParams = {};
const INBOX: Place = { kind: "list", list: "inbox" };

/** The messenger: it stays while the page's address changes, and shows what that names. */
export function Messenger(props: MessengerProps) {
  const { network, self, ignoresPath, accountMenu, notice } = props;
  const openDm = useOpenDm();
  const { openedAs } = useNameLookup();
  const path = usePlace();
  const place = ignoresPath ? INBOX : path;
  const section = place.kind === "settings" ? place.section : undefined;
  const params = place.kind === "thread" ? place.params : NO_THREAD;
  const inbox = useInboxRows();
  const { rows } = inbox;
  const { status, ...arranged } = useArrangedRows();
  const connection = useConnection();
  const [isComposing, setIsComposing] = useState(false);
  const route = useThreadRoute({ params, self, inbox, connection: connection.kind });
  const nodes = useMemo(() => pathOf(network, connection), [network, connection]);
  const selected = route.kind === "open" ? route.key : undefined;
  const list = useListName(place, arranged.requests.length > 0);
  const hasThread = route.kind !== "none" || section !== undefined;
  const onBack = useWayBack(hasThread);
  const compose = useCallback(() => setIsComposing(true), []);
  useTitle(rows, selected);

  const openConversation = async (address: Address, typed?: TypedName) => {
    await openDm(address);
    if (typed) openedAs(typed);
    setIsComposing(false);
    goTo(`/dm/${address}`);
  };

  return (
    <>
      <Announcements />
      <Panes
        banner={
          <>
            {notice}
            <ConnectionBanner connection={connection} />
          </>
        }
        list={
          <Inbox
            // Another list is another list: nothing of the one's focus is worth anything in the other.
            key={list}
            list={list}
            status={status}
            rows={arranged}
            selected={selected}
            accountMenu={accountMenu}
            footer={
              <>
                <NewerCard />
                <AskCard />
              </>
            }
            onCompose={compose}
          />
        }
        thread={
          section !== undefined ? (
            <Settings sectionName={section} self={self} onBack={onBack} />
          ) : route.kind === "open" ? (
            <ThreadScreen
              key={route.key}
              threadKey={route.key}
              self={self}
              nodes={nodes}
              onBack={onBack}
            />
          ) : (
            <NotOpen
              route={route}
              isFirst={status === "ready" && rows.length === 0}
              self={self}
              onOpen={openConversation}
              onCompose={compose}
            />
          )
        }
        hasThread={hasThread}
      />
      <Keyboard
        self={self}
        list={list}
        rows={rowsOf(list, arranged)}
        allRows={rows}
        selected={selected}
        isOpen={hasThread}
        onCompose={compose}
      />
      <CallHost />
      <Notifications selected={selected} list={list} hasThread={hasThread} />
      <ComposeDialog
        open={isComposing}
        onClose={() => setIsComposing(false)}
        self={self}
        onOpen={openConversation}
        onGroup={(key) => {
          setIsComposing(false);
          goTo(threadPath({ key }));
        }}
      />
    </>
  );
}

/** Fetched when somebody looks for it. */
const settings = chunk(
  async () => (await import("../settings/settings-screen.tsx")).SettingsScreen,
);

function Settings(props: SettingsScreenProps) {
  const tCommon = useTranslations("common");
  const SettingsScreen = useChunk(settings);
  settings.load();
  return SettingsScreen ? <SettingsScreen {...props} /> : <Opening label={tCommon("loading")} />;
}

type NotOpenProps = {
  route: Exclude<ThreadRoute, { kind: "open" }>;
  /** Nobody to choose yet: the list says what to do. */
  isFirst: boolean;
  self: Address;
  onOpen: OpenRecipient;
  onCompose: () => void;
};

/** What the thread's place shows while there is no thread in it. */
function NotOpen({ route, isFirst, self, onOpen, onCompose }: NotOpenProps) {
  const t = useTranslations("thread");
  const tInbox = useTranslations("inbox");
  switch (route.kind) {
    case "opening":
      return <Opening label={t("opening")} />;
    case "name":
      return (
        <NamedRecipient
          key={route.name}
          name={route.name}
          self={self}
          onOpen={onOpen}
          failed={(code, retry) => <CannotOpen code={code} onRetry={retry} onCompose={onCompose} />}
        />
      );
    case "failed":
      return <CannotOpen code={route.code} onRetry={route.retry} onCompose={onCompose} />;
    case "unknown":
      return (
        <EmptyState
          title={t("cannotOpen.title")}
          body={t("cannotOpen.unknown")}
          action={
            <PlaceLink href="/" replace className={buttonClass("secondary")}>
              {t("cannotOpen.action")}
            </PlaceLink>
          }
        />
      );
    case "none":
      return isFirst ? (
        <div className="flex flex-1 items-center justify-center opacity-20 grayscale">
          <Mark sizePx={96} />
        </div>
      ) : (
        <EmptyState
          title={t("none.title")}
          body={t("none.body")}
          action={
            <Button look="secondary" onClick={onCompose}>
              {tInbox("newMessage")}
            </Button>
          }
        />
      );
  }
}

function useTitle(rows: readonly InboxRow[], selected: InboxRow["key"] | undefined): void {
  const t = useTranslations("inbox");
  const unreadCount = useUnreadTotal(useNowMs());
  const open = rows.find((row) => row.key === selected);
  const peerName = useName(open?.peer?.address);
  useUnreadTitle(unreadCount, open && displayName(open, t("group"), peerName?.name));
}

function rowsOf(
  list: ListName,
  { listed, archived, requests }: ArrangedRows,
): ArrangedRows["listed"] {
  return { inbox: listed, archive: archived, requests }[list];
}
