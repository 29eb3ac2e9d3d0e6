"use client";

import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { useArchives } from "@/lib/react/use-archives.ts";
import { Button } from "../ui/button.tsx";
import { ErrorSentence } from "../wallet/error-sentence.tsx";
import { ArchiveProgress } from "./archive-progress.tsx";

/** A file of words holds little else; anything larger was chosen by mistake. */
const MAX_WORDS_FILE_BYTES = 10_000;

/** Reads an archive with its words. */
export function RestoreArchive() {
  const t = useTranslations("history.restore");
  const { state, restore } = useArchives();
  const [file, setFile] = useState<File>();
  const [words, setWords] = useState("");
  const id = useId();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file) void restore(file, words);
  };
  const readWords = async (chosen: File | undefined) => {
    if (chosen && chosen.size < MAX_WORDS_FILE_BYTES) setWords((await chosen.text()).trim());
  };

  const isBusy = state.kind === "restoring";
  return (
    <>
      {isBusy && <ArchiveProgress words={t("restoring")} share={state.share} />}
      {/* It stays, and with it the file that was chosen: the words may have been wrong. */}
      <form
        hidden={isBusy}
        onSubmit={submit}
        className="flex w-full flex-col items-start gap-3 [&[hidden]]:hidden"
      >
        <FileField label={t("file")} onChoose={setFile} />
        <div className="flex w-full flex-col gap-1.5">
          <label htmlFor={`${id}-words`} className="font-semibold text-sm text-soft">
            {t("words")}
          </label>
          <textarea
            id={`${id}-words`}
            aria-describedby={`${id}-hint`}
            rows={3}
            value={words}
            onChange={(event) => setWords(event.target.value)}
            autoComplete="off"
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            translate="no"
            className="w-full rounded-xl border border-strong bg-surface p-3 font-mono text-sm"
          />
          <p id={`${id}-hint`} className="text-soft text-sm">
            {t("wordsHint")}
          </p>
        </div>
        <FileField label={t("wordsFile")} onChoose={(chosen) => void readWords(chosen)} />
        {state.kind === "failed" && state.during === "restore" && (
          <ErrorSentence error={state.error} />
        )}
        <p role="status" className="empty:hidden">
          {state.kind === "restored" && t("restored", state)}
        </p>
        <Button
          type="submit"
          look="secondary"
          disabled={!file || !words || state.kind === "saving"}
        >
          {t("action")}
        </Button>
      </form>
    </>
  );
}

type FileFieldProps = { label: string; onChoose: (file: File | undefined) => void };

function FileField({ label, onChoose }: FileFieldProps) {
  const id = useId();
  return (
    <div className="flex w-full flex-col gap-1.5">
      <label htmlFor={id} className="font-semibold text-sm text-soft">
        {label}
      </label>
      <input
        id={id}
        type="file"
        onChange={(event) => onChoose(event.target.files?.[0])}
        className="w-full text-sm file:mr-3 file:min-h-9 file:rounded-lg file:border file:border-strong/60 file:bg-raised file:px-3 file:font-semibold file:text-ink"
      />
    </div>
  );
}
