/** The package holds it as one file: it would bring the types of React to pages that have none. */
export { createComponent } from '@lit/react';
