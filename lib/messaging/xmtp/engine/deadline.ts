import { ParleyError } from "@/lib/errors/base.ts";
import { toEngineError } from "./engine-error.ts";

/** What a person waits for may not hang on a node that accepts connections and says nothing. */
export const NETWORK_DEADLINE_MS = 5_000;

/**
 * The result of a network call, or `xmtp.unreachable` when it took longer than `deadlineMs`.
 * The call itself can't be cancelled: it ends when the node answers or the connection breaks.
 */
export async function withDeadline<T>(
  what: string,
  call: Promise<T>,
  deadlineMs: number = NETWORK_DEADLINE_MS,
): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new ParleyError("xmtp.unreachable", `${what}: no answer in ${deadlineMs} ms`));
    }, deadlineMs);
  });
  try {
    return await Promise.race([call, deadline]);
  } catch (error) {
    throw toEngineError(error);
  } finally {
    clearTimeout(timer);
  }
}

/** A deadline that starts anew with every sign of life. `passed` fails with `xmtp.unreachable`. */
export function silenceDeadline(what: string, deadlineMs: number = NETWORK_DEADLINE_MS) {
  const { promise: passed, reject } = Promise.withResolvers<never>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = () => clearTimeout(timer);
  const restart = () => {
    end();
    timer = setTimeout(() => {
      reject(new ParleyError("xmtp.unreachable", `${what}: silent for ${deadlineMs} ms`));
    }, deadlineMs);
  };
  restart();
  return { passed, restart, end };
}

/** How often to look whether work moves. */
const LOOK_EVERY_MS = 20_000;

/**
 * The result of work that may take as long as it likes as long as it moves; `xmtp.unreachable` once
 * `position` has given the same for `deadlineMs`.
 */
export async function asLongAsItMoves<T>(
  what: string,
  work: Promise<T>,
  { position, deadlineMs }: { position: () => unknown; deadlineMs: number },
): Promise<T> {
  const silence = silenceDeadline(what, deadlineMs);
  let before = position();
  const looking = setInterval(() => {
    const now = position();
    if (now !== before) silence.restart();
    before = now;
  }, LOOK_EVERY_MS);
  try {
    return await Promise.race([work, silence.passed]);
  } catch (error) {
    throw toEngineError(error);
  } finally {
    clearInterval(looking);
    silence.end();
  }
}
