import clsx from "clsx";
import { useRef } from "react";
import { useTranslations } from "use-intl";
import type { CallsView } from "@/lib/react/use-calls.ts";
import type { StageRoom } from "./call-frame.tsx";
import { GroupTile, type TileOf } from "./group-tile.tsx";
import { FillScreen, OwnWindow } from "./over-picture.tsx";
import { Picture } from "./stream.tsx";
import type { People } from "./use-people.ts";

type GroupStageProps = StageRoom & { view: CallsView; people: People };

/** All who are in a call, or a screen that one of them shares with them beside it. */
export function GroupStage({ view, people, isLarge, isFull, onFull }: GroupStageProps) {
  const t = useTranslations("calls");
  const shown = useRef<HTMLVideoElement>(null);
  const { group } = view;
  const sharer = group.people.find(({ hasScreen }) => hasScreen);
  const tiles = [
    ...group.people.map((person) => tileOf(person, people)),
    ownTile(view, t("group.you")),
  ];
  const screen = sharer?.screen;
  const label = sharer ? t("picture.screen", { name: people.nameOf(sharer.inboxId) }) : "";
  return (
    <div
      className={clsx(
        "relative flex gap-1 bg-stage p-1",
        isLarge ? "min-h-0 flex-1" : "shrink-0",
        isLarge && screen ? "flex-col split:flex-row" : "flex-col",
      )}
    >
      {screen && (
        <div className={clsx("min-h-0 min-w-0", isLarge ? "flex-1" : "aspect-video")}>
          <Picture ref={shown} label={label} stream={screen} />
        </div>
      )}
      <ul
        aria-label={t("group.people")}
        className={clsx(
          "grid min-h-0 gap-1",
          screen ? asideClass(isLarge) : gridClass(tiles.length, isLarge),
        )}
      >
        {tiles.map((tile, index) => (
          <GroupTile
            key={tile.key}
            tile={tile}
            isSmall={!isLarge || screen !== undefined}
            className={screen ? undefined : placeOf(index, tiles.length, isLarge)}
          />
        ))}
      </ul>
      {isLarge && (
        <div className="absolute top-2 right-2 flex gap-1">
          {screen && <OwnWindow picture={shown} />}
          {onFull && <FillScreen isFull={isFull} onFull={onFull} />}
        </div>
      )}
    </div>
  );
}

function tileOf(person: CallsView["group"]["people"][number], people: People): TileOf {
  const { inboxId, hasCamera, stream } = person;
  return {
    key: inboxId,
    name: people.nameOf(inboxId),
    address: people.addressOf(inboxId),
    picture: hasCamera ? stream : undefined,
    isMuted: person.kind === "connected" && !person.hasMicrophone,
    isSpeaking: person.isSpeaking,
    person,
  };
}

function ownTile({ own, group }: CallsView, name: string): TileOf {
  return {
    key: "own",
    name,
    picture: own.hasCamera ? own.stream : undefined,
    isMuted: !own.hasMicrophone,
    isSpeaking: group.isSpeaking && own.hasMicrophone,
  };
}

/** Beside a shared screen: a column where it is wide, a row where it is not. */
function asideClass(isLarge: boolean): string {
  return isLarge
    ? "h-24 auto-cols-fr grid-flow-col split:h-auto split:w-56 split:grid-flow-row split:auto-rows-fr"
    : "h-20 auto-cols-fr grid-flow-col";
}

/** As square as can be: two side by side where it is wide, three and four in two rows. */
function gridClass(count: number, isLarge: boolean): string {
  if (count === 1) return isLarge ? "flex-1" : "aspect-video";
  if (!isLarge)
    return count === 2 ? "aspect-[2/1] grid-cols-2" : "aspect-[4/3] grid-cols-2 grid-rows-2";
  return clsx("flex-1 auto-rows-fr", count === 2 ? "grid-cols-1 split:grid-cols-2" : "grid-cols-2");
}

/** The last of three has a row for itself, in the middle of it where there is room. */
function placeOf(index: number, count: number, isLarge: boolean): string | undefined {
  if (count !== 3 || index !== 2) return undefined;
  return clsx("col-span-2", isLarge && "split:w-1/2 split:justify-self-center");
}
