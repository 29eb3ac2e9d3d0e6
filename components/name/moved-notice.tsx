"use client";

import { Signpost } from "lucide-react";
import { useTranslations } from "use-intl";
import { shortAddress } from "@/lib/identity/core/address.ts";
import type { MovedName } from "@/lib/identity/core/name-book-view.ts";
import { PlaceLink } from "../place/place-link.tsx";
import { Banner } from "../ui/banner.tsx";
import { Button, buttonClass } from "../ui/button.tsx";

type MovedNoticeProps = { moved: MovedName; onStay: () => void };

/**
 * Says that the name by which a conversation was opened belongs to another address now. Nothing
 * is changed by that: who goes along, and who stays, is the person's to decide.
 */
export function MovedNotice({ moved: { name, to }, onStay }: MovedNoticeProps) {
  const t = useTranslations("names.moved");
  return (
    <Banner tone="warning" icon={<Signpost aria-hidden="true" size={16} />}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p className="foreign min-w-60 flex-1">
          {to ? t("elsewhere", { name, address: shortAddress(to) }) : t("nowhere", { name })}
        </p>
        <div className="flex shrink-0 gap-2">
          {to && (
            <PlaceLink href={`/dm/${to}`} title={to} className={buttonClass("secondary", "small")}>
              {t("open", { address: shortAddress(to) })}
            </PlaceLink>
          )}
          <Button look="quiet" size="small" onClick={onStay}>
            {t("stay")}
          </Button>
        </div>
      </div>
    </Banner>
  );
}
