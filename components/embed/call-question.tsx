"use client";

import { useTranslations } from "use-intl";
import { type Address, shortAddress } from "@/lib/identity/core/address.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { useCalls, useIsCalling } from "@/lib/react/use-calls.ts";
import { useName } from "@/lib/react/use-names.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { personName } from "../ui/names.ts";

type CallQuestionProps = {
  thread: ThreadKey;
  address: Address;
  media: "audio" | "video";
  site: string;
  onDone: () => void;
};

/** A page may propose a call; who begins it is a person. */
export function CallQuestion({ thread, address, media, site, onDone }: CallQuestionProps) {
  const t = useTranslations("embed.call");
  const calls = useCalls();
  const isCalling = useIsCalling(calls);
  const named = useName(address)?.name;
  const name = named ? personName(address, named) : shortAddress(address);
  const call = () => {
    void calls?.call(thread, media);
    onDone();
  };
  return (
    <Dialog open={!isCalling} onClose={onDone} title={t("title", { name })}>
      <p className="text-soft">{t("body", { site })}</p>
      <p className="foreign rounded-xl bg-sunken p-3 font-mono text-sm">{address}</p>
      {/* The focus goes to the first: a key that was meant for the page says no. */}
      <div className="flex flex-col-reverse gap-4">
        <Button look="secondary" onClick={onDone}>
          {t("no")}
        </Button>
        <Button onClick={call} disabled={!calls}>
          {t(media)}
        </Button>
      </div>
    </Dialog>
  );
}
