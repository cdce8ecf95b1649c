/**
 * A tag, for the types of frameworks.
 *
 * @typeParam Name - properties that can be set
 * @typeParam Told - its events
 */
export interface Tag<Element extends HTMLElement, Name extends keyof Element, Told extends keyof GlobalEventHandlersEventMap> {
  element: Element;
  /** Some of the filters may be set, though all are read. */
  properties: { [Key in Name]?: (Key extends 'filters' ? Partial<Element[Key]> : Element[Key]) | undefined };
  events: Pick<GlobalEventHandlersEventMap, Told>;
}
