"use client";

import { Crash } from "@/components/shell/crash.tsx";

export default function ChatError({ reset }: { error: Error; reset: () => void }) {
  return <Crash onAgain={reset} />;
}
