/** Where in the messenger one is, as the page's address says. */
export type Place =
  | { kind: "list"; list: ListName }
  | { kind: "thread"; params: ThreadParams }
  | { kind: "settings"; section: string };

/** The named parts of a conversation's address: `/dm/[address]` or `/g/[id]`; neither on a list. */
export type ThreadParams = { address?: string; id?: string };

/** The lists of conversations. Each but the inbox has its name as its path. */
export const LIST_NAMES = ["inbox", "requests", "archive"] as const;
export type ListName = (typeof LIST_NAMES)[number];

export function listPath(list: ListName): `/${string}` {
  return list === "inbox" ? "/" : `/${list}`;
}

/** Reads a path of the page. What names nothing is the inbox. */
export function placeIn(pathname: string): Place {
  const [room, name] = pathname.split("/").filter((part) => part !== "");
  if (name !== undefined) {
    if (room === "dm") return { kind: "thread", params: { address: name } };
    if (room === "g") return { kind: "thread", params: { id: name } };
    if (room === "settings") return { kind: "settings", section: name };
  }
  const list = LIST_NAMES.find((each) => name === undefined && each === room);
  return { kind: "list", list: list ?? "inbox" };
}
