/** The program behind the `next` command. */
export const NEXT_PROGRAM = new URL("../../node_modules/next/dist/bin/next", import.meta.url);
