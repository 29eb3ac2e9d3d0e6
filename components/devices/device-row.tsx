"use client";

import { Pencil } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import type { Installation } from "@/lib/identity/core/inbox-use.ts";
import { useDeviceNames } from "@/lib/react/use-device-names.ts";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { DeviceSummary, useDeviceName } from "./device-summary.tsx";

type DeviceRowProps = { installation: Installation; isThis: boolean; onRemove: () => void };

/** A device, its name to be changed, and its removal. */
export function DeviceRow({ installation, isThis, onRemove }: DeviceRowProps) {
  const t = useTranslations("settings.devices");
  const [isRenaming, setRenaming] = useState(false);
  const name = useDeviceName()(installation);
  return (
    <li className="flex flex-col gap-3 border-rule border-b px-3 py-3 last:border-b-0 split:px-4">
      <div className="flex items-center gap-2">
        <DeviceSummary installation={installation} isThis={isThis} />
        <IconButton
          label={t("rename", { name })}
          aria-expanded={isRenaming}
          onClick={() => setRenaming(!isRenaming)}
        >
          <Pencil aria-hidden="true" size={16} />
        </IconButton>
        <Button look="danger" size="small" aria-label={t("removeOf", { name })} onClick={onRemove}>
          {t("remove")}
        </Button>
      </div>
      {isRenaming && <Rename installation={installation} onDone={() => setRenaming(false)} />}
    </li>
  );
}

function Rename({ installation, onDone }: { installation: Installation; onDone: () => void }) {
  const t = useTranslations("settings.devices");
  const { names, rename } = useDeviceNames();
  const [text, setText] = useState(names[installation.id] ?? "");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename(installation.id, text);
    onDone();
  };
  return (
    <form onSubmit={submit} className="flex items-start gap-2 [&>div]:flex-1">
      <Field
        label={t("name")}
        hint={t("nameHint")}
        value={text}
        maxLength={60}
        autoFocus
        onChange={(event) => setText(event.target.value)}
      />
      <Button type="submit" look="secondary" className="mt-6 min-h-11">
        {t("save")}
      </Button>
    </form>
  );
}
