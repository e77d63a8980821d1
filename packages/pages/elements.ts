/** What the components of pages take and give. */
import type * as preact from "preact";

/** An element, to be rendered. */
export type PageElement = preact.VNode;

/** What stands inside an element. */
export type PageChildren = preact.ComponentChildren;
