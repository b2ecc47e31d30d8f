import type * as vscode from "vscode";
import { object, recordOf, refused, text, whole, type Of } from "../protocol/shape";

const key = "wizard.openPanels";

const openPanelShape = object({ column: whole(1, 100), title: text() });
const savedShape = object({ session: text(200), panels: recordOf(openPanelShape, 100) });

/** Where a panel is, and what stands on its tab. */
export type OpenPanel = Of<typeof openPanelShape>;

/**
 * The wizard's panels of this window, by enrollment. When the extension host is started anew, by hand or after a crash, VS Code
 * leaves its panels there and gives them to nobody: they have to be opened again.
 */
export class OpenPanels {
  readonly #store: vscode.Memento;
  /** The window, from its start to its reload: an extension host that is started anew has the same. */
  readonly #session: string;
  #panels: Readonly<Record<string, OpenPanel>> = {};

  constructor(store: vscode.Memento, session: string) {
    this.#store = store;
    this.#session = session;
  }

  /** What an earlier extension host of this window has left open. */
  left(): ReadonlyMap<string, OpenPanel> {
    const saved = savedShape(this.#store.get(key));
    const isOurs = saved !== refused && saved.session === this.#session;
    return new Map(isOurs ? Object.entries(saved.panels) : []);
  }

  shown(enrollment: string, panel: OpenPanel): void {
    const before = this.#panels[enrollment];
    if (before?.column === panel.column && before.title === panel.title) return;
    this.#save({ ...this.#panels, [enrollment]: panel });
  }

  closed(enrollment: string): void {
    const { [enrollment]: _, ...others } = this.#panels;
    this.#save(others);
  }

  #save(panels: Readonly<Record<string, OpenPanel>>): void {
    this.#panels = panels;
    // A window that closes cannot save any more, and needs not: its successor has another session.
    this.#store.update(key, { session: this.#session, panels }).then(undefined, () => undefined);
  }
}
