"use client";

import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { useHistory } from "@/lib/react/use-history.ts";
import { Button } from "../ui/button.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { ErrorSentence } from "../wallet/error-sentence.tsx";
import { useTask } from "./use-task.ts";

type Restored = Awaited<ReturnType<ReturnType<typeof useHistory>["restore"]>>;

/** A file of words holds little else; anything larger was chosen by mistake. */
const MAX_WORDS_FILE_BYTES = 10_000;

/** Reads an archive with its words. */
export function RestoreArchive() {
  const t = useTranslations("history.restore");
  const { restore } = useHistory();
  const task = useTask<Restored>();
  const [file, setFile] = useState<File>();
  const [words, setWords] = useState("");
  const id = useId();

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!file || task.isBusy) return;
    void task.run(async () => restore(new Uint8Array(await file.arrayBuffer()), words));
  };
  const readWords = async (chosen: File | undefined) => {
    if (chosen && chosen.size < MAX_WORDS_FILE_BYTES) setWords((await chosen.text()).trim());
  };

  return (
    <form onSubmit={submit} className="flex w-full flex-col items-start gap-3">
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
      {task.error && <ErrorSentence error={task.error} />}
      <p role="status" className="empty:hidden">
        {task.result && t("restored", task.result)}
      </p>
      <Button type="submit" look="secondary" disabled={!file || !words || task.isBusy}>
        {task.isBusy && <Spinner />}
        {task.isBusy ? t("restoring") : t("action")}
      </Button>
    </form>
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
