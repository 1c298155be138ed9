import { defineConfig } from 'vitest/config'

/** Soaks, storms and races: minutes each, alone on the machine, before a release. */
export default defineConfig({
  cacheDir: '../node_modules/.vite',
  test: {
    root: import.meta.dirname,
    include: ['long/**/*.test.ts'],
    globalSetup: ['support/e2e-setup.ts'],
    fileParallelism: false,
    passWithNoTests: true,
    testTimeout: 15 * 60_000,
    hookTimeout: 60_000,
  },
})
