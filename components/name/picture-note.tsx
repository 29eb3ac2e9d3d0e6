"use client";

import { useTranslations } from "use-intl";
import type { Address } from "@/lib/identity/core/address.ts";
import { usePictureState } from "@/lib/react/use-picture.ts";

/** What became of the picture that somebody chose: shown, not loaded, or why it is missing. */
export function PictureNote({ address }: { address: Address }) {
  const t = useTranslations("names.details.pictureNote");
  const tErrors = useTranslations("errors");
  const state = usePictureState(address);
  return (
    <p className="text-faint text-xs">
      {state.kind === "failed" ? t("failed", { reason: tErrors(state.code) }) : t(state.kind)}
    </p>
  );
}
