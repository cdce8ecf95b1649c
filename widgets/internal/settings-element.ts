import { LitElement, type PropertyDeclarations } from 'lit';
import type { GetToken } from '../data/token-source.ts';
import type { Formats } from './format.ts';
import type { List, OwnSettings } from './settings.ts';
import type { Catalogue } from './texts.ts';

/** What a provider and a widget have in common: the settings that an author writes as attributes, and the way to a token. */
export abstract class SettingsElement extends LitElement {
  static override properties: PropertyDeclarations = {
    gateway: {},
    business: {},
    bot: {},
    channel: {},
    language: {},
    range: {},
    from: {},
    to: {},
    tz: {},
    getToken: { attribute: false },
    texts: { attribute: false },
    formats: { attribute: false },
  };

  /** URL of the gateway; not set: the page's own origin. */
  declare gateway: string | undefined;
  /** Only these businesses; a list separated by commas, or an array. */
  declare business: List | undefined;
  /** Only these bots: `business/bot`, each part percent-encoded; a list separated by commas, or an array. */
  declare bot: List | undefined;
  /** Only these channels; a list separated by commas, or an array. */
  declare channel: List | undefined;
  /** Only these languages of messages and conversations; a list separated by commas, or an array. */
  declare language: List | undefined;
  /** A preset such as `7d`, `today`, `last-month`; not set, and no `from`: `7d`. */
  declare range: string | undefined;
  /** Start, inclusive, RFC 3339; goes with `to`. */
  declare from: string | undefined;
  /** End, exclusive, RFC 3339; goes with `from`. */
  declare to: string | undefined;
  /** IANA time zone; not set: the viewer's. */
  declare tz: string | undefined;
  /** The page's own way to a token, asked when one is needed; a token is never an attribute. */
  declare getToken: GetToken | undefined;
  /** Texts that replace ours, by key; those not named stay. A widget's own go before its provider's. */
  declare texts: Partial<Catalogue> | undefined;
  /** How numbers and times are written where that is not as the page's language does; a widget's own go before its provider's. */
  declare formats: Formats | undefined;

  /** What is set here. */
  get ownSettings(): OwnSettings {
    const { gateway, business, bot, channel, language, range, from, to, tz } = this;
    return { gateway, business, bot, channel, language, range, from, to, tz };
  }
}

/** `undefined` where there is no page, as on a server. */
export function pageRegistry(): CustomElementRegistry | undefined {
  return (globalThis as Partial<Pick<typeof globalThis, 'customElements'>>).customElements;
}
