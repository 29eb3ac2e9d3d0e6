"use client";

import { Eye } from "lucide-react";
import { useTranslations } from "use-intl";
import { useContentGrant } from "@/lib/react/use-content-grant.ts";
import type { ContentGrant } from "@/lib/react/use-embedding.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";

type ReadingProps = { grant: ContentGrant; site: string };

/** Whether the page reads what comes: the question, or the sign that it does. */
export function Reading({ coming, site }: { coming: Promise<ContentGrant>; site: string }) {
  const { kind, grant } = useContentGrant(coming);
  if (!grant || kind === "none") return null;
  return kind === "asking" ? (
    <ReadingQuestion grant={grant} site={site} />
  ) : (
    <ReadingSign grant={grant} />
  );
}

/** A page may ask to read along; whether it does is a person's to say. */
function ReadingQuestion({ grant, site }: ReadingProps) {
  const t = useTranslations("embed.reading");
  return (
    <Dialog open onClose={grant.refuse} title={t("title", { site })}>
      <p>{t("body", { site })}</p>
      <p className="text-soft">{t("rest", { site })}</p>
      {/* The focus goes to the first: a key that was meant for the page says no. */}
      <div className="flex flex-col-reverse gap-4">
        <Button look="secondary" onClick={grant.refuse}>
          {t("refuse")}
        </Button>
        <Button onClick={grant.allow}>{t("allow")}</Button>
      </div>
    </Dialog>
  );
}

/** As long as it does. Which site that is stands above it, whatever its name's length. */
function ReadingSign({ grant }: Pick<ReadingProps, "grant">) {
  const t = useTranslations("embed.reading");
  return (
    <div
      role="status"
      className="embed-sign flex items-center gap-2 border-rule border-b bg-warning-tint pr-1.5 pl-3 text-ink text-sm"
    >
      <Eye aria-hidden="true" size={16} className="shrink-0 text-warning" />
      <p className="min-w-0 flex-1 truncate">{t("sign")}</p>
      <Button look="quiet" size="small" onClick={grant.refuse}>
        {t("end")}
      </Button>
    </div>
  );
}
