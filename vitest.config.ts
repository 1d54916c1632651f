import { defineConfig } from 'vitest/config'

// CI counts tests in a report; people read the default one.
const report = process.env['WHIPPET_TEST_REPORT']

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'ui/src/**/*.test.ts', 'test/**/*.test.ts'],
    setupFiles: ['test/random-seed.ts'],
    testTimeout: 120_000,
    reporters: report ? ['default', 'json'] : ['default'],
    ...(report && { outputFile: { json: report } }),
  },
})
