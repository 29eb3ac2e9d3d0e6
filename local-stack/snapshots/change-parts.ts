import { existsSync } from "node:fs";
import { join } from "node:path";
import { LocalStackError } from "../errors.ts";
import { type KeepingPart, type Staged, UnsureChangeError } from "./part.ts";
import { forgetChange, noteChange, readChange } from "./unfinished-change.ts";

/**
 * A part failed when others had changed already: the stack is a mix of before and after. Where it
 * keeps data, its next start finishes the change.
 */
export class HalfChangedError extends LocalStackError {
  override readonly name = "HalfChangedError";
  /** Those that failed. */
  readonly parts: readonly string[];

  constructor(what: string, failures: ReadonlyMap<string, unknown>, isKept: boolean) {
    const [failure] = failures.values();
    const reason = failure instanceof Error ? failure.message : String(failure);
    const names = [...failures.keys()];
    const end = isKept
      ? "or end the stack: its next start finishes this, and what was written until then is lost."
      : "or end the stack.";
    super(
      `The stack is ${what} by half: that failed for ${names.join(" and ")} (${reason}). Restore or reset it again, ${end}`,
      { cause: failure },
    );
    this.parts = names;
  }
}

/**
 * Brings all these parts to what is in the folder of a snapshot, or empties them without one. Throws
 * {@link HalfChangedError}; with any other error nothing has changed, and what an earlier one left by
 * half is noted as before.
 */
export async function changeParts(
  parts: readonly KeepingPart[],
  folder: string | undefined,
  data: string | undefined,
): Promise<void> {
  const earlier = data && (await readChange(data));
  const staged = await stageAll(parts, folder);
  const names = parts.map(({ name }) => name);
  const undoNote = async () => {
    if (data) await (earlier ? noteChange(data, earlier) : forgetChange(data));
  };
  try {
    if (data) await noteChange(data, { ...(folder && { folder }), parts: names });
  } catch (error) {
    await Promise.allSettled([abortAll(staged), undoNote()]);
    throw error;
  }
  const failures = new Map<string, unknown>();
  for (const [index, { commit }] of staged.entries()) {
    try {
      await commit();
    } catch (error) {
      // The first is the network's database, the one that can still refuse.
      if (index === 0 && !(error instanceof UnsureChangeError)) {
        await undoNote();
        await abortAll(staged.slice(1));
        throw error;
      }
      failures.set(names[index] ?? "", error);
    }
  }
  if (failures.size > 0) {
    throw new HalfChangedError(folder ? "restored" : "emptied", failures, data !== undefined);
  }
  if (data) await forgetChange(data);
}

async function stageAll(
  parts: readonly KeepingPart[],
  folder: string | undefined,
): Promise<Staged[]> {
  const staged: Staged[] = [];
  try {
    for (const part of parts) {
      const own = folder && join(folder, part.name);
      staged.push(await part.stage(own && existsSync(own) ? own : undefined));
    }
    return staged;
  } catch (error) {
    await abortAll(staged);
    throw error;
  }
}

async function abortAll(staged: readonly Staged[]): Promise<void> {
  await Promise.all(staged.map(({ abort }) => abort()));
}
