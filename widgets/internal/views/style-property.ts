import { Directive, directive, type ElementPart, type PartInfo, PartType } from 'lit/directive.js';

/** Sets CSS custom properties through the CSSOM: a `style` attribute is refused by a strict Content Security Policy. */
class StyleProperty extends Directive {
  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error('styleProperty belongs on an element.');
  }

  render(_name: `--${string}`, _value: string | number): void {
    // All is done in `update`: there is no element on a server.
  }

  override update(part: ElementPart, [name, value]: [`--${string}`, string | number]): void {
    (part.element as HTMLElement).style.setProperty(name, String(value));
  }
}

/** `<i ${styleProperty('--share', 0.4)}></i>` */
export const styleProperty = directive(StyleProperty);
