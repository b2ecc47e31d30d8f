import type * as vscode from "vscode";
import { object, recordOf, refused, text, whole, type Of } from "../../protocol/shape";

const openPanelShape = object({ column: whole(1, 100), title: text() });
const savedShape = object({ session: text(200), panels: recordOf(openPanelShape, 100, 4_000) });

/** Where a panel is, and what stands on its tab. */
export type OpenPanel = Of<typeof openPanelShape>;

/**
 * The panels of one kind of this window, by what they show: the wizard's by enrollment, those of fleets by the fleet's row. When the extension host is started again, manually or after a crash, VS Code
 * leaves its panels there and gives them to nobody: they have to be opened again.
 */
export class OpenPanels {
  readonly #store: vscode.Memento;
  readonly #key: string;
  /** The window, from its start to its reload: an extension host that is started again has the same. */
  readonly #session: string;
  #panels: Readonly<Record<string, OpenPanel>> = {};

  /** @param kind tells the panels of one kind from others in the store */
  constructor(store: vscode.Memento, session: string, kind = "wizard") {
    this.#store = store;
    this.#key = `${kind}.openPanels`;
    this.#session = session;
  }

  /** What an earlier extension host of this window has left open. */
  left(): ReadonlyMap<string, OpenPanel> {
    const saved = savedShape(this.#store.get(this.#key));
    const isOurs = saved !== refused && saved.session === this.#session;
    return new Map(isOurs ? Object.entries(saved.panels) : []);
  }

  shown(subject: string, panel: OpenPanel): void {
    const before = this.#panels[subject];
    if (before?.column === panel.column && before.title === panel.title) return;
    this.#save({ ...this.#panels, [subject]: panel });
  }

  closed(subject: string): void {
    const { [subject]: _, ...others } = this.#panels;
    this.#save(others);
  }

  #save(panels: Readonly<Record<string, OpenPanel>>): void {
    this.#panels = panels;
    // A window that closes cannot save any more, and needs not: its successor has another session.
    this.#store.update(this.#key, { session: this.#session, panels }).then(undefined, () => undefined);
  }
}
