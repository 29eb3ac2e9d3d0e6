import { useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Calls } from "@/lib/react/use-calls.ts";
import type { TransferRow } from "@/lib/transfers/core/transfer-row.ts";
import { useSave } from "../attachments/use-save.tsx";
import { Button } from "../ui/button.tsx";

type TransferVerbsProps = { calls: Calls; row: TransferRow; fileName: string };

type Verb = "accept" | "decline" | "pause" | "resume" | "cancel" | "save" | "remove" | "dismiss";

/** What can be done about a file just now. */
export function TransferVerbs({ calls: { files }, row, fileName }: TransferVerbsProps) {
  const t = useTranslations("transfers");
  const { save, question } = useSave();
  const { key, mimeType } = row;
  const runs: Record<Verb, () => void> = {
    accept: () => files.accept(key),
    decline: () => files.decline(key),
    pause: () => files.pause(key),
    resume: () => files.resume(key),
    cancel: () => files.remove(key),
    remove: () => files.remove(key),
    dismiss: () => files.remove(key),
    save: () => {
      const onSaved = () => files.markSaved(key);
      // Bytes that are gone are no file any more.
      files.read(key).then(
        (blob) => save({ blob, mimeType, onSaved }, fileName),
        () => files.remove(key),
      );
    },
  };
  return (
    <div className="flex flex-wrap gap-2">
      {row.isLost && <ChooseAgain files={files} fileKey={key} />}
      {verbsOf(row).map((verb, index) => (
        <Button
          key={verb}
          size="small"
          look={index === 0 && (verb === "accept" || verb === "save") ? "primary" : "secondary"}
          aria-label={t("about", { action: t(verb), file: fileName })}
          onClick={runs[verb]}
        >
          {t(verb)}
        </Button>
      ))}
      {question}
    </div>
  );
}

function verbsOf({ stage, isPausedHere }: TransferRow): readonly Verb[] {
  switch (stage) {
    case "asked":
      return ["accept", "decline"];
    case "complete":
      return ["save", "remove"];
    case "saved":
      return ["save", "dismiss"];
    case "arrived":
    case "ended":
      return ["dismiss"];
    case "sending":
    case "receiving":
    case "queued":
      return [isPausedHere ? "resume" : "pause", "cancel"];
    default:
      return ["cancel"];
  }
}

/** No page knows a file that an earlier one was given. */
function ChooseAgain({ files, fileKey }: { files: Calls["files"]; fileKey: string }) {
  const t = useTranslations("transfers");
  const input = useRef<HTMLInputElement>(null);
  const [isAnother, setIsAnother] = useState(false);
  return (
    <>
      {isAnother && (
        <p role="alert" className="w-full text-sm text-warning">
          {t("another")}
        </p>
      )}
      <Button size="small" onClick={() => input.current?.click()}>
        {t("again")}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t("again")}
        onChange={async ({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          if (file) setIsAnother(!(await files.again(fileKey, file)));
          currentTarget.value = "";
        }}
      />
    </>
  );
}
