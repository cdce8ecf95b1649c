/** Registers all tags; the provider first, so that widgets find it ready. */
import './provider/define.ts';
import './filters/define.ts';
import './trends/define.ts';
import './stories/define.ts';
import './words/define.ts';
import './journey/define.ts';
import './messages/define.ts';

export * from './index.ts';
