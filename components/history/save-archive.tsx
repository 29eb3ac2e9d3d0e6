"use client";

import { useTranslations } from "use-intl";
import type { Address } from "@/lib/identity/core/address.ts";
import { useHistory } from "@/lib/react/use-history.ts";
import { Button } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { ErrorSentence } from "../wallet/error-sentence.tsx";
import { archiveName } from "./archive-name.ts";
import { saveFile } from "./save-file.ts";
import { useTask } from "./use-task.ts";

type Saved = Awaited<ReturnType<ReturnType<typeof useHistory>["save"]>>;

/** Makes an archive, then shows the words that open it, once. */
export function SaveArchive({ self }: { self: Address }) {
  const t = useTranslations("history.save");
  const { save } = useHistory();
  const task = useTask<Saved>();
  if (task.result) return <Made saved={task.result} self={self} onDone={task.reset} />;
  return (
    <>
      {task.error && <ErrorSentence error={task.error} />}
      <Button look="secondary" disabled={task.isBusy} onClick={() => void task.run(save)}>
        {task.isBusy && <Spinner />}
        {task.isBusy ? t("making") : t("action")}
      </Button>
    </>
  );
}

function Made({ saved, self, onDone }: { saved: Saved; self: Address; onDone: () => void }) {
  const t = useTranslations("history.save");
  const { archive, words, conversations, messages } = saved;
  const name = archiveName(self, Date.now());
  return (
    <>
      <p role="status">{t("made", { conversations, messages })}</p>
      <Button onClick={() => saveFile(`${name}.archive`, archive)}>{t("saveFile")}</Button>
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
        <Button look="secondary" onClick={() => saveFile(`${name}.words.txt`, `${words}\n`)}>
          {t("saveWords")}
        </Button>
        <Button look="quiet" onClick={onDone}>
          {t("done")}
        </Button>
      </div>
    </>
  );
}
