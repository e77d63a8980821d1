/** The types of page components. */
import type * as preact from "preact";

/** An element, to be rendered. */
export type PageElement = preact.VNode;

/** The children of an element. */
export type PageChildren = preact.ComponentChildren;
