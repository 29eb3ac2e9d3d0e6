/** Where in the messenger one is, as the page's address says. */
export type Place =
  | { kind: "list" }
  | { kind: "thread"; params: ThreadParams }
  | { kind: "settings"; section: string };

/** The named parts of a conversation's address: `/dm/[address]` or `/g/[id]`; neither on the list. */
export type ThreadParams = { address?: string; id?: string };

/** Reads a path of the page. What names nothing is the list. */
export function placeIn(pathname: string): Place {
  const [room, name] = pathname.split("/").filter((part) => part !== "");
  if (name !== undefined) {
    if (room === "dm") return { kind: "thread", params: { address: name } };
    if (room === "g") return { kind: "thread", params: { id: name } };
    if (room === "settings") return { kind: "settings", section: name };
  }
  return { kind: "list" };
}
