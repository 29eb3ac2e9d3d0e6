import clsx from "clsx";
import { MicOff, User } from "lucide-react";
import { useTranslations } from "use-intl";
import type { Address } from "@/lib/identity/core/address.ts";
import type { CallsView } from "@/lib/react/use-calls.ts";
import { Face } from "../avatar/face.tsx";
import { Picture } from "./stream.tsx";

export type TileOf = {
  key: string;
  name: string;
  address?: Address | undefined;
  picture: MediaStream | undefined;
  isMuted: boolean;
  isSpeaking: boolean;
  /** Left out where it is oneself. */
  person?: CallsView["group"]["people"][number];
};

type GroupTileProps = { tile: TileOf; isSmall: boolean; className: string | undefined };

/** One who is in a call: seen, or by their picture; and how it stands with them. */
export function GroupTile({ tile, isSmall, className }: GroupTileProps) {
  const t = useTranslations("calls");
  const { name, address, picture, isMuted, isSpeaking, person } = tile;
  const state = person && stateOf(person);
  const label = person ? t("picture.other", { name }) : t("picture.own");
  return (
    <li
      className={clsx(
        "relative flex min-h-0 min-w-0 items-center justify-center overflow-hidden rounded-lg bg-veil",
        className,
      )}
    >
      {picture && !state ? (
        <Picture label={label} stream={picture} isMirrored={!person} isCropped />
      ) : (
        <Mark address={address} sizePx={isSmall ? 36 : 72} />
      )}
      {state && (
        <p
          role="status"
          className="absolute inset-x-1 top-1 rounded-md bg-veil px-1.5 py-0.5 text-center text-on-veil text-xs"
        >
          <span className="sr-only">{name}: </span>
          {t(`group.person.${state}`)}
        </p>
      )}
      <p className="absolute bottom-1 left-1 flex max-w-[calc(100%-0.5rem)] items-center gap-1 rounded-md bg-veil px-1.5 py-0.5 text-on-veil text-xs">
        {isMuted && <MicOff aria-hidden="true" size={12} className="shrink-0" />}
        <bdi className="foreign truncate">{name}</bdi>
        {isMuted && <span className="sr-only">{t("group.muted")}</span>}
      </p>
      {isSpeaking && (
        <span
          data-speaks
          className="pointer-events-none absolute inset-0 rounded-lg ring-3 ring-on-veil ring-inset"
        />
      )}
    </li>
  );
}

function Mark({ address, sizePx }: { address: Address | undefined; sizePx: number }) {
  if (address) return <Face address={address} sizePx={sizePx} />;
  return <User aria-hidden="true" size={sizePx * 0.6} className="text-on-veil" />;
}

function stateOf({ kind, isAway, needsRelay }: NonNullable<TileOf["person"]>) {
  if (kind === "connected") return undefined;
  if (needsRelay && kind !== "gone") return "no-relay";
  return isAway && kind === "reconnecting" ? "away" : kind;
}
