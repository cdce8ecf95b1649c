/** Where the gateway of the tests is; the runner's plugin serves this file with the address in it. */
export const GATEWAY = '';
