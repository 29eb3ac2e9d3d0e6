/** The page that other sites show in a frame. The messenger's places are below it there. */
const FRAME_PATH = "/embed";

/** Whether this page is such a frame. */
export function isEmbedded(): boolean {
  return ownPath(window.location.pathname) !== window.location.pathname;
}

/** A path of the page as the messenger has it, in a frame or not. */
export function ownPath(pathname: string): string {
  const isBelow = pathname === FRAME_PATH || pathname.startsWith(`${FRAME_PATH}/`);
  return isBelow ? pathname.slice(FRAME_PATH.length) || "/" : pathname;
}

/** The path of a frame that shows one of the messenger's, for the same site as now. */
export function framePath(path: string): string {
  return `${FRAME_PATH}${path === "/" ? "" : path}${window.location.search}`;
}
