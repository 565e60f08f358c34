import type { EditorView } from '@tiptap/pm/view';

/** Where the bar of tools stands in its frame, in px. */
export type BarPlace = { left: number; top: number };
/** A selection stands still this long before tools come to it, in ms. */
const STILL = 120;
const GAP = 6;
/** The window's bar, and what may stand under it. */
const HEAD = 96;

/** Brings the tools to selected words, above them where there is room, and to the caret when they are asked for by key. */
export class FloatingBar {
  readonly #show: (place: BarPlace | null) => void;
  #frame: HTMLElement | null = null;
  #view: EditorView | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** While words are being selected by pointer nothing comes in its way. */
  #pressed = false;

  constructor(show: (place: BarPlace | null) => void) {
    this.#show = show;
  }

  /** `frame` holds the text and, where there are any, its tools. Returns how to let go of them. */
  attach(frame: HTMLElement, view: EditorView): () => void {
    [this.#frame, this.#view] = [frame, view];
    const down = (): void => {
      this.#pressed = true;
    };
    const up = (): void => {
      if (!this.#pressed) return;
      this.#pressed = false;
      this.follow();
    };
    frame.addEventListener('pointerdown', down);
    window.addEventListener('pointerup', up);
    return () => {
      clearTimeout(this.#timer);
      frame.removeEventListener('pointerdown', down);
      window.removeEventListener('pointerup', up);
      this.#view = null;
    };
  }

  /** After every change of what is selected. */
  follow(): void {
    clearTimeout(this.#timer);
    if (!this.#view) return;
    if (!this.#view.state.selection.empty)
      this.#timer = setTimeout(() => {
        if (!this.#pressed && this.#view?.state.selection.empty === false) this.#come();
      }, STILL);
    else if (this.#toolbar()?.contains(document.activeElement) !== true) this.#show(null);
  }

  /** Shows the tools and puts the focus into them. False where there are none. */
  ask(): boolean {
    if (!this.#toolbar()) return false;
    this.#come();
    // What is not shown takes no focus.
    requestAnimationFrame(() => this.#toolbar()?.querySelector('button')?.focus());
    return true;
  }

  #toolbar(): HTMLElement | null {
    return this.#frame?.querySelector<HTMLElement>('[role=toolbar]') ?? null;
  }

  #come(): void {
    const [view, own] = [this.#view, this.#toolbar()?.getBoundingClientRect()];
    if (!view || !own || !this.#frame) return;
    const around = this.#frame.getBoundingClientRect();
    const { from, to } = view.state.selection;
    const [start, end] = [view.coordsAtPos(from), view.coordsAtPos(to, -1)];
    const above = start.top - own.height - GAP;
    const top = above >= HEAD ? above : end.bottom + GAP;
    const left = Math.max(0, Math.min(start.left - around.left, around.width - own.width));
    this.#show({ left, top: top - around.top });
  }
}
