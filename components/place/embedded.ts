/**
 * The page that other sites show in a frame, and the window that such a frame opens. The messenger's
 * places are below them there.
 */
const BASE = /^\/embed(?:\/window)?(?=\/|$)/;
const WINDOW_PATH = "/embed/window";

/** Whether this page is the messenger as another site shows it, in a frame or in such a window. */
export function isEmbedded(): boolean {
  return BASE.test(window.location.pathname);
}

/** Whether the history of this page is that of the page around it. */
export function isFramed(): boolean {
  return BASE.exec(window.location.pathname)?.[0] === "/embed";
}

/** A path of the page as the messenger has it, in a frame or not; never an address of another host. */
export function ownPath(pathname: string): string {
  return pathname.replace(BASE, "").replace(/^\/*/, "/");
}

/** The path that shows one of the messenger's, for the same site and in the same way as now. */
export function framePath(path: string): string {
  const [base = ""] = BASE.exec(window.location.pathname) ?? [];
  return below(base, path);
}

/** The path of the window that shows what this frame shows. */
export function windowPath(): string {
  return below(WINDOW_PATH, ownPath(window.location.pathname));
}

function below(base: string, path: string): string {
  return `${base}${path === "/" ? "" : path}${window.location.search}`;
}
