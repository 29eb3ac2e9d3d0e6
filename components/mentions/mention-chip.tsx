import { useTranslations } from "use-intl";
import { shortAddress } from "@/lib/identity/core/address.ts";
import type { MentionSegment } from "@/lib/mentions/core/mentions.ts";
import { PlaceLink } from "../place/place-link.tsx";
import { VisuallyHidden } from "../ui/visually-hidden.tsx";
import type { MentionPlace } from "./mention-place.ts";

type MentionChipProps = {
  mention: Extract<MentionSegment, { kind: "mention" }>;
  place: MentionPlace;
};

/** Somebody in a text: by name where one is known, and the way to them. */
export function MentionChip({ mention, place }: MentionChipProps) {
  const t = useTranslations("mentions");
  const { address, name, text } = mention;
  const shown = (address && (place.nameOf(address) ?? shortAddress(address))) ?? name ?? text;
  if (address === place.me.address) {
    return (
      <strong title={address} className="rounded-md bg-accent px-1 font-semibold text-on-accent">
        <bdi>@{shown}</bdi>
        <VisuallyHidden> {t("you")}</VisuallyHidden>
      </strong>
    );
  }
  return (
    <PlaceLink
      href={`/dm/${address ?? name}`}
      title={address ?? name}
      className="rounded-md bg-accent/8 px-1 font-semibold text-accent hover:underline"
    >
      <bdi>@{shown}</bdi>
    </PlaceLink>
  );
}
