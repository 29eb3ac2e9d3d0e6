import { type ReactNode, useCallback, useState } from "react";
import { useTranslations } from "use-intl";
import { isProgram } from "@/lib/attachments/core/showing.ts";
import { saveFile } from "../history/save-file.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";

type Savable = {
  blob: Blob;
  mimeType: string;
  /** The browser was given it to save. */
  onSaved?: () => void;
};

export type Saving = {
  /** Under its own name; of what can run it is asked first. */
  save: (file: Savable, name: string) => void;
  /** The question, while it is asked. */
  question: ReactNode;
};

/** Gives opened files to the person, to keep. */
export function useSave(): Saving {
  const t = useTranslations("attachments.program");
  const tCommon = useTranslations("common");
  const [asked, setAsked] = useState<{ file: Savable; name: string }>();
  const save = useCallback((file: Savable, name: string) => {
    if (isProgram(file.mimeType, name)) setAsked({ file, name });
    else keep(file, name);
  }, []);
  const close = () => setAsked(undefined);
  const question = (
    <Dialog open={asked !== undefined} onClose={close} title={t("title")}>
      <p className="foreign text-base text-soft">{t("body", { name: asked?.name ?? "" })}</p>
      <div className="flex flex-col gap-2">
        <Button
          look="danger"
          onClick={() => {
            if (asked) keep(asked.file, asked.name);
            close();
          }}
        >
          {t("save")}
        </Button>
        <Button look="quiet" onClick={close}>
          {tCommon("cancel")}
        </Button>
      </div>
    </Dialog>
  );
  return { save, question };
}

/** Of no type that a browser might open instead. */
function keep({ blob, onSaved }: Savable, name: string): void {
  saveFile(name, new Blob([blob], { type: "application/octet-stream" }));
  onSaved?.();
}
