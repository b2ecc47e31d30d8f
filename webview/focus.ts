/** Where the keyboard is must never be lost: when its place goes away, it moves to where the work has moved. */
export function keepFocus(root: HTMLElement, draw: () => void): void {
  const before = document.activeElement;
  const wasHere = before !== null && root.contains(before);
  const hadPlace = placeOf(before);
  draw();
  if (!wasHere) return;
  const after = document.activeElement;
  const isLost = after === null || after === document.body || isOff(after);
  if (!isLost) return;
  if (after instanceof HTMLElement) after.blur();
  focusOn(root, hadPlace === "work" ? ["stop", "primary"] : ["stop", "page"]);
  // The toolkit's buttons can be focused a frame after they can be pressed.
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) focusOn(root, ["primary", "page"]);
  });
}

/** After turning to another page: its heading, from which Tab continues in reading order. */
export function focusPage(root: HTMLElement): void {
  focusOn(root, ["page"]);
}

type FocusTarget = "stop" | "primary" | "page";

const selectors: Readonly<Record<FocusTarget, string>> = {
  stop: '[data-action="stop"]',
  primary: 'main vscode-button[appearance="primary"]:not([disabled])',
  page: '[data-focus="page"]',
};

function placeOf(element: Element | null): "work" | "other" {
  return element?.matches("vscode-button") === true ? "work" : "other";
}

function isOff(element: Element): boolean {
  return element.hasAttribute("disabled");
}

/** The first of these places that takes the focus. */
function focusOn(root: HTMLElement, places: readonly FocusTarget[]): void {
  for (const place of places) if (takesFocus(root, place)) return;
}

function takesFocus(root: HTMLElement, place: FocusTarget): boolean {
  const found = root.querySelector(selectors[place]);
  if (!(found instanceof HTMLElement)) return false;
  found.focus();
  return document.activeElement === found;
}
