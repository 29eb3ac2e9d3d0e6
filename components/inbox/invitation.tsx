"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "use-intl";
import { Button } from "../ui/button.tsx";
import { useCopy } from "../ui/copy-button.tsx";

/** A text that asks somebody who has never signed in to do so, to be sent by another way. */
export function CopyInvitation({ look }: { look: "primary" | "secondary" }) {
  const t = useTranslations("inbox.compose.notRegistered");
  const tCommon = useTranslations("common");
  const { copied, copy } = useCopy();
  const Icon = copied ? Check : Copy;
  return (
    <Button
      look={look}
      size={look === "primary" ? "medium" : "small"}
      onClick={() => copy(t("text", { url: window.location.origin }))}
    >
      <Icon aria-hidden="true" size={14} />
      {copied ? tCommon("copied") : t("copy")}
    </Button>
  );
}
