/**
 * What the parts of a page that train have in common: a button that starts a run and one that stops
 * it, what is in progress, and the text about its progress. What is trained and drawn is up to each
 * part.
 */
import type { Job } from "./program.ts";

/** A part of the page whose buttons are `data-<name>="run"` and `"stop"`. */
export abstract class TrainingPart<Run extends { job?: Job }> {
  /** The run in progress. */
  protected going: Run | undefined;
  protected readonly runButton: HTMLButtonElement;
  protected readonly stopButton: HTMLButtonElement;
  private readonly verdict: HTMLElement;

  constructor(protected readonly box: HTMLElement, name: string) {
    this.runButton = this.part(`[data-${name}="run"]`);
    this.stopButton = this.part(`[data-${name}="stop"]`);
    this.verdict = this.part(".again-verdict");
    this.runButton.addEventListener("click", () => this.begin());
    this.stopButton.addEventListener("click", () => this.stop());
  }

  protected abstract begin(): void;

  protected abstract stop(): void;

  protected part<E extends HTMLElement>(selector: string): E {
    return this.box.querySelector<E>(selector)!;
  }

  /** Stops what is in progress, and leaves the focus where a reader can continue. */
  protected end(state: string, text: string): void {
    this.going?.job?.stop();
    this.going = undefined;
    const hadFocus = document.activeElement === this.stopButton;
    this.show(state, text);
    if (hadFocus) this.runButton.focus();
  }

  /** Shows the progress; the same text is not announced twice to screen readers. */
  protected show(state: string, text: string): void {
    this.box.dataset["state"] = state;
    this.stopButton.disabled = this.going === undefined;
    if (this.verdict.textContent !== text) this.verdict.textContent = text;
  }

  /** The progress, with an estimate of the time left. */
  protected showPace(step: number, total: number, left = ""): void {
    const progress = this.part<HTMLProgressElement>("progress");
    progress.max = total;
    progress.value = step;
    this.part(".again-pace").hidden = false;
    this.part(".again-pace span").textContent = `step ${step} of ${total}${left}`;
  }
}
