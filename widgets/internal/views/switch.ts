import { html, type TemplateResult } from 'lit';

export interface Choice<Name extends string> {
  name: Name;
  label: string;
}

let groups = 0;

/** A switch between views: radio buttons, so that the keyboard and screen readers know it. @param label - what is chosen */
export function renderSwitch<Name extends string>(
  label: string,
  choices: readonly Choice<Name>[],
  chosen: Name,
  onChoose: (name: Name) => void,
  group: string,
): TemplateResult {
  return html`
    <fieldset class="switch" part="switch" aria-label=${label}>
      ${choices.map(
        (choice) => html`
          <label>
            <input
              class="hidden"
              type="radio"
              name=${group}
              .checked=${choice.name === chosen}
              @change=${() => onChoose(choice.name)}
            />${choice.label}
          </label>
        `,
      )}
    </fieldset>
  `;
}

/** A name for the radio buttons of one switch. */
export const switchGroup = (): string => `switch-${(groups += 1)}`;
