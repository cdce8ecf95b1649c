import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { launchBrowser } from '../../e2e/browser.ts';
import { startDemo } from '../../pictures/demo-process.ts';
import { machine } from '../machine.ts';
import { benchCycles, benchPages } from './bench-page.ts';
import { peerContents } from './peers.ts';

/**
 * What the widgets cost a page on the demo's data: time until numbers and drawings are there, and what stays when they have gone.
 *
 * @param bundles - folder of the built demo
 * @param folder - for the demo's data, and for the libraries that others draw with
 */
export async function runPageBench(bundles: string, folder: string, tell: (line: string) => void) {
  tell('Bringing the libraries to compare with ...');
  const peers = await peerContents(await made(join(folder, 'peers')));
  const demo = await startDemo(join(bundles, 'demo.js'), await made(join(folder, 'data')));
  // A routed page has no address of its own, and Chromium would ask whether it may reach this machine.
  const browser = await launchBrowser('--disable-features=LocalNetworkAccessChecks');
  try {
    const site = { site: demo.site, gateway: await gatewayOf(demo.site) };
    const pages = await benchPages(browser, site, peers, tell);
    const cycles = await benchCycles(browser, site, tell);
    return { machine: machine(), browser: browser.version(), pages, cycles };
  } finally {
    await browser.close();
    await demo.stop();
  }
}

/** The gateway that the host's pages name. */
async function gatewayOf(site: string): Promise<string> {
  const html = await (await fetch(`${site}portal/`)).text();
  const found = /src="([^"]+)\/widgets\/bot-widgets\.js"/.exec(html)?.[1];
  if (found === undefined) throw new Error('The host names no gateway.');
  return found;
}

async function made(folder: string): Promise<string> {
  await mkdir(folder);
  return folder;
}
