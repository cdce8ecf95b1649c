import { writeFile } from 'node:fs/promises';
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';

/** What a test runner leaves for `.ci/summary.js`. */
export interface RunReport {
  passed: number;
  /** Passed only when they were run again. */
  secondAttempts: Told[];
  failures: Told[];
}

interface Told {
  name: string;
  error: string;
}

/** A reporter of Vitest that writes a {@link RunReport}. A test that never ran, because its suite failed, counts as failed. */
export function runReport(file: string): Reporter {
  return {
    async onTestRunEnd(modules, unhandled) {
      const tests = modules.flatMap((module) => [...module.children.allTests()]);
      const suites = modules.flatMap((module) => [module, ...module.children.allSuites()]);
      const broken = suites.filter((suite) => suite.errors().length > 0);
      const report: RunReport = {
        passed: tests.filter(passed).length,
        secondAttempts: tests.filter((test) => test.diagnostic()?.flaky).map(told),
        failures: [
          ...tests.filter((test) => !passed(test)).map(told),
          ...broken.map((suite) => ({ name: nameOf(suite), error: textOf(suite.errors()) })),
          ...unhandled.map((error) => ({ name: 'outside of any test', error: textOf([error]) })),
        ],
      };
      await writeFile(file, JSON.stringify(report));
    },
  };
}

const passed = (test: TestCase) => test.result().state === 'passed';

const told = (test: TestCase): Told => ({ name: nameOf(test), error: textOf(test.result().errors ?? []) });

const nameOf = (entity: TestModule | TestSuite | TestCase) =>
  entity.type === 'module' ? entity.relativeModuleId : `${entity.module.relativeModuleId} > ${entity.fullName}`;

const textOf = (errors: readonly { message: string; stack?: string }[]) => errors.map(({ message, stack }) => stack ?? message).join('\n');
