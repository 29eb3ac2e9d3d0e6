import { useTranslations } from "use-intl";
import { chunk, useChunk } from "../ui/chunk.ts";
import type { CallLineProps } from "./call-line.tsx";
import { contentText } from "./spoken.ts";

/** Fetched with the first call that is shown. */
const line = chunk(async () => (await import("./call-line.tsx")).CallLine);

/** A call in its thread; that it was one stands there until its line has loaded. */
export function CallRow(props: CallLineProps) {
  const t = useTranslations("thread");
  const CallLine = useChunk(line);
  line.load();
  if (CallLine) return <CallLine {...props} />;
  return (
    <p className="px-4 py-2 text-center text-faint text-xs">{contentText(props.content, t)}</p>
  );
}
