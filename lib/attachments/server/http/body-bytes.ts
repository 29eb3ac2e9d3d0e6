/** Who sends nothing for so long has gone, or holds a connection for nothing. */
const SILENT_MS = 30_000;

/**
 * The bytes of a request as they arrive; nothing is asked for before it is taken. Fails when its sender
 * stops before the end.
 */
export async function* bodyBytes(
  { body }: Request,
  silentMs = SILENT_MS,
): AsyncGenerator<Uint8Array, void> {
  if (!body) return;
  const reader = body.getReader();
  for (;;) {
    const { done, value } = await withinSilence(reader.read(), silentMs);
    if (done) return;
    yield value;
  }
}

async function withinSilence<Result>(reading: Promise<Result>, silentMs: number): Promise<Result> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("Its sender fell silent")), silentMs);
  });
  try {
    return await Promise.race([reading, silence]);
  } finally {
    clearTimeout(timer);
  }
}
