/**
 * How a download is shown: a bar on a terminal, a line for each tenth elsewhere.
 *
 * @module
 */
import { stdout } from "node:process";
import cliProgress from "cli-progress";
import type { RemoteFile } from "./recipes.ts";
import { formatMegabytes } from "./sizes.ts";

/** The part of a terminal that a download needs. */
export interface Display {
  /** Whether someone watches it. */
  readonly isTerminal: boolean;
  /** Prints a line. */
  print(line: string): void;
}

/** A display of a download. */
export interface DownloadProgress {
  /** Shows a line about the next action. */
  stage(line: string): void;
  /** Shows how many bytes of a file are there. */
  show(file: RemoteFile, bytes: number): void;
  /** Clears the bar; what follows is printed below. */
  end(): void;
}

/**
 * The display that suits the terminal.
 *
 * @param stream Where a bar is drawn.
 */
export function createDownloadProgress(
  terminal: Display,
  stream: NodeJS.WritableStream = stdout,
): DownloadProgress {
  return terminal.isTerminal ? bar(terminal, stream) : lines(terminal);
}

function lines(terminal: Display): DownloadProgress {
  let shown = 0;
  return {
    stage(line) {
      shown = 0;
      terminal.print(line);
    },
    show({ bytes: total }, bytes) {
      const tenths = Math.floor(10 * bytes / total);
      if (tenths <= shown) return;
      shown = tenths;
      terminal.print(`  ${10 * tenths} % of ${formatMegabytes(total)}`);
    },
    end() {},
  };
}

function bar(terminal: Display, stream: NodeJS.WritableStream): DownloadProgress {
  const display = new cliProgress.SingleBar({
    stream,
    clearOnComplete: true,
    hideCursor: true,
    barsize: 30,
    format: "{bar} {percentage}% of {size}, {eta_formatted} left",
  }, cliProgress.Presets.rect);
  let shown: RemoteFile | undefined;
  const end = () => {
    if (shown !== undefined) display.stop();
    shown = undefined;
  };
  return {
    stage(line) {
      end();
      terminal.print(line);
    },
    show(file, bytes) {
      if (shown === file) return display.update(bytes);
      end();
      shown = file;
      display.start(file.bytes, bytes, { size: formatMegabytes(file.bytes) });
    },
    end,
  };
}
