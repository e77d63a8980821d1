/**
 * Which charts an experiment gets, in which order, and how a page holds them: figures with their tables,
 * the contents that lead to them, and the small picture in the index.
 *
 * @module
 */
export { AnswerChart, Chart, ChartBar, Charts, Figures, Inside, titleOf } from "./charts.tsx";
export { Contents } from "./contents.tsx";
export { drawFigures, type Drawing, drawOverlaid, type PageFigure } from "./figures.ts";
export { Thumbnail } from "./thumbnail.tsx";
