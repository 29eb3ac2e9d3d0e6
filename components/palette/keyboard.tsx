"use client";

import { useEffect } from "react";
import type { Address } from "@/lib/identity/core/address.ts";
import type { InboxRow, ThreadKey } from "@/lib/messaging/core/view.ts";
import { useAppSettings } from "@/lib/react/use-preferences.ts";
import { useConversationActions } from "../conversation/use-conversation-actions.ts";
import { threadPath } from "../inbox/thread-path.ts";
import { goTo } from "../place/go.ts";
import { type ListName, listPath } from "../place/place.ts";
import { chunk, useChunk } from "../ui/chunk.ts";
import { closeOverlay, type Overlay, openOverlay, useOverlay } from "./overlay.ts";
import { useCoreActions } from "./use-core-actions.ts";
import { useShortcuts } from "./use-shortcuts.ts";

const palette = chunk(async () => (await import("./palette.tsx")).Palette);
const ownAddress = chunk(async () => (await import("../own-address/own-address.tsx")).OwnAddress);
const sheet = chunk(async () => (await import("./shortcut-sheet.tsx")).ShortcutSheet);

type KeyboardProps = {
  self: Address;
  list: ListName;
  /** The rows of that list, as they are on the screen. */
  rows: readonly InboxRow[];
  /** All there are: what is open may be in another list. */
  allRows: readonly InboxRow[];
  selected: ThreadKey | undefined;
  /** Whether something is open that Escape closes. */
  isOpen: boolean;
  onCompose: () => void;
};

/** What keys do in the messenger, and what they open over it. */
export function Keyboard(props: KeyboardProps) {
  const { self, list, rows, allRows, selected, isOpen, onCompose } = props;
  const { usesCharacterKeys } = useAppSettings();
  const current = useConversationActions(allRows.find(({ key }) => key === selected));
  useCoreActions({ onCompose, current });

  const step = (by: -1 | 1) => {
    const from = rows.findIndex(({ key }) => key === selected);
    const next = from < 0 ? rows.at(by > 0 ? 0 : -1) : rows[from + by];
    if (next) goTo(threadPath(next));
  };
  const close = () => {
    goTo(listPath(list));
    if (selected) focusRow(selected);
  };
  useShortcuts(
    {
      palette: () => openOverlay("palette"),
      shortcuts: () => openOverlay("shortcuts"),
      next: () => step(1),
      previous: () => step(-1),
      ...(isOpen && { close }),
    },
    usesCharacterKeys,
  );
  return <Overlays self={self} />;
}

function Overlays({ self }: { self: Address }) {
  const overlay = useOverlay();
  const Palette = useChunk(palette);
  const ShortcutSheet = useChunk(sheet);
  const OwnAddress = useChunk(ownAddress);
  useEffect(() => loadFor(overlay), [overlay]);
  return (
    <>
      {Palette && <Palette open={overlay === "palette"} onClose={closeOverlay} />}
      {OwnAddress && (
        <OwnAddress open={overlay === "own-address"} onClose={closeOverlay} self={self} />
      )}
      {ShortcutSheet && <ShortcutSheet open={overlay === "shortcuts"} onClose={closeOverlay} />}
    </>
  );
}

function loadFor(overlay: Overlay | undefined): void {
  if (overlay === "palette") palette.load();
  if (overlay === "shortcuts") sheet.load();
  if (overlay === "own-address") ownAddress.load();
}

/** Who closes a conversation is where they opened it from. */
function focusRow(key: ThreadKey): void {
  requestAnimationFrame(() => {
    const rows = document.querySelectorAll<HTMLElement>("nav [data-thread]");
    [...rows].find((row) => row.dataset.thread === key)?.focus();
  });
}
