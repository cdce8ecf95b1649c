import DefaultTheme from 'vitepress/theme';
import { LiveWidget } from './live-widget.js';
import './site.css';

export default {
  extends: DefaultTheme,
  enhanceApp: ({ app }) => app.component('LiveWidget', LiveWidget),
};
