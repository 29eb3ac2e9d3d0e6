"use client";

import clsx from "clsx";
import { memo, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { chunk, useChunk } from "../ui/chunk.ts";
import { isEmojiOnly } from "./emoji.ts";
import { foldedStart } from "./fold.ts";
import { LinkedText } from "./linked-text.tsx";

type TextProps = { text: string };

/** The words of a message, as they were typed: no markup is ever read in them. */
export const MessageText = memo(function MessageText({ text }: TextProps) {
  const { shown, unfold } = useFolded(text);
  return (
    <div
      dir="auto"
      className={clsx(
        "foreign whitespace-pre-wrap",
        isEmojiOnly(text) && "text-3xl leading-[1.15]",
      )}
    >
      <LinkedText text={shown} />
      {unfold && <ShowAll onPress={unfold} />}
    </div>
  );
});

/** Fetched with the first message that needs it; until then its words stand as they were typed. */
const markdown = chunk(async () => (await import("../markdown/markdown.tsx")).Markdown);

/** A message whose sender formatted it. */
export const FormattedText = memo(function FormattedText({ text }: TextProps) {
  const Markdown = useChunk(markdown);
  const { shown, unfold } = useFolded(text);
  markdown.load();
  if (!Markdown) return <MessageText text={text} />;
  return (
    <>
      <Markdown text={shown} />
      {unfold && <ShowAll onPress={unfold} />}
    </>
  );
});

function useFolded(text: string): { shown: string; unfold?: () => void } {
  const [isOpen, setIsOpen] = useState(false);
  const start = useMemo(() => foldedStart(text), [text]);
  if (isOpen || start === undefined) return { shown: text };
  return { shown: `${start}…`, unfold: () => setIsOpen(true) };
}

function ShowAll({ onPress }: { onPress: () => void }) {
  const t = useTranslations("thread");
  return (
    <button
      type="button"
      onClick={onPress}
      className="mt-1 block font-semibold text-accent text-sm hover:underline"
    >
      {t("showAll")}
    </button>
  );
}
