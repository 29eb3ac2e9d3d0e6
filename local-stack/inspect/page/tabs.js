/**
 * Tabs as the ARIA practices have them: arrow keys move, and what is moved to is shown.
 *
 * @param {HTMLElement} bar holds the tabs; each names its panel by `aria-controls`
 * @param {(name: string) => void} onSelect with the id of the panel
 */
export function createTabs(bar, onSelect) {
  const tabs = [...bar.querySelectorAll("[role=tab]")].filter((tab) => tab instanceof HTMLElement);
  const nameOf = (/** @type {Element | undefined} */ tab) =>
    tab?.getAttribute("aria-controls") ?? "";
  const selected = () => nameOf(tabs.find((tab) => tab.ariaSelected === "true"));

  const select = (/** @type {string} */ name) => {
    for (const tab of tabs) {
      const isIt = nameOf(tab) === name;
      tab.setAttribute("aria-selected", String(isIt));
      tab.tabIndex = isIt ? 0 : -1;
      const panel = document.getElementById(nameOf(tab));
      if (panel) panel.hidden = !isIt;
    }
    onSelect(name);
  };

  bar.addEventListener("click", ({ target }) => {
    const tab = tabs.find((each) => target instanceof Node && each.contains(target));
    if (tab) select(nameOf(tab));
  });
  bar.addEventListener("keydown", (event) => {
    const at = tabs.findIndex((tab) => tab.matches(":focus"));
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    const tab = to === undefined ? undefined : tabs.at(to % tabs.length);
    if (!tab) return;
    event.preventDefault();
    tab.focus();
    select(nameOf(tab));
  });
  return { select, selected };
}
