/* global AbortController */
import { calm, element } from './build.js';

/**
 * One question and the sections that show its answer, or say calmly why they cannot.
 *
 * @param ask - gets the answer; takes a signal
 * @param parts - pairs of a section and what makes the elements of its answer
 */
export function createPanel(ask, ...parts) {
  const views = parts.map(([section, show]) => ({ content: section.querySelector('.content'), show }));
  let running = null;
  let shown = null;
  let held = false;

  async function refresh(anew) {
    if (held && !anew) return;
    held = false;
    running?.abort();
    const mine = (running = new AbortController());
    if (anew) {
      shown = null;
      for (const { content } of views) put(content, element('p', { className: 'calm loading' }, 'Loading ...'));
    }
    try {
      const answer = await ask(mine.signal);
      // The same answer again is the same picture: a selection or an open row stays.
      if (answer === shown || mine.signal.aborted) return;
      shown = answer;
      for (const { content, show } of views) put(content, ...show(answer));
    } catch (error) {
      if (!mine.signal.aborted) for (const { content } of views) tell(content, error);
      if (shown !== null) shown = {};
    }
  }

  function tell(content, error) {
    const retry = { label: 'Try again', run: () => void refresh(shown === null) };
    if (error.status === 403) put(content, calm('You do not hold the permission to see this.', null, 'forbidden'));
    else if (shown === null) put(content, calm(`${error.message} The data itself is safe.`, retry));
    else {
      content.querySelector('.stale')?.remove();
      content.prepend(calm(`This is the last answer; a newer one could not be had: ${error.message}`, retry, 'stale'));
    }
  }

  return {
    /** @param anew - the question is another one: forget the picture */
    refresh: (anew = false) => void refresh(anew),
    /** Keeps the picture until another question is asked. */
    hold: () => void (held = true),
  };
}

/** Replaces what is shown; who has scrolled or stands on a button stays there. */
function put(content, ...elements) {
  const { scrollTop, scrollLeft } = content;
  const focused = content.contains(document.activeElement) ? document.activeElement.textContent : null;
  content.replaceChildren(...elements);
  content.scrollTop = scrollTop;
  content.scrollLeft = scrollLeft;
  if (focused === null) return;
  const same = [...content.querySelectorAll('button')].find(({ textContent }) => textContent === focused);
  same?.focus({ preventScroll: true });
}
