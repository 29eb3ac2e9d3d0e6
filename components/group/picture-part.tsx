"use client";

import { useTranslations } from "use-intl";
import type { GroupRecord } from "@/lib/messaging/core/group.ts";
import { useGroupPictureState } from "@/lib/react/use-group-picture.ts";
import { DetailsPart } from "../shell/details-part.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { SmallButton } from "./small-button.tsx";

type PicturePartProps = {
  group: GroupRecord;
  isAccepted: boolean;
  /** Left out for who may not change it. */
  onEdit: (() => void) | undefined;
};

/** Where a group's picture is, whether it was loaded, and the ways to load and to change it. */
export function PicturePart({ group, isAccepted, onEdit }: PicturePartProps) {
  const t = useTranslations("group.picture");
  const tErrors = useTranslations("errors");
  const { state, load } = useGroupPictureState(group);
  const { pictureUrl } = group;
  const isThere = pictureUrl !== "";
  const isLoading = state.kind === "loading";
  const canLoad = isAccepted && (state.kind === "unasked" || state.kind === "failed" || isLoading);
  return (
    <DetailsPart title={t("title")}>
      {isThere && (
        <p dir="ltr" className="foreign line-clamp-3 break-all font-mono text-xs">
          {pictureUrl}
        </p>
      )}
      <p className="text-faint text-xs" role="status">
        {!isThere
          ? t("none")
          : !isAccepted
            ? t("stranger")
            : state.kind === "failed"
              ? t("failed", { reason: tErrors(state.code) })
              : t(state.kind)}
      </p>
      <div className="flex flex-wrap gap-2">
        {isThere && canLoad && (
          <SmallButton onClick={() => !isLoading && load()}>
            {isLoading && <Spinner />}
            {t("load")}
          </SmallButton>
        )}
        {onEdit && <SmallButton onClick={onEdit}>{t(isThere ? "edit" : "add")}</SmallButton>}
      </div>
    </DetailsPart>
  );
}
