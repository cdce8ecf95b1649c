import { Component, computed, CUSTOM_ELEMENTS_SCHEMA, signal } from '@angular/core';
import type { BotSelectEvent, Selection } from 'bot-widgets';

@Component({
  selector: 'app-root',
  // The tags are the browser's, not components of Angular.
  schemas: [CUSTOM_ELEMENTS_SCHEMA],
  templateUrl: './app.html',
})
export class App {
  readonly getToken = () => fetch('/token').then((response) => response.text());

  readonly picked = signal<Selection>({});
  readonly names = computed(() => {
    const { story, node, keyword } = this.picked();
    return [story, node, keyword].filter(Boolean).join(', ');
  });

  pick(request: Event): void {
    this.picked.set((request as BotSelectEvent).selection);
  }
}
