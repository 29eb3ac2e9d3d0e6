export const MAX_PAGE_SIZE = 100;

/** One page of a topic: where to start, which way, how many at most. */
export type PageQuery = { cursor: bigint; descending: boolean; limit: number };

const LAST_ID = 9_223_372_036_854_775_807n;

/** The exclusive bounds `(after, before)` of the ids that a page may hold. */
export function pageBounds({ cursor, descending }: PageQuery): { after: bigint; before: bigint } {
  const within = cursor > LAST_ID ? LAST_ID : cursor;
  if (!descending) return { after: within, before: LAST_ID };
  return { after: 0n, before: within === 0n ? LAST_ID : within };
}
