"use client";

import { ArrowLeft, EllipsisVertical, Search } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { type Address, shortAddress } from "@/lib/identity/core/address.ts";
import type { ShownName } from "@/lib/identity/core/name-book-view.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { ThreadMark } from "../avatar/thread-mark.tsx";
import { TimerMark } from "../group/timer-mark.tsx";
import { NameWarning } from "../name/name-warning.tsx";
import { PlaceLink } from "../place/place-link.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { ICON_BUTTON_CLASS, IconButton } from "../ui/icon-button.tsx";
import { Menu, MenuActions, type MenuGroups } from "../ui/menu.tsx";

type ThreadHeaderProps = {
  threadKey: ThreadKey;
  name: string;
  address?: Address | undefined;
  peerName?: ShownName | undefined;
  /** What is said under the name of a group. */
  below?: ReactNode;
  /** How long what is written here stays; left out while it stays for ever. */
  disappearAfterMs?: number | undefined;
  /** Begins a call, where one can. */
  calls?: ReactNode;
  /** What one may do with the conversation as a whole. */
  actions: MenuGroups;
  onBack: () => void;
  onDetails: () => void;
  onSearch: () => void;
};

/** Who one talks with; their whole address is one tap away. */
export function ThreadHeader(props: ThreadHeaderProps) {
  const { threadKey, name, address, peerName, below, disappearAfterMs, actions } = props;
  const { onBack, onDetails } = props;
  const t = useTranslations("thread.header");
  const tSearch = useTranslations("search.thread");
  const tCommon = useTranslations("common");
  const tConversation = useTranslations("conversation");
  const isNamed = address !== undefined && name !== shortAddress(address);
  return (
    <header className="flex h-14 shrink-0 items-center px-2 split:gap-1 split:px-3">
      <PlaceLink
        href="/"
        onClick={(event) => {
          event.preventDefault();
          onBack();
        }}
        aria-label={tCommon("back")}
        title={tCommon("back")}
        className={`${ICON_BUTTON_CLASS} split:hidden`}
      >
        <ArrowLeft aria-hidden="true" size={20} />
      </PlaceLink>
      <div className="relative flex min-w-0 items-center gap-2 rounded-xl px-1 py-1.5 split:gap-3 split:px-2 transition-colors hover:bg-hover">
        <ThreadMark threadKey={threadKey} address={address} sizePx={32} />
        <div className="min-w-0">
          <div className="flex items-center gap-1.5">
            <h1 className="foreign truncate font-semibold">{name}</h1>
            <NameWarning name={peerName} />
          </div>
          <div className="flex min-w-0 items-center gap-2 text-faint text-xs">
            {isNamed && <p className="truncate">{shortAddress(address)}</p>}
            {below}
            {disappearAfterMs !== undefined && <TimerMark disappearAfterMs={disappearAfterMs} />}
          </div>
        </div>
        {/* Over the name, not around it: a heading inside a button is none. */}
        <button
          type="button"
          onClick={onDetails}
          title={address}
          aria-label={t("details", { name })}
          className="absolute inset-0 rounded-xl"
        />
      </div>
      {/* A narrow screen has the room for the name instead; the address is behind it. */}
      {address && (
        <div className="hidden split:block">
          <CopyButton label={tCommon("copyAddress")} text={address} />
        </div>
      )}
      <div className="ml-auto flex items-center">
        {props.calls}
        <IconButton label={tSearch("open")} onClick={props.onSearch}>
          <Search aria-hidden="true" size={18} />
        </IconButton>
      </div>
      {actions.length > 0 && (
        <Menu
          align="end"
          trigger={
            <IconButton label={tConversation("more")}>
              <EllipsisVertical aria-hidden="true" size={20} />
            </IconButton>
          }
        >
          <MenuActions groups={actions} />
        </Menu>
      )}
    </header>
  );
}
