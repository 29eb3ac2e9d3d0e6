import type { TakeTurn } from "@/lib/attachments/ports.ts";

/** Turns as the tabs of one browser share them. */
export function createTurns(): { openTab(): { takeTurn: TakeTurn; crash(): void } } {
  const lines = new Map<string, { tab: symbol; grant: () => void }[]>();

  function leave(name: string, waiter: { tab: symbol }): void {
    const line = lines.get(name) ?? [];
    const wasFirst = line[0] === waiter;
    lines.set(
      name,
      line.filter((other) => other !== waiter),
    );
    if (wasFirst) lines.get(name)?.[0]?.grant();
  }

  return {
    openTab() {
      const tab = Symbol("tab");
      return {
        takeTurn: (name, signal) =>
          new Promise((resolve, reject) => {
            const waiter = { tab, grant: () => resolve(() => leave(name, waiter)) };
            const line = [...(lines.get(name) ?? []), waiter];
            lines.set(name, line);
            if (line[0] === waiter) waiter.grant();
            signal?.addEventListener("abort", () => {
              leave(name, waiter);
              reject(new Error("Left the line"));
            });
          }),
        crash() {
          for (const [name, line] of lines)
            for (const waiter of line) if (waiter.tab === tab) leave(name, waiter);
        },
      };
    },
  };
}
