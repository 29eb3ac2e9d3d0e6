/** What has the keys while it is there: dialogs, menus, what a press opened. */
const OVERLAYS = "dialog[open], [role=menu], [data-radix-popper-content-wrapper]";

/** Whether something lies over the screen, whose keys they are then. */
export function hasOverlay(): boolean {
  return document.querySelector(OVERLAYS) !== null;
}
