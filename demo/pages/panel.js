/* global AbortController */
import { calm, element } from './build.js';

/**
 * A section that asks for its answer and shows it, or says calmly why it cannot.
 *
 * @param ask - gets the answer; takes a signal
 * @param show - makes the elements of an answer
 */
export function createPanel(section, ask, show) {
  const content = section.querySelector('.content');
  let running = null;
  let shown = null;
  let held = false;

  function put(...elements) {
    const { scrollTop, scrollLeft } = content;
    content.replaceChildren(...elements);
    content.scrollTop = scrollTop;
    content.scrollLeft = scrollLeft;
  }

  async function refresh(anew) {
    if (held && !anew) return;
    held = false;
    running?.abort();
    const mine = (running = new AbortController());
    if (anew) {
      shown = null;
      put(element('p', { className: 'calm loading' }, 'Loading ...'));
    }
    try {
      const answer = await ask(mine.signal);
      // The same answer again is the same picture: a selection or an open row stays.
      if (answer === shown || mine.signal.aborted) return;
      shown = answer;
      put(...show(answer));
    } catch (error) {
      if (mine.signal.aborted) return;
      tell(error);
    }
  }

  function tell(error) {
    const retry = { label: 'Try again', run: () => void refresh(shown === null) };
    if (error.status === 403) {
      shown = null;
      const sentence = calm('You do not hold the permission to see this.');
      sentence.classList.add('forbidden');
      put(sentence);
    } else if (shown === null) put(calm(`${error.message} The data itself is safe.`, retry));
    else {
      content.querySelector('.stale')?.remove();
      const button = element('button', { type: 'button', onclick: retry.run }, retry.label);
      content.prepend(
        element('p', { className: 'stale' }, `This is the last answer; a newer one could not be had: ${error.message}`, button),
      );
      shown = {};
    }
  }

  return {
    /** @param anew - the question is another one: forget the picture */
    refresh: (anew = false) => void refresh(anew),
    /** Keeps the picture until another question is asked. */
    hold: () => void (held = true),
  };
}
