import { create } from "@bufbuild/protobuf";
import { MAX_PAGE_SIZE, type PageQuery } from "../store/paging.ts";
import { type PagingInfo, PagingInfoSchema, SortDirection } from "./gen/xmtp/mls_api_pb.ts";

/** What the request asks for; newest first unless it says ascending, 100 unless it says less. */
export function pageQueryOf(paging: PagingInfo | undefined): PageQuery {
  const limit = paging?.limit ?? 0;
  return {
    cursor: paging?.idCursor ?? 0n,
    descending: paging?.direction !== SortDirection.ASCENDING,
    limit: limit > 0 && limit <= MAX_PAGE_SIZE ? limit : MAX_PAGE_SIZE,
  };
}

/** Where the next page starts: the last id of a full page, 0 when there is no more. */
export function pagingInfoOf(query: PageQuery, rows: readonly { id: bigint }[]): PagingInfo {
  const last = rows.length >= query.limit ? rows.at(-1) : undefined;
  return create(PagingInfoSchema, {
    direction: query.descending ? SortDirection.DESCENDING : SortDirection.ASCENDING,
    limit: query.limit,
    idCursor: last?.id ?? 0n,
  });
}
