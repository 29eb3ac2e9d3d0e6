"use client";

import { Mic, SendHorizontal } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { InboxId } from "@/lib/identity/core/ids.ts";
import type { QuotedMessage, WrittenText } from "@/lib/messaging/core/records.ts";
import type { DraftBinding } from "@/lib/react/use-draft.ts";
import { looksFormatted } from "../markdown/looks-formatted.ts";
import { useMentions } from "../mentions/use-mentions.tsx";
import { isEmbedded } from "../place/embedded.ts";
import type { ComposerFiles } from "../sending/use-sending-tools.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { isVisible } from "../ui/visible.ts";
import { FormatNote } from "./format-note.tsx";
import { LimitNote } from "./limit-note.tsx";
import { limitState } from "./message-limit.ts";
import { ownWords } from "./own-words.ts";
import { ReplyBar } from "./reply-bar.tsx";
import { textDirection } from "./text-direction.ts";
import { useAutoGrow } from "./use-auto-grow.ts";

type ComposerProps = {
  /** What was left here, and where what is typed is kept. */
  draft: DraftBinding;
  /** What can be done here besides writing. */
  tools?: ReactNode;
  /** Files and voice messages, where they can be sent. */
  files?: ComposerFiles | undefined;
  peerName: string;
  /** What the next message answers. */
  replyTo?: QuotedMessage | undefined;
  nameOf: (inboxId: InboxId) => string;
  onCancelReply: () => void;
  /** Takes the words at once; what becomes of them shows in the timeline. */
  onSend: (written: WrittenText, replyTo: QuotedMessage | undefined) => void;
  /** Called at every key that leaves something written. */
  onTyping: () => void;
};

/**
 * Where messages are written. Never locked: a message on its way is the timeline's business.
 * Give it the thread's key as its own, so that the focus comes to each that is opened. In another site's
 * page it takes none, and what its person did not write or see to leaves by no key.
 */
export function Composer(props: ComposerProps) {
  const { draft, peerName, replyTo, nameOf, onCancelReply, onSend, onTyping, files } = props;
  const t = useTranslations("composer");
  const { text } = draft;
  const [own] = useState(ownWords);
  const [isHeld, setIsHeld] = useState(false);
  const write = (next: string) => {
    own.write(text, next, isCovered());
    setIsHeld(false);
    draft.write(next);
  };
  // What is said of it stays: nothing may move away below a press.
  const see = () => own.press(text, isCovered());
  const area = useRef<HTMLTextAreaElement>(null);
  const limit = limitState(text);
  const hasWords = isVisible(text);
  const canSend = (hasWords || files?.hasFiles === true) && limit.kind !== "over";
  const [isPlain, setIsPlain] = useState(false);
  const isFormatted = useMemo(() => looksFormatted(text), [text]);
  useAutoGrow(area, text);
  const mentions = useMentions({ area, text, write });

  const replyId = replyTo?.id;
  useEffect(() => {
    if (replyId !== undefined) area.current?.focus();
  }, [replyId]);

  useEffect(() => {
    // Who opened it there may be the page: a key for another place must not fall here.
    if (isEmbedded()) return;
    // On a touch screen this would raise the keyboard over what one came to read.
    if (window.matchMedia("(hover: hover) and (pointer: fine)").matches) area.current?.focus();
  }, []);

  const send = () => {
    if (!canSend) return;
    if (hasWords && isEmbedded() && !own.has(text)) {
      setIsHeld(true);
      return;
    }
    if (files?.hasFiles && !files.send()) return;
    if (hasWords) {
      const type = isFormatted && !isPlain ? "markdown" : "text";
      // Files have no caption in XMTP: they are a message of their own, and the answer.
      onSend({ type, text: text.trim() }, files?.hasFiles ? undefined : replyTo);
    }
    write("");
    setIsPlain(false);
    onCancelReply();
    area.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (mentions.onKeyDown(event)) return;
    if (event.key === "Escape" && replyTo) {
      event.preventDefault();
      onCancelReply();
    }
    if (event.key !== "Enter" || event.shiftKey || isComposing(event)) return;
    event.preventDefault();
    send();
  };

  const isSpeaking = Boolean(files?.voice);
  const wasSpeaking = useRef(isSpeaking);
  useEffect(() => {
    if (wasSpeaking.current && !isSpeaking) area.current?.focus();
    wasSpeaking.current = isSpeaking;
  }, [isSpeaking]);
  const form = useRef<HTMLFormElement>(null);
  const listen = files?.listen;
  useEffect(() => {
    const conversation = form.current?.parentElement;
    return conversation ? listen?.(conversation) : undefined;
  }, [listen]);

  return (
    <form
      ref={form}
      onSubmit={(event) => {
        event.preventDefault();
        see();
        send();
      }}
      onPointerDown={see}
      className="relative shrink-0 bg-surface px-3 pt-1 pb-[max(0.75rem,env(safe-area-inset-bottom))] split:px-5"
    >
      {mentions.list}
      {replyTo && <ReplyBar to={replyTo} nameOf={nameOf} onCancel={onCancelReply} />}
      {files?.tray}
      {files?.voice}
      <div
        hidden={isSpeaking}
        className="flex items-end gap-1 rounded-3xl border border-strong/50 bg-raised py-1 pr-1 pl-4 transition-[border-color,box-shadow] focus-within:border-accent focus-within:ring-3 focus-within:ring-tint"
      >
        <textarea
          ref={area}
          rows={1}
          dir={textDirection(text)}
          value={text}
          onChange={(event) => {
            write(event.target.value);
            mentions.onCaret();
            if (event.target.value !== "") onTyping();
          }}
          onPaste={(event) => {
            files?.onPaste(event);
            // Before the text is there: the browser lays it out in the middle of the paste.
            const direction = textDirection(event.clipboardData.getData("text"));
            if (direction !== "auto") event.currentTarget.dir = direction;
          }}
          onKeyDown={onKeyDown}
          onSelect={mentions.onCaret}
          onFocus={draft.turn}
          onBlur={() => {
            draft.turn();
            mentions.onCaret();
          }}
          {...mentions.fieldProps}
          aria-label={t("label", { name: peerName })}
          placeholder={t("placeholder")}
          enterKeyHint="send"
          className="scroll-pane field-sizing-content my-1.5 max-h-40 min-h-6 min-w-0 flex-1 resize-none text-base leading-6 outline-none placeholder:text-faint"
        />
        {/* After the words: Shift+Tab leads from them to the messages. */}
        {props.tools}
        {files?.button}
        {files?.speak && !hasWords && !files.hasFiles ? (
          <IconButton label={t("speak")} onClick={files.speak} className="size-9 rounded-full">
            <Mic aria-hidden="true" size={18} />
          </IconButton>
        ) : (
          <button
            type="submit"
            title={t("send")}
            aria-label={t("send")}
            aria-disabled={!canSend}
            className="flex size-9 shrink-0 items-center justify-center rounded-full bg-accent text-on-accent transition-colors hover:bg-accent-hover aria-disabled:cursor-default aria-disabled:bg-transparent aria-disabled:text-faint"
          >
            <SendHorizontal aria-hidden="true" size={18} />
          </button>
        )}
      </div>
      {isFormatted && (
        <FormatNote isFormatted={!isPlain} onChange={(wants) => setIsPlain(!wants)} />
      )}
      {isHeld && (
        <p role="status" className="px-4 pt-1 text-soft text-sm">
          {t("held")}
        </p>
      )}
      <LimitNote limit={limit} />
    </form>
  );
}

/** The page around this frame may lie over it, as the frame's bar says. */
function isCovered(): boolean {
  return "covered" in document.documentElement.dataset;
}

/** Enter that picks a candidate of an input method; 229 is how Safari tells it. */
function isComposing(event: KeyboardEvent): boolean {
  return event.nativeEvent.isComposing || event.keyCode === 229;
}
