"use client";

import { useTranslations } from "use-intl";
import type { Address } from "@/lib/identity/core/address.ts";
import { type ArchiveState, useArchives } from "@/lib/react/use-archives.ts";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { ErrorSentence } from "../wallet/error-sentence.tsx";
import { archiveName } from "./archive-name.ts";
import { ArchiveProgress } from "./archive-progress.tsx";
import { saveFile } from "./save-file.ts";

/** Makes an archive, then shows the words that open it until they are dismissed. */
export function SaveArchive({ self }: { self: Address }) {
  const t = useTranslations("history.save");
  const { state, save, dismiss } = useArchives();
  if (state.kind === "saved") return <Made saved={state} self={self} onDone={dismiss} />;
  if (state.kind === "saving") return <ArchiveProgress words={t("making")} share={state.share} />;
  return (
    <>
      {state.kind === "failed" && state.during === "save" && <ErrorSentence error={state.error} />}
      <Button look="secondary" disabled={state.kind === "restoring"} onClick={() => void save()}>
        {t("action")}
      </Button>
    </>
  );
}

type MadeProps = {
  saved: Extract<ArchiveState, { kind: "saved" }>;
  self: Address;
  onDone: () => void;
};

function Made({ saved, self, onDone }: MadeProps) {
  const t = useTranslations("history.save");
  const { file, words, conversations, messages } = saved;
  const name = archiveName(self, Date.now());
  return (
    <>
      <p role="status">{t("made", { conversations, messages })}</p>
      <Button onClick={() => saveFile(`${name}.archive`, file)}>{t("saveFile")}</Button>
      <div className="flex w-full items-center justify-between gap-2">
        <h3 className="font-semibold text-sm">{t("words")}</h3>
        <CopyButton label={t("copyWords")} text={words} />
      </div>
      <ol
        aria-label={t("words")}
        translate="no"
        className="grid w-full list-inside list-decimal grid-cols-2 gap-x-4 gap-y-1 rounded-xl bg-sunken p-3 font-mono text-sm split:grid-cols-4"
      >
        {words.split(" ").map((word, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a word may be there twice, and none moves
          <li key={index}>{word}</li>
        ))}
      </ol>
      <p className="text-soft text-sm">{t("wordsHint")}</p>
      <div className="flex flex-wrap gap-2">
        <Button
          look="secondary"
          onClick={() => saveFile(`${name}.words.txt`, new Blob([words, "\n"]))}
        >
          {t("saveWords")}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t("done")}
        </Button>
      </div>
    </>
  );
}
