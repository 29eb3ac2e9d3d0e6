/** Does what is of the page; an error in it goes to the page's console, and stops nothing else. */
export function orReport(act: () => unknown): void {
  try {
    act();
  } catch (error) {
    reportError(error);
  }
}
