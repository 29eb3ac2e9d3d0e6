"use client";

import { useSyncExternalStore } from "react";

type News = { text: string; id: number };

const listeners = new Set<() => void>();
let news: News = { text: "", id: 0 };

/** Says something to those who can't see that it happened. */
export function announce(text: string): void {
  news = { text, id: news.id + 1 };
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Where announcements are read out. Once a page. */
export function Announcements() {
  const { text, id } = useSyncExternalStore(
    subscribe,
    () => news,
    () => news,
  );
  return (
    <div role="status" className="sr-only">
      {/* The same words twice are two pieces of news. */}
      <span key={id}>{text}</span>
    </div>
  );
}
