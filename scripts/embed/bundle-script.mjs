/**
 * Makes one file of the package in `packages/embed`, for `<script src="…/embed.js">`. Plain
 * JavaScript, because Next's configuration loads it.
 */
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ENTRY = fileURLToPath(
  new URL("../../packages/embed/src/script/embed-script.ts", import.meta.url),
);

/** Browsers of the last years: those that have what XMTP needs. */
const TARGET = "es2022";

/** The white space of the style sheet is for its readers, and is not sent. */
const withoutSpaces = {
  name: "styles-without-spaces",
  transform: (code, id) =>
    id.endsWith("/loader/styles.ts")
      ? code.replace(/\s*([{};,])\s*/g, "$1").replace(/: +/g, ":")
      : undefined,
};

/** Gives the script's text. */
export async function embedScript() {
  const { build } = await import("vite");
  const [{ output }] = await build({
    configFile: false,
    logLevel: "error",
    publicDir: false,
    plugins: [withoutSpaces],
    build: {
      write: false,
      target: TARGET,
      minify: true,
      lib: { entry: ENTRY, formats: ["iife"], name: "parleyEmbed" },
    },
  });
  return output[0].code;
}

/** Writes it to `file`. */
export async function bundleEmbedScript(file) {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, await embedScript());
}
