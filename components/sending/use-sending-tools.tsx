import { Camera, File as FileIcon, Image, Mic, Paperclip } from "lucide-react";
import {
  type ClipboardEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useRef,
  useState,
} from "react";
import { useTranslations } from "use-intl";
import type { ParleyError } from "@/lib/errors/base.ts";
import type { QuotedMessage } from "@/lib/messaging/core/records.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { useArchiveLimit } from "@/lib/react/use-own-archive.ts";
import { useOwnInboxId } from "@/lib/react/use-own-inbox-id.ts";
import { type FileToShip, useShipFiles } from "@/lib/react/use-shipping.ts";
import { announce } from "../ui/announcements.tsx";
import { chunk, useChunk } from "../ui/chunk.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { Menu, MenuActions, MenuNote } from "../ui/menu.tsx";
import { useTray } from "./chosen-files.ts";
import { listenForDrops, pastedFiles } from "./drop-zone.ts";
import { toShip } from "./to-ship.ts";

/** All that is shown of files before they are sent; fetched by the first press or drop. */
const parts = chunk(() => import("./sending-parts.ts"));

/** What a composer takes besides words. */
export type ComposerFiles = {
  /** Whether files lie ready, which Enter sends. */
  hasFiles: boolean;
  /** Begins to record a voice message; left out where it can't be sent. */
  speak: (() => void) | undefined;
  button: ReactNode;
  /** Above the words. */
  tray: ReactNode;
  /** In the place of the words. */
  voice: ReactNode;
  /** Over the whole conversation. */
  overlay: ReactNode;
  /** To be rendered outside of the form. */
  dialog: ReactNode;
  /** Sends what lies ready; false when it can't be sent like this. */
  send: () => boolean;
  /** Takes the files of a paste. */
  onPaste: (event: ClipboardEvent) => void;
  /** Takes what is dropped on an element, until it is called off. */
  listen: (element: HTMLElement) => () => void;
};

type SendingPlace = {
  thread: ThreadKey;
  name: string;
  /** What the next message answers. */
  replyTo: QuotedMessage | undefined;
  onAnswered: () => void;
};

/** Sending files and voice messages from a conversation. */
export function useSendingTools(place: SendingPlace): ComposerFiles {
  const { thread, name, replyTo, onAnswered } = place;
  const t = useTranslations("sending");
  const limit = useArchiveLimit();
  const trayKey = `${useOwnInboxId()} ${thread}`;
  const tray = useTray(trayKey);
  const ship = useShipFiles(thread);
  const loaded = useChunk(parts);
  const [isOver, setIsOver] = useState(false);
  const [isFilming, setIsFilming] = useState(false);
  const [failure, setFailure] = useState<ParleyError>();
  const isRefused = useRef(false);
  const input = useRef<HTMLInputElement>(null);
  const isAllowed = limit !== undefined;
  const { files, isSpeaking, add, speak } = tray;
  const hasFiles = files.length > 0;
  const isWanted = hasFiles || isSpeaking || isOver || isFilming || tray.hadFolders;

  useEffect(() => {
    if (isWanted) parts.load();
  }, [isWanted]);

  const listen = useCallback(
    (element: HTMLElement) =>
      listenForDrops(element, {
        onHover: setIsOver,
        onFiles: (dropped, options) => isAllowed && add(dropped, options),
      }),
    [add, isAllowed],
  );

  const pick = (accept: string, capture?: "environment") => {
    if (!input.current) return;
    input.current.accept = accept;
    if (capture) input.current.setAttribute("capture", capture);
    else input.current.removeAttribute("capture");
    input.current.click();
  };
  const actions = [
    [
      { id: "media", label: t("media"), icon: Image, run: () => pick("image/*,video/*") },
      { id: "file", label: t("file"), icon: FileIcon, run: () => pick("") },
      {
        id: "camera",
        label: t("photo"),
        icon: Camera,
        run: () => (hasPointer() ? setIsFilming(true) : pick("image/*", "environment")),
      },
    ],
    [{ id: "voice", label: t("voice.record"), icon: Mic, run: () => speak(true) }],
  ];

  const leave = async (ready: readonly FileToShip[]): Promise<boolean> => {
    if (replyTo) onAnswered();
    const error = await ship(ready, replyTo);
    setFailure(error);
    if (!error) announce(t("begun", { count: ready.length }));
    return !error;
  };

  return {
    hasFiles,
    speak: isAllowed ? () => speak(true) : undefined,
    button: (
      <>
        <Menu
          align="end"
          onOpenChange={(isOpen) => isOpen && parts.load()}
          trigger={
            <IconButton label={t("attach")} className="size-9 rounded-full">
              <Paperclip aria-hidden="true" size={18} />
            </IconButton>
          }
        >
          {isAllowed ? <MenuActions groups={actions} /> : <MenuNote>{t("noArchive")}</MenuNote>}
        </Menu>
        <input
          ref={input}
          type="file"
          multiple
          hidden
          aria-label={t("attach")}
          onChange={({ currentTarget }) => {
            if (currentTarget.files) add(currentTarget.files);
            // Enter sends them. On a phone the keyboard would hide them.
            if (hasPointer()) currentTarget.form?.querySelector("textarea")?.focus();
            // The same file may be chosen again.
            currentTarget.value = "";
          }}
        />
      </>
    ),
    tray: loaded && (hasFiles || tray.hadFolders || failure) && (
      <loaded.TrayView
        tray={tray}
        maxFileBytes={limit?.maxFileBytes ?? 0}
        failure={failure}
        onRefused={(refused) => {
          isRefused.current = refused;
        }}
      />
    ),
    voice: isSpeaking && loaded && (
      <loaded.VoiceBar
        key={trayKey}
        place={trayKey}
        onSend={async (message) => {
          if (await leave([message])) speak(false);
        }}
        onEnd={() => speak(false)}
      />
    ),
    overlay: isOver && loaded && <loaded.DropOverlay name={name} isAllowed={isAllowed} />,
    dialog: loaded && (
      <loaded.CameraDialog
        open={isFilming}
        onClose={() => setIsFilming(false)}
        onPhoto={(photo) => add([photo])}
      />
    ),
    send: () => {
      if (!hasFiles || isRefused.current) return false;
      tray.clear();
      void leave(files.map((file) => toShip(file, tray.pictures))).then(
        (isSent) => isSent || tray.putBack(files),
      );
      return true;
    },
    onPaste: (event) => {
      const pasted = isAllowed ? pastedFiles(event.clipboardData) : [];
      if (pasted.length === 0) return;
      event.preventDefault();
      add(pasted);
    },
    listen,
  };
}

/** On a phone the camera is an app of its own, and a better one; and what has the focus brings a keyboard. */
function hasPointer(): boolean {
  return window.matchMedia("(hover: hover) and (pointer: fine)").matches;
}
