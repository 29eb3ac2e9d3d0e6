import type { Address } from "./address.ts";
import type { KnownName, NameBook } from "./name-book-state.ts";
import type { EnsName, NamedLook, NameMark, ResolvedName } from "./names.ts";

/** What somebody is called on the screen, and what is to be said about that. */
export type ShownName = {
  name: EnsName;
  marks: readonly NameMark[];
  /** Another name, known here for longer, that this one can be taken for. */
  looksLike?: EnsName;
  avatarText?: string;
};

/** A name that a conversation was opened with and that points elsewhere now. */
export type MovedName = { name: EnsName; to?: Address };

/** All that the screen reads of names. Every part that did not change is the same object. */
export type NamesView = {
  names: ReadonlyMap<Address, ShownName>;
  moves: ReadonlyMap<Address, MovedName>;
};

export const NO_NAMES: NamesView = { names: new Map(), moves: new Map() };

type Bearer = NamedLook & { address: Address; sinceMs: number; avatarText?: string };

/**
 * Who is called what: by the name that their conversation was opened with as long as it points
 * to them, else by the name that they chose, else by nothing.
 */
export function namesView(book: NameBook, before: NamesView): NamesView {
  const bearers = bearersIn(book);
  const elders = eldersBySkeleton(bearers);
  const names = new Map(
    bearers.map((bearer) => [bearer.address, shown(bearer, elders.get(bearer.skeleton))]),
  );
  const moves = new Map(
    [...book.known.values()].flatMap(({ address, name, moved }) =>
      moved ? [[address, { name, ...moved }] as const] : [],
    ),
  );
  return { names: sameWhereSame(before.names, names), moves: sameWhereSame(before.moves, moves) };
}

/** A name known here, of somebody else, that a typed one can be taken for. */
export function lookalikeOf(book: NameBook, typed: ResolvedName): EnsName | undefined {
  const twin = bearersIn(book).find(
    ({ address, name, skeleton }) =>
      skeleton === typed.skeleton && name !== typed.name && address !== typed.address,
  );
  return twin?.name;
}

function bearersIn({ records, known }: NameBook): Bearer[] {
  const addresses = new Set([...records.keys(), ...known.keys()]);
  return [...addresses].flatMap((address) => {
    const found = records.get(address)?.found;
    const sinceMs = records.get(address)?.sinceMs ?? 0;
    const chosen = found && { ...found, address, sinceMs };
    return bearer(known.get(address), chosen) ?? [];
  });
}

function bearer(known: KnownName | undefined, chosen: Bearer | undefined): Bearer | undefined {
  if (known?.moved) return chosen?.name === known.name ? undefined : chosen;
  if (!known || (!known.isTyped && chosen)) return chosen;
  return chosen?.name === known.name ? { ...chosen, sinceMs: known.sinceMs } : known;
}

/** Of those with one skeleton the one known for longest: the others are taken for it. */
function eldersBySkeleton(bearers: readonly Bearer[]): ReadonlyMap<string, Bearer> {
  const elders = new Map<string, Bearer>();
  for (const each of bearers) {
    const elder = elders.get(each.skeleton);
    if (!elder || each.sinceMs < elder.sinceMs) elders.set(each.skeleton, each);
  }
  return elders;
}

function shown({ name, marks, avatarText }: Bearer, elder: Bearer | undefined): ShownName {
  const looksLike = elder && elder.name !== name ? elder.name : undefined;
  return {
    name,
    marks,
    ...(looksLike && { looksLike }),
    ...(avatarText && { avatarText }),
  };
}

function sameWhereSame<Value>(
  before: ReadonlyMap<Address, Value>,
  after: ReadonlyMap<Address, Value>,
): ReadonlyMap<Address, Value> {
  const settled = new Map(
    [...after].map(([address, value]) => {
      const old = before.get(address);
      return [address, JSON.stringify(old) === JSON.stringify(value) && old ? old : value];
    }),
  );
  const isSame =
    settled.size === before.size &&
    [...settled].every(([address, value]) => before.get(address) === value);
  return isSame ? before : settled;
}
