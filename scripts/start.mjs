/**
 * `npm start` (and `npm run dev`): from a fresh clone to a running Parley, whatever is missing
 * on the way. Plain JavaScript without dependencies, because at first there is neither a Node
 * that runs TypeScript nor anything installed.
 */
import { fileURLToPath } from "node:url";
import { prepare } from "./bootstrap/prepare.mjs";
import { runEntryPoint } from "./bootstrap/say.mjs";

await runEntryPoint(async () => {
  if (!(await prepare(fileURLToPath(import.meta.url)))) return;
  const { start } = await import("./launch/start.ts");
  await start({ isDevelopment: process.argv.includes("--dev") });
});
