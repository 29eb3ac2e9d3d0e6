import type { LiveEvents } from "./live-events.ts";

/** One event of `GET /inspect/events`. */
export type LiveEvent = {
  [Name in keyof LiveEvents]: { name: Name; data: LiveEvents[Name] };
}[keyof LiveEvents];

/** The events of an answer of `GET /inspect/events` as they come, until it ends. */
export async function* readLiveEvents({ body }: Response): AsyncGenerator<LiveEvent> {
  if (!body) return;
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    const whole = text.split("\n\n");
    text = whole.pop() ?? "";
    for (const each of whole) {
      const [, name, data] = /^event: (.*)\ndata: (.*)$/.exec(each) ?? [];
      if (name && data) yield { name, data: JSON.parse(data) } as LiveEvent;
    }
  }
}
