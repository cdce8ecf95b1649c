// What both runners wrote into the folder: the tests that failed, those that only passed at a second attempt, and the counts alone on the last line.
/* global process */
import { readFileSync } from 'node:fs';

const [folder] = process.argv.slice(2);
const runs = ['node', 'browser'].map((runner) => JSON.parse(readFileSync(`${folder}/${runner}.json`, 'utf8')));
const all = (list) => runs.flatMap((run) => run[list]);

for (const { name, error } of all('secondAttempts')) console.log(`passed at the second attempt: ${name}\n${error}\n`);
for (const { name, error } of all('failures')) console.log(`failed: ${name}\n${error}\n`);

const passed = runs.reduce((sum, run) => sum + run.passed, 0);
console.log(`${passed} passed, ${all('failures').length} failed`);
if (runs.some((run) => run.passed === 0)) process.exitCode = 1;
