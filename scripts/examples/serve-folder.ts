import { readFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import path from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
};

type FolderOptions = {
  /** What becomes of a page on its way. */
  rewrite?: (html: string) => string;
  /** Whether addresses that are no files are the app's own: it goes from page to page by itself. */
  isApp?: boolean;
};

/** Answers with the files of a folder, as any web server does, and with nothing outside of it. */
export function serveFolder(
  folder: string,
  { rewrite = (html) => html, isApp = false }: FolderOptions = {},
): RequestListener {
  return async ({ url = "/" }, response) => {
    const { pathname } = new URL(url, "http://localhost");
    const isPage = pathname.endsWith("/") || (isApp && !path.extname(pathname));
    const file = path.join(folder, isPage ? "index.html" : pathname);
    const type = TYPES[path.extname(file)];
    const content = type && (await readFile(file, "utf8").catch(() => undefined));
    if (content === undefined || content === "") return void response.writeHead(404).end();
    response.writeHead(200, { "content-type": `${type}; charset=utf-8` });
    response.end(type === TYPES[".html"] ? rewrite(content) : content);
  };
}
