"use client";

import { useEffect, useState } from "react";
import type { Address } from "@/lib/identity/core/address.ts";
import type { ThreadKey } from "@/lib/messaging/core/view.ts";
import { useConnection } from "@/lib/react/use-connection.ts";
import {
  type Embedding,
  useEmbeddingView,
  useSuggestDraft,
  type Wish,
} from "@/lib/react/use-embedding.ts";
import { useMessagingReady } from "@/lib/react/use-messaging-ready.ts";
import { useOpenDm } from "@/lib/react/use-open-dm.ts";
import { goTo } from "../place/go.ts";
import { usePlace } from "../place/use-place.ts";
import { CallQuestion } from "./call-question.tsx";
import { type Following, follow, NOWHERE } from "./follow-wish.ts";

/** Goes where the page wishes; what is more than looking is asked of the person there. */
export function HostWishes({ embedding }: { embedding: Embedding }) {
  const { wish } = useEmbeddingView(embedding);
  const { fulfil } = embedding;

  useEffect(() => {
    if (!wish) return;
    goTo(wish.name === "openInbox" ? "/" : `/dm/${encodeURIComponent(wish.to)}`);
    if (wish.name === "openInbox") fulfil(wish);
  }, [wish, fulfil]);

  return wish && wish.name !== "openInbox" ? (
    <Followed wish={wish} site={embedding.site} onDone={() => fulfil(wish)} />
  ) : null;
}

type FollowedProps = {
  wish: Exclude<Wish, { name: "openInbox" }>;
  site: string;
  onDone: () => void;
};

/** What is to happen in the conversation that the page named, once that is open. */
function Followed({ wish, site, onDone }: FollowedProps) {
  const following = useFollowing(wish);
  const thread = useThreadWith(following.kind === "there" ? following.address : undefined);
  const { isLoaded, suggest } = useSuggestDraft();
  const isLeft = following.kind === "left";
  const isOpen = thread !== undefined && isLoaded;

  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is open or was left
  useEffect(() => {
    if (isLeft) return onDone();
    if (!isOpen || wish.name !== "openConversation") return;
    if (wish.draft) suggest(thread, wish.draft);
    onDone();
  }, [isLeft, isOpen, thread, wish]);

  if (wish.name !== "startCall" || following.kind !== "there" || !thread) return null;
  return (
    <CallQuestion
      thread={thread}
      address={following.address}
      media={wish.media}
      site={site}
      onDone={onDone}
    />
  );
}

function useFollowing(wish: FollowedProps["wish"]): Following {
  const place = usePlace();
  const [following, setFollowing] = useState<{ wish: Wish; now: Following }>();
  const before = following?.wish === wish ? following.now : NOWHERE;
  const now = follow(before, wish.to, place);
  if (now !== before || following?.wish !== wish) setFollowing({ wish, now });
  return now;
}

/** The conversation with somebody, once it can be opened; asked again when the network comes. */
function useThreadWith(address: Address | undefined): ThreadKey | undefined {
  const openDm = useOpenDm();
  const isSignedIn = useMessagingReady();
  const connection = useConnection().kind;
  const [opened, setOpened] = useState<{ address: Address; thread: ThreadKey }>();

  // biome-ignore lint/correctness/useExhaustiveDependencies: each connection is another chance
  useEffect(() => {
    if (!address || !isSignedIn) return;
    let isOver = false;
    openDm(address).then(
      (thread) => {
        if (!isOver) setOpened({ address, thread });
      },
      // Why not is said where the conversation would be.
      () => undefined,
    );
    return () => {
      isOver = true;
    };
  }, [address, isSignedIn, connection, openDm]);

  return opened && opened.address === address ? opened.thread : undefined;
}
