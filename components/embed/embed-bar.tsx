"use client";

import { ExternalLink, X } from "lucide-react";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl";
import { type Embedding, useEmbeddingView } from "@/lib/react/use-embedding.ts";
import { ownPath } from "../place/embedded.ts";
import { ICON_BUTTON_CLASS, IconButton } from "../ui/icon-button.tsx";
import { Mark } from "../ui/mark.tsx";
import { useCloseByKey } from "./use-close-by-key.ts";

/** Says in whose page one is, above everything, and leads out of it. */
export function EmbedBar({ embedding }: { embedding: Embedding }) {
  const t = useTranslations("embed.bar");
  const tCommon = useTranslations("common");
  const { site, canClose, close } = embedding;
  const { isCovered, isLeft } = useEmbeddingView(embedding);
  useCloseByKey(close, canClose);
  return (
    <header className="embed-bar flex items-center gap-2 border-rule border-b bg-canvas pl-3 text-sm">
      <Mark sizePx={18} />
      <p className="min-w-0 flex-1 truncate">
        <span className="font-semibold">{tCommon("product")}</span>{" "}
        <span className="text-soft">{t(isLeft ? "left" : "in", { site })}</span>
      </p>
      <a
        href={ownPath(usePathname())}
        target="_blank"
        rel="noopener noreferrer"
        aria-label={t("apart")}
        title={t("apart")}
        className={ICON_BUTTON_CLASS}
      >
        <ExternalLink aria-hidden="true" size={16} />
      </a>
      {canClose && (
        <IconButton label={t("close")} onClick={close}>
          <X aria-hidden="true" size={18} />
        </IconButton>
      )}
      <p role="status" className="embed-covered empty:hidden">
        {isCovered && t("covered", { site })}
      </p>
    </header>
  );
}
