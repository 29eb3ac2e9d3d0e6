import { readFile } from "node:fs/promises";
import path from "node:path";
import { FRAME_READY } from "../../core/frame-talk.ts";
import { documentFrame } from "../../frame/document-frame.ts";

/** PDF.js as it was installed: it is read where it lies, and no bundler touches it. */
const PDFJS_DIR = path.join("node_modules", "pdfjs-dist", "build");

const SCRIPTS: Readonly<Record<string, () => Promise<string>>> = {
  "frame.js": async () => FRAME_SCRIPT,
  "pdf.js": () => readFile(path.join(process.cwd(), PDFJS_DIR, "pdf.min.mjs"), "utf8"),
  "pdf.worker.js": async () => `export default ${JSON.stringify(await workerText())};`,
};

/**
 * PDF.js's worker as a script of its own. A frame of no origin may start workers of its own blobs
 * alone, and Chromium none of those as modules: so it gets the text, without what it exports.
 */
async function workerText(): Promise<string> {
  const file = path.join(process.cwd(), PDFJS_DIR, "pdf.worker.min.mjs");
  const module = await readFile(file, "utf8");
  return module
    .replace(/\bexport\s*\{[^}]*\};?/, "")
    .replaceAll("import.meta.url", "self.location.href");
}

const FRAME_SCRIPT = `
const load = (name) => import(new URL(name, import.meta.url).href);
(${documentFrame})(window, {
  readyWord: ${JSON.stringify(FRAME_READY)},
  loadPdfjs: () => load("pdf.js"),
  loadWorkerText: async () => (await load("pdf.worker.js")).default,
});
`;

const STYLE = `
:root { color-scheme: light dark; background: light-dark(#e8ebeb, #12181a); }
h1 { position: absolute; width: 1px; height: 1px; margin: -1px; overflow: hidden; clip-path: inset(50%); }
body { margin: 0; }
main { padding: 12px; display: flex; flex-direction: column; align-items: center; gap: 12px; min-width: max-content; }
pre {
  box-sizing: border-box; width: min(60rem, calc(100vw - 24px)); margin: 0; padding: 20px; border-radius: 8px;
  font: 14px/1.5 ui-monospace, Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere;
  background: light-dark(#fff, #1d2427); color: light-dark(#1c2426, #e6ebec);
}
pre:focus-visible { outline: 2px solid #2a8a8a; }
.paper { --scale-round-x: 1px; --scale-round-y: 1px; position: relative; background: #fff; box-shadow: 0 1px 4px rgb(0 0 0 / .25); flex: none; }
.paper canvas { position: absolute; inset: 0; width: 100%; height: 100%; }
.words { position: absolute; inset: 0; overflow: clip; line-height: 1; --min-font-size: 1;
  --text-scale-factor: calc(var(--total-scale-factor) * var(--min-font-size)); }
.words :is(span, br) { position: absolute; color: transparent; white-space: pre; cursor: text; transform-origin: 0 0; }
.words > :not(.markedContent), .words .markedContent span:not(.markedContent) {
  --font-height: 0; --scale-x: 1; --rotate: 0deg;
  font-size: calc(var(--text-scale-factor) * var(--font-height));
  transform: rotate(var(--rotate)) scaleX(var(--scale-x)) scale(calc(1 / var(--min-font-size)));
}
.words .markedContent { display: contents; }
`;

const PAGE = `<!doctype html>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Document</title>
<link rel="stylesheet" href="/api/viewer/frame.css">
<script type="module" src="/api/viewer/frame.js"></script>
<body></body>
`;

type ViewerFile = { body: string; type: string };

/** A part of the frame that shows documents; undefined for a name that is none. */
export async function viewerFile(name: string): Promise<ViewerFile | undefined> {
  if (name === "page") return { body: PAGE, type: "text/html" };
  if (name === "frame.css") return { body: STYLE, type: "text/css" };
  const script = Object.hasOwn(SCRIPTS, name) ? SCRIPTS[name] : undefined;
  return script && { body: await script(), type: "text/javascript" };
}
