/** Everything that `npm start` and `npm test` print goes through here: calm, one line a thing. */

/** @param {string} line */
export function say(line = "") {
  process.stdout.write(`${line}\n`);
}

/**
 * Tells of the preparations, apart from what a command prints as its result.
 * @param {string} line
 */
export function note(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * A mistake that the reader can mend: shown as its message alone, without a stack trace.
 */
export class Complaint extends Error {
  name = "Complaint";
}

/**
 * Runs an entry point; what it throws becomes a message and exit code 1.
 * @param {() => Promise<void>} main
 */
export async function runEntryPoint(main) {
  try {
    await main();
  } catch (error) {
    process.stderr.write(`\n${error instanceof Complaint ? error.message : error.stack}\n`);
    process.exit(1);
  }
}

/** @param {number} sinceMs a value of performance.now() */
export function elapsed(sinceMs) {
  return `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;
}
