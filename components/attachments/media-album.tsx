import type { PlacedFile } from "@/lib/react/use-files.ts";
import { FilesNote } from "./files-note.tsx";
import { albumOf, boxOf, MOST_WIDE } from "./media-layout.ts";
import { MediaTile } from "./media-tile.tsx";

/** The pictures and videos of a message, in places that are theirs before anything is loaded. */
export function MediaAlbum({ files }: { files: readonly PlacedFile[] }) {
  const [only] = files;
  if (!only) return null;
  if (files.length === 1) {
    const { width, height } = boxOf(only.file);
    return (
      <div className="-mx-1.5 flex max-w-[calc(100%+0.75rem)] flex-col gap-1" style={{ width }}>
        <div className="overflow-hidden rounded-xl" style={{ aspectRatio: `${width} / ${height}` }}>
          <MediaTile placed={only} />
        </div>
        <FilesNote files={files} />
      </div>
    );
  }
  const { columns, drawn } = albumOf(files.length);
  return (
    <div
      className="-mx-1.5 flex max-w-[calc(100%+0.75rem)] flex-col gap-1"
      style={{ width: MOST_WIDE }}
    >
      <div
        className="grid gap-[3px] overflow-hidden rounded-xl"
        style={{ gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))` }}
      >
        {files.slice(0, drawn).map((placed, index) => (
          <div key={placed.key} className="aspect-square">
            <MediaTile
              placed={placed}
              isSmall
              more={index === drawn - 1 ? files.length - drawn : 0}
            />
          </div>
        ))}
      </div>
      <FilesNote files={files} />
    </div>
  );
}
